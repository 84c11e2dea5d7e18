"""Read-only SQL over the published build: nothing outside that one file can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.errors import HearsayError
from orchestration.settings import Settings
from orchestration.warehouse.connection import CONFIG
from orchestration.warehouse.publish import resolve_published

SEARCH_PATH = "core,reporting"


@dataclass(frozen=True)
class QueryResult:
    """Column names and rows of a query, as Python values."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def query_published(settings: Settings, sql: str, parameters: Mapping[str, Any] | None = None) -> QueryResult:
    """Run SQL over the current build; core and reporting models answer to their bare names.

    Raises HearsayError where nothing is published, nothing is asked, or with DuckDB's own words where the SQL is wrong.
    """
    path = resolve_published(settings)
    config = {**CONFIG, "enable_external_access": "false"}
    try:
        with duckdb.connect(str(path), read_only=True, config=config) as con:
            con.execute(f"SET search_path = '{SEARCH_PATH}'")
            con.execute("SET lock_configuration = true")
            if not con.extract_statements(sql):
                raise HearsayError('Nothing is asked: give a query, as in hearsay sql "select * from rpt_build".')
            cursor = con.execute(sql, parameters)
            columns = [str(column[0]) for column in cursor.description or []]
            return QueryResult(columns, cursor.fetchall() if columns else [])
    except duckdb.Error as error:
        raise HearsayError(f"The query failed over build {path.stem}: {error}") from error
