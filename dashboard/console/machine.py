"""Whether a question asks for the machine instead of the news: where files lie on it, and how the database is set up.

The database tells both in answer to a question, through functions of its own, and its locks do not keep them back. The
functions that give rows are found in the plan of a question, under whatever view, name or text they are asked for. What
a setting is stands in the plan as a text, so that the functions which read one, or read a question out of a text, are
found by their names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

ABOUT_THE_MACHINE = frozenset(
    {
        "DUCKDB_DATABASES",
        "DUCKDB_EXTENSIONS",
        "DUCKDB_EXTERNAL_FILE_CACHE",
        "DUCKDB_LOGS",
        "DUCKDB_LOG_CONTEXTS",
        "DUCKDB_SECRETS",
        "DUCKDB_SETTINGS",
        "DUCKDB_TEMPORARY_FILES",
    }
)
NAMES = frozenset({"current_setting", "json_execute_serialized_sql", "query"})


def asks_for_the_machine(con: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> bool:
    """Whether a statement that reads would tell of the machine. Raises duckdb.Error where it is wrong."""
    if NAMES & set(_list_names(statement.query)):
        return True
    if statement.type.name == "EXPLAIN":
        return False  # a plan has no rows
    plans = con.execute(f"explain (format json) {statement.query}").fetchall()
    return any(
        name in ABOUT_THE_MACHINE for _, plan in plans for each in json.loads(plan) for name in _list_steps(each)
    )


def _list_names(sql: str) -> Iterator[str]:
    """The names in a question, as the database compares them; not what stands between quotation marks as a text."""
    written = sql.encode("utf-8")
    marks = duckdb.tokenize(sql)
    for (start, kind), (end, _) in zip(marks, [*marks[1:], (len(written), None)], strict=True):
        if kind in (duckdb.token_type.identifier, duckdb.token_type.keyword):
            yield written[start:end].decode("utf-8").strip().strip('"').lower()


def _list_steps(step: dict[str, Any]) -> Iterator[str]:
    yield step["name"].strip()
    for each in step.get("children", ()):
        yield from _list_steps(each)
