"""The published build and how it is read: found, opened once per build, queried by a cursor per query.

No SQL about statements belongs here (see `queries`), and nothing here writes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard.settings import DashboardSettings
from dashboard.written_sql import Records, keep_asked

# A published file is ours, yet no query over it ever needs files, the network or extensions.
READER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Build:
    """One published build: its id and the file behind the `current` symlink. Every cached query is keyed on it."""

    build_id: str
    path: str


def find_current_build(settings: DashboardSettings) -> Build | None:
    """The build that `published/current` points at now, or None where nothing was published."""
    try:
        path = settings.current_path.resolve(strict=True)
    except (FileNotFoundError, RuntimeError):
        return None
    return Build(build_id=path.stem, path=str(path))


@st.cache_resource(max_entries=3, show_spinner=False)
def open_build(path: str) -> duckdb.DuckDBPyConnection:
    """One read-only connection per build file, shared by all visitors; take a cursor of it for each query."""
    connection = duckdb.connect(path, read_only=True, config=READER_CONFIG)
    # For all cursors: a setting of a session alone is not theirs, and moments would be in the time of this machine.
    connection.execute("set global timezone = 'UTC'")
    connection.execute("set lock_configuration = true")
    return connection


def fetch_frame(build: Build, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
    """The rows of a query as a frame, which keeps the query (see `written_sql`).

    Raises duckdb.Error where the build lacks a table or column.
    """
    with open_build(build.path).cursor() as cursor:
        return keep_asked(cursor.execute(sql, list(parameters)).df(), sql, parameters)


def fetch_records(build: Build, sql: str, parameters: Sequence[Any] = ()) -> Records:
    """The rows of a query as dictionaries of plain Python values (lists and structs stay lists and dictionaries)."""
    with open_build(build.path).cursor() as cursor:
        result = cursor.execute(sql, list(parameters))
        columns = [column[0] for column in result.description or []]
        return Records((dict(zip(columns, row, strict=True)) for row in result.fetchall()), sql, parameters)


class QueryTimeoutError(Exception):
    """A query ran longer than it may; the message says how long that is."""


def fetch_records_within(
    build: Build, seconds: float, sql: str, parameters: Sequence[Any] = ()
) -> list[dict[str, Any]]:
    """The rows of a query as `fetch_records` gives them, or QueryTimeoutError after `seconds`; the query then stops."""
    with open_build(build.path).cursor() as cursor:
        timer = threading.Timer(seconds, cursor.interrupt)
        timer.start()
        try:
            result = cursor.execute(sql, list(parameters))
            columns = [column[0] for column in result.description or []]
            return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
        except duckdb.InterruptException as error:
            raise QueryTimeoutError(f"stopped after {seconds:g} seconds") from error
        finally:
            timer.cancel()


def is_newer_build_published(settings: DashboardSettings, shown: Build) -> bool:
    """Whether `current` now points at another file than the one that a page was drawn from."""
    now = find_current_build(settings)
    return now is not None and Path(now.path) != Path(shown.path)
