"""Periods of time as the charts draw them, and what was clicked in a chart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts import PICKED
from dashboard.queries.conditions import next_period

MOST_PERIODS = {"day": 120, "week": 800, "month": 4_000}


def choose_grain(first: date, last: date) -> str:
    """The finest grain at which a range stays readable: days up to four months, weeks up to two years."""
    days = (last - first).days
    for grain, most in MOST_PERIODS.items():
        if days <= most:
            return grain
    return "year"


def add_period_end(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """The rows with `period_end`, the first day after each period."""
    ends = [next_period(period.date(), grain) for period in rows["period"]]
    return rows.assign(period_end=pd.to_datetime(pd.Series(ends, index=rows.index)))


def find_picked(event: Any, column: str) -> str | None:
    """The value of `column` at the clicked mark of a chart's event; None where nothing is clicked or it is empty."""
    selected = (event or {}).get("selection", {}).get(PICKED) or []
    value = selected[0].get(column) if selected else None
    return None if value is None or value == "" else str(value)
