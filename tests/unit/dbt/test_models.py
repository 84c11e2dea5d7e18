"""What the house rules ask of every dbt model, read from the files: its grain, its descriptions, its tests."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[3] / "dbt_project"
MODELS = PROJECT / "models"
SQL = sorted(MODELS.rglob("*.sql"))
MARTS = [path for path in SQL if "marts" in path.parts]


@cache
def properties() -> dict[str, dict[str, Any]]:
    """Model name -> what the YAML files beside the SQL say of it; read once, as every model is asked of it."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(MODELS.rglob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            assert model["name"] not in found, f"{model['name']} is described twice"
            found[model["name"]] = model
    return found


def selected_columns(path: Path) -> list[str]:
    """The output columns of the model's last select, in order; empty where it is a `select *`."""
    select = path.read_text(encoding="utf-8").rsplit("\nselect", 1)[1].split("\nfrom", 1)[0]
    lines = [line.strip().rstrip(",") for line in select.splitlines() if re.match(r" {4}\S", line)]
    return [re.split(r"\s+as\s+|\.", line)[-1] for line in lines if not line.startswith("--")]


def test_models_are_found() -> None:
    assert len(SQL) > 25
    assert len(MARTS) > 12


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_model_opens_with_its_grain(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_model_is_described_by_its_grain(path: Path) -> None:
    assert properties()[path.stem]["description"].startswith("One row per ")


def test_no_description_is_left_of_a_model_that_is_gone() -> None:
    assert set(properties()) == {path.stem for path in SQL}


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_every_column_of_a_mart_is_described_and_typed(path: Path) -> None:
    columns = properties()[path.stem]["columns"]

    assert len(columns) >= 2
    assert [column["name"] for column in columns if not column.get("description", "").strip()] == []
    assert [column["name"] for column in columns if not column.get("data_type")] == []


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_columns_of_a_mart_are_described_in_the_order_of_its_select(path: Path) -> None:
    described = [column["name"] for column in properties()[path.stem]["columns"]]
    selected = selected_columns(path)

    if selected:
        assert described == selected


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_grain_of_a_mart_is_held_by_a_test(path: Path) -> None:
    tests = properties()[path.stem].get("data_tests", [])

    assert any("one_row_per" in test for test in tests)


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_mart_says_how_it_is_built_from_changes(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")

    assert "unique_key=" in sql or "config(materialized='table')" in sql


def test_columns_of_a_grain_that_may_be_null_are_those_that_increments_compare_as_such() -> None:
    grains = [
        test["one_row_per"]["arguments"]
        for model in properties().values()
        for test in model.get("data_tests", [])
        if "one_row_per" in test
    ]
    project = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))

    assert {column for grain in grains for column in grain.get("nullable", [])} == set(project["vars"]["nullable_keys"])


def test_every_warning_says_why() -> None:
    unexplained = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in sorted([*PROJECT.rglob("*.yml"), *PROJECT.rglob("*.sql")])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "target" not in path.relative_to(PROJECT).parts
        and re.search(r"severity\W+warn", line)
        and "#" not in line
        and "--" not in line
    ]

    assert unexplained == []


def test_dashboard_exposure_names_every_mart() -> None:
    (exposure,) = yaml.safe_load((MODELS / "exposures.yml").read_text(encoding="utf-8"))["exposures"]

    assert set(exposure["depends_on"]) == {f"ref('{path.stem}')" for path in MARTS}


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_outlets_are_counted_without_the_unknown_one(path: Path) -> None:
    counted = r"^ *((?:count\(|\d).*) as outlet(?:_read)?_count,?$"

    assert re.findall(counted, path.read_text(encoding="utf-8"), re.MULTILINE) == []
