"""Values of a query as JSON and CSV have them."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any


def to_plain(value: Any) -> Any:
    """A value as JSON has it: dates and times in ISO form, decimals as numbers, lists and structs inside too."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): to_plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value if isinstance(value, str | bool | int | float | None) else str(value)


def to_cell(value: Any) -> Any:
    """A value as one cell of a CSV file: lists and structs as JSON text."""
    plain = to_plain(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, dict | list) else plain
