"""Opening the raw file: absolute path, UTC, no extension installs, always closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.errors import HearsayError
from orchestration.settings import Settings
from orchestration.warehouse.raw_schema import create_schema

# An install attempt can hang for a minute behind a firewall; what is needed comes with the wheel.
CONFIG = {"autoinstall_known_extensions": "false", "TimeZone": "UTC"}


@contextmanager
def connect_raw(settings: Settings, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """The raw warehouse; the caller holds the writer lock. The schema is created where it is missing."""
    if read_only and not settings.raw_path.is_file():
        raise HearsayError(f"There is no warehouse at {settings.raw_path} yet: load articles with `hearsay load PATH`.")
    con = open_database(settings.raw_path, read_only=read_only)
    try:
        if not read_only:
            create_schema(con)
        yield con
    finally:
        con.close()


def open_database(path: Path, *, read_only: bool, config: dict[str, str] | None = None) -> duckdb.DuckDBPyConnection:
    """Open one DuckDB file, or raise HearsayError with the reason; the caller closes it."""
    try:
        con = duckdb.connect(str(path), read_only=read_only, config={**CONFIG, **(config or {})})
    except duckdb.Error as error:
        raise HearsayError(
            f"{path} cannot be opened ({str(error).splitlines()[0]}): close what has it open, or restore it."
        ) from error
    return con
