"""Values of a query as JSON and CSV have them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def to_plain(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO form, decimals as numbers, lists and structs inside too.

    JSON has neither NaN nor infinite numbers: they are null. Bytes are written in hexadecimal.
    """
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(to_cell(key)): to_plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, str | bool | int | None) else str(value)


def to_cell(value: Any) -> Any:
    """A value as one cell of a CSV file: lists and structs as JSON text, and numbers that are none as nan and inf."""
    if isinstance(value, float):
        return value
    plain = to_plain(value)
    return write_json(plain) if isinstance(plain, dict | list) else plain


def write_json(plain: Any, indent: int | None = None) -> str:
    """JSON text of what `to_plain` returns, which any reader of JSON takes."""
    return json.dumps(plain, ensure_ascii=False, indent=indent, allow_nan=False)


def name_apart(columns: Iterable[str]) -> list[str]:
    """The names of columns with a number behind those that came before, as DuckDB has it in a table: x, x_1, x_2."""
    named: list[str] = []
    for column in columns:
        name, number = column, 0
        while name in named:
            number += 1
            name = f"{column}_{number}"
        named.append(name)
    return named
