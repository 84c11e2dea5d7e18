"""Opening the raw file: absolute path, UTC, no extension installs, always closed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import HearsayError
from orchestration.settings import Settings
from orchestration.warehouse.raw_schema import create_schema
from orchestration.warehouse.repairs import repair_rows

# An install attempt can hang for a minute behind a firewall; what is needed comes with the wheel.
CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "TimeZone": "UTC"}
CATALOG = "warehouse"
# A load of any size fits a small machine: DuckDB would else keep most of what it wrote and read.
LOAD_MEMORY = "400MB"


@contextmanager
def connect_raw(
    settings: Settings, *, read_only: bool = False, memory_limit: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The raw warehouse; the caller holds the writer lock. The schema is created where it is missing, and rows of older
    releases are repaired.

    `memory_limit` ("500MB") is what DuckDB may hold; above it, it writes to a folder beside the warehouse. Where a kill
    left that folder behind, it goes at the next opening. Left out, the limit is that of the settings.
    """
    if read_only and not settings.raw_path.is_file():
        raise HearsayError(f"There is no warehouse at {settings.raw_path} yet: load articles with `hearsay load PATH`.")
    # Left to itself DuckDB would write it into whatever folder the process was started in.
    beside = settings.raw_path.with_suffix(".spill")
    shutil.rmtree(beside, ignore_errors=True)
    con = _attach(settings, read_only=read_only)
    try:
        con.execute(f"SET temp_directory = '{quote_path(beside)}'")
        con.execute(f"SET memory_limit = '{memory_limit or settings.memory}'")
        if not read_only:
            create_schema(con)
            repair_rows(con)
        yield con
    finally:
        con.close()


def open_cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A second connection to the same raw warehouse, for another thread; the caller closes it."""
    cursor = con.cursor()
    cursor.execute(f"USE {CATALOG}")
    return cursor


def quote_path(path: Path) -> str:
    """A path as it stands between the quotation marks of SQL, where no parameter may."""
    return str(path).replace("'", "''")


def _attach(settings: Settings, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    # Attached by a name of its own: opened directly, the file's catalog would be called raw like the schema in it.
    con = duckdb.connect(":memory:", config=CONFIG)
    try:
        con.execute(f"ATTACH '{quote_path(settings.raw_path)}' AS {CATALOG}{' (READ_ONLY)' if read_only else ''}")
        con.execute(f"USE {CATALOG}")
    except duckdb.Error as error:
        con.close()
        reason = str(error).splitlines()[0]
        raise HearsayError(
            f"{settings.raw_path} cannot be opened ({reason}): close what has it open, or restore it."
        ) from error
    return con


def read_rows(
    con: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] | Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """The rows of a query by the names of their columns: all, as nothing else runs beside a result half read."""
    cursor = con.execute(query, values)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
