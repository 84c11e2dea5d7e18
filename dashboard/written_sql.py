"""A query as it can be run by hand: its values written into its text, and kept with the rows that it gave.

So a chart can open the question that it answers. Pure: nothing is asked here; see `queries.drawn` for shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd

# Under this name a frame of a query keeps it; copies and parts of the frame keep it too.
ASKED = "asked"


class Records(list[dict[str, Any]]):
    """The rows of a query as dictionaries of plain Python values; they keep the query, to be written when it is shown.

    A copy or a part of them is a plain list, and keeps nothing.
    """

    def __init__(self, rows: Iterable[dict[str, Any]] = (), sql: str = "", parameters: Sequence[Any] = ()) -> None:
        super().__init__(rows)
        self.sql, self.parameters = sql, tuple(parameters)


def keep_asked(rows: pd.DataFrame, sql: str, parameters: Sequence[Any]) -> pd.DataFrame:
    """The rows with the query that gave them."""
    rows.attrs[ASKED] = fill_in(sql, parameters)
    return rows


def read_asked(rows: pd.DataFrame | Records) -> str:
    """The query that gave these rows, runnable as it stands. Raises KeyError where they are of no query."""
    if isinstance(rows, Records):
        if not rows.sql:
            raise KeyError(ASKED)
        return fill_in(rows.sql, rows.parameters)
    return str(rows.attrs[ASKED])


def fill_in(sql: str, parameters: Sequence[Any]) -> str:
    """A query with each question mark replaced by its value, written so that it can be nothing but a value.

    Raises ValueError where there are more or fewer values than question marks.
    """
    written = _lay_out(sql)
    # Places are bytes. A question mark inside a string or a comment is none of ours, which the database's own reader
    # of SQL tells apart.
    letters = written.encode("utf-8")
    marks = [start for start, kind in duckdb.tokenize(written) if _is_mark(letters, start, kind)]
    if len(marks) != len(parameters):
        raise ValueError(f"{len(marks)} places for {len(parameters)} values in: {written}")
    parts, behind = [], 0
    for start, value in zip(marks, parameters, strict=True):
        parts += [letters[behind:start], write_value(value).encode("utf-8")]
        behind = start + 1
    return b"".join([*parts, letters[behind:]]).decode("utf-8")


def _lay_out(sql: str) -> str:
    """The text as far left as its first line allows: it was written inside a function."""
    lines = sql.strip("\n")
    margin = len(lines) - len(lines.lstrip(" "))
    return re.sub(f"(?m)^ {{1,{margin}}}", "", lines).strip() if margin else lines.strip()


def _is_mark(letters: bytes, start: int, kind: Any) -> bool:
    return letters[start : start + 1] == b"?" and kind == duckdb.token_type.operator


def write_value(value: Any) -> str:
    """A value as SQL. Raises TypeError for a kind of value that no query here has."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, datetime):
        return f"timestamptz '{value.isoformat()}'"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_value, value))}]" if value else "[]::varchar[]"
    raise TypeError(f"{type(value).__name__}: no such value is written into SQL")
