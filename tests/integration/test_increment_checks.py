"""What dbt's tests find beside an increment, where they look at what the build wrote and not at everything."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.build import WITHOUT_UNIT_TESTS
from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.marts_rows import ROWS
from tests.integration.marts_warehouse import identify, run_dbt, write_raw

pytestmark = pytest.mark.xdist_group("increment-checks")

# What the dbt test of that name has to find: the statement that is broken, and how.
BROKEN: dict[str, tuple[str, str]] = {
    "content_is_the_printed_text": ("alive", "content_text = 'The treaty is dead'"),
    "refers_to_fct_statements_parent": ("road", "parent_statement_id = 'denial'"),
    "only_values_fct_statements": ("waited", "stance = 'shout'"),
    "holds_fct_statements_bounds": ("denial", "confidence = 1.5"),
}
# What finds rows of a raw table that stand there twice, and how they come to.
NEW_MEMBER = "SELECT 'nobody' AS statement_id, 'c' AS claim_id FROM range(2)"
DOUBLED: dict[str, tuple[str, str]] = {
    "source_one_row_per_raw_statements": ("statements", "SELECT * FROM raw_db.raw.statements"),
    "source_one_row_per_raw_speaker_members": ("speaker_members", "SELECT * FROM raw_db.raw.speaker_members"),
    "source_one_row_per_raw_claim_members": ("claim_members", NEW_MEMBER),
    "source_one_row_per_raw_claim_ids": ("claim_ids", "SELECT 'c' AS claim_id, range AS claim_number FROM range(2)"),
    "one_row_per_claim_number": (
        "claim_ids",
        "SELECT ['c', 'd'][1 + range] AS claim_id, 7 AS claim_number FROM range(2)",
    ),
}
AN_OUTLET_OF_STATEMENTS = "SELECT outlet_id FROM core.fct_statements ORDER BY outlet_id LIMIT 1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    """A folder with a warehouse that was built whole, its tests passed."""
    folder = tmp_path_factory.mktemp("built")
    write_raw(folder / "raw.duckdb", ROWS)
    identify(folder)
    done = run_dbt(folder, "build", *WITHOUT_UNIT_TESTS, parsed=parsed)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture(scope="module")
def broken(built: Path) -> list[str]:
    """The tests that fail beside an increment that brings statements broken in every way at once."""
    with connect_raw(load_settings(data=built)) as con:
        for statement_id, change in BROKEN.values():
            con.execute(f"UPDATE raw.statements SET {change} WHERE statement_id = '{statement_id}'")
        con.execute("UPDATE raw.extractions SET extracted_at = now()")
    done = run_dbt(built, "build", *WITHOUT_UNIT_TESTS)
    assert done.returncode == 1, done.stdout
    return re.findall(r" FAIL \d+ (\w+)", done.stdout)


@pytest.mark.parametrize("test_name", BROKEN)
def test_broken_statement_fails_the_test_that_is_meant_for_it_in_an_increment_too(
    broken: list[str], test_name: str
) -> None:
    assert [name for name in broken if name.startswith(test_name)] != []


def test_only_what_was_written_is_looked_at(broken: list[str], built: Path) -> None:
    assert broken
    (compiled,) = find_compiled(built, "only_values_fct_statements")

    assert "changes.fct_statements__written" in compiled.read_text(encoding="utf-8")
    with duckdb.connect(str(built / "marts.duckdb"), read_only=True) as con:
        left = con.execute("SELECT table_name FROM duckdb_tables() WHERE ends_with(table_name, '__written')").fetchall()
    assert left == []  # readers get no copies


def test_child_is_found_whose_parent_is_gone_though_nothing_of_the_child_was_written(
    broken: list[str], built: Path, tmp_path: Path
) -> None:
    assert broken
    (compiled,) = find_compiled(built, "relationships_fct_statements_outlet_id")
    question = compiled.read_text(encoding="utf-8")
    marts = tmp_path / "marts.duckdb"
    shutil.copyfile(built / "marts.duckdb", marts)
    with duckdb.connect(str(marts)) as con:
        (outlet,) = con.execute(AN_OUTLET_OF_STATEMENTS).fetchall()[0]
        for table in ("fct_statements", "dim_outlets"):
            con.execute(f"CREATE TABLE changes.{table}__written AS FROM core.{table} LIMIT 0")
        change_outlet(con, outlet, (-1, 1))
        assert con.execute(question).fetchall() == []
        con.execute("DELETE FROM core.dim_outlets WHERE outlet_id = ?", [outlet])
        change_outlet(con, outlet, (-1,))
        assert set(con.execute(question).fetchall()) == {(outlet,)}


@pytest.mark.parametrize("test_name", DOUBLED)
def test_what_stands_in_a_raw_table_twice_is_found_beside_an_increment(
    broken: list[str], built: Path, tmp_path: Path, test_name: str
) -> None:
    assert broken
    (compiled,) = find_compiled(built, test_name)
    question = compiled.read_text(encoding="utf-8")
    table, rows = DOUBLED[test_name]
    for name in ("marts", "raw"):
        shutil.copyfile(built / f"{name}.duckdb", tmp_path / f"{name}.duckdb")
    with duckdb.connect(str(tmp_path / "marts.duckdb")) as con:
        con.execute(f"ATTACH '{tmp_path / 'raw.duckdb'}' AS raw_db")
        con.execute(
            "INSERT INTO changes.int_statements__claimed BY NAME SELECT 'nobody' AS statement_id, 'c' AS claim_id"
        )
        assert con.execute(question).fetchall() == []
        con.execute(f"INSERT INTO raw_db.raw.{table} BY NAME {rows}")
        assert con.execute(question).fetchall() != []
    assert "changes." in question  # not the whole table


def find_compiled(folder: Path, name: str) -> list[Path]:
    """The SQL of the tests whose names begin so, as dbt has just asked it; its files have long names cut short."""
    nodes = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))["nodes"].values()
    files = {f"{node['alias']}.sql" for node in nodes if node["name"].startswith(name)}
    found = [path for path in (folder / "target" / "compiled").rglob("*.sql") if path.name in files]
    assert found, name
    return found


def change_outlet(con: duckdb.DuckDBPyConnection, outlet: str, changes: tuple[int, ...]) -> None:
    """List an outlet as taken away, or as altered, as the strategy would."""
    con.execute("DELETE FROM changes.dim_outlets")
    row: dict[str, Any] = {"outlet": outlet}
    for change in changes:
        con.execute(
            "INSERT INTO changes.dim_outlets BY NAME SELECT $outlet AS outlet_id, $change AS change",
            row | {"change": change},
        )
