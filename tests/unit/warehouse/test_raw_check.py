"""A raw file whose columns are not those of this release stops whoever opens it for writing, by name."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.build import build, prepare_raw
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.raw_check import RawSchemaError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = load_settings(data=tmp_path / "data", workers=1)
    made.data.mkdir()
    with connect_raw(made):
        pass
    return made


def alter(settings: Settings, statement: str) -> None:
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH '{settings.raw_path}' AS warehouse")
        con.execute("USE warehouse")
        con.execute("DROP VIEW raw.corrected_statements")
        con.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "ALTER TABLE raw.statements DROP COLUMN stance",
            r"raw\.statements\.stance \(VARCHAR\) is missing",
        ),
        (
            "ALTER TABLE raw.articles ADD COLUMN mood VARCHAR",
            r"raw\.articles\.mood \(VARCHAR\) is not known",
        ),
        (
            "ALTER TABLE raw.articles ALTER published_on TYPE VARCHAR",
            r"raw\.articles\.published_on is VARCHAR and should be DATE",
        ),
        (
            "ALTER TABLE raw.claim_members RENAME claim_id TO claim",
            r"claim_members\.claim_id \(VARCHAR\) is missing\n  - raw\.claim_members\.claim \(VARCHAR\) is not known",
        ),
    ],
)
def test_changed_column_stops_the_build_before_anything_is_written(
    settings: Settings, statement: str, said: str
) -> None:
    alter(settings, statement)

    with pytest.raises(RawSchemaError, match=said):
        build(settings)

    assert not settings.marts_path.exists()


def test_unchanged_columns_pass(settings: Settings) -> None:
    prepare_raw(settings)

    with connect_raw(settings) as con:
        assert con.execute("SELECT count(*) FROM raw.corrected_statements").fetchall() == [(0,)]


def test_column_that_this_release_has_given_up_goes_and_the_one_in_its_place_comes(settings: Settings) -> None:
    outlines = "ALTER TABLE raw.claim_outlines"
    alter(settings, f"{outlines} DROP COLUMN surnames; {outlines} ADD COLUMN surname VARCHAR")
    with connect_raw(settings) as con:
        columns = {row[0]: row[1] for row in con.execute("DESCRIBE raw.claim_outlines").fetchall()}

    assert columns["surnames"] == "VARCHAR[]"
    assert "surname" not in columns
