"""A raw file with rows made by hand, and the real dbt run over it. The rows themselves are in marts_rows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.raw_schema import TABLES, create_schema
from orchestration.warehouse.speakers import identify_speakers

PROJECT = Path(__file__).resolve().parents[2]
DBT_PROJECT = PROJECT / "dbt_project"

# Where a test asks for what it means itself; that dbt's tests hold over claims of several outlets the sample shows.
WITHOUT_TESTS = ("--exclude-resource-type", "test", "unit_test")

# What dbt keeps of its project once it has read it, below the folder that it runs in.
PARSED = "target/partial_parse.msgpack"
# By name, in the folder that dbt runs in: for another path dbt would read its whole project anew.
FILES = {"HEARSAY_RAW_PATH": "raw.duckdb", "HEARSAY_MARTS_PATH": "marts.duckdb"}

Row = Mapping[str, Any]


def write_raw(path: Path, rows: Mapping[str, Sequence[Row]]) -> None:
    """Create the raw file with these rows, table by table; a column that a row does not name is null."""
    with duckdb.connect(":memory:") as con:
        # Attached by another name: a file raw.duckdb is a catalog called raw, like the schema in it.
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH '{path}' AS warehouse")
        con.execute("USE warehouse")
        create_schema(con)
        for table, records in rows.items():
            columns = TABLES[table]
            values = ", ".join(f"CAST(? AS {kind})" for kind in columns.values())
            for record in records:
                unknown = set(record) - set(columns)
                if unknown:
                    raise ValueError(f"raw.{table} has no column {', '.join(sorted(unknown))}")
                con.execute(f"INSERT INTO raw.{table} VALUES ({values})", [record.get(name) for name in columns])


def run_dbt(folder: Path, *arguments: str, parsed: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run dbt over folder/raw.duckdb into folder/marts.duckdb; a failed run is in the returncode, not raised.

    `parsed` is what another run has read of the project: dbt itself sees what of it has changed since.
    """
    if parsed is not None and not (folder / PARSED).exists():
        (folder / PARSED).parent.mkdir(exist_ok=True)
        shutil.copyfile(parsed, folder / PARSED)
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("dbt")),
            *arguments,
            *("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs")),
        ],
        env={
            **os.environ,
            **FILES,
            # A build run in this process by another test leaves its own here.
            "HEARSAY_BUILD_ID": "the-build",
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def identify(folder: Path) -> None:
    """What a build does before dbt: say who is who in folder/raw.duckdb."""
    with connect_raw(load_settings(data=folder)) as con:
        identify_speakers(con)


def build_marts(folder: Path, rows: Mapping[str, Sequence[Row]], parsed: Path, *arguments: str) -> Path:
    """Build the marts over these raw rows, with every dbt test; the marts file, which is all that is left.

    `arguments` go to dbt: WITHOUT_UNIT_TESTS where another build of the suite, that of test_marts.py, has run these.
    """
    raw = folder / "raw.duckdb"
    write_raw(raw, rows)
    identify(folder)
    built = run_dbt(folder, "build", *arguments, parsed=parsed)
    assert built.returncode == 0, built.stdout
    # What readers get is the marts file alone.
    raw.unlink()
    return folder / "marts.duckdb"
