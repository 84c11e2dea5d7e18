"""How charts write numbers, days and shades: their axes and scales, alike on every page."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

MOST_TICKS = 8
YEARLY_DAYS = 1_500


def number_axis(percent: bool, **given: Any) -> alt.Axis:
    """An axis of shares in whole percents, or of counts, each written by itself: "0", "500", "1.5k"."""
    axis = alt.Axis(**{"tickCount": 4, "tickMinStep": 0.01 if percent else 1, **given})
    if percent:
        axis.format = ".0%"
    else:
        # Given as a format, all ticks would be written in the unit of the largest: "0k", "0.5k".
        axis.labelExpr = "format(datum.value, '~s')"
    return axis


def root_scale(highest: float) -> alt.Scale:
    """A scale of shades from nothing to `highest` that grows with the root: one that outweighs all others leaves these
    to be told apart.
    """
    return alt.Scale(type="sqrt", domain=[0, highest], clamp=True)


def time_axis(grain: str, starts: pd.Series, *, grid: bool = True) -> alt.Axis:
    """An axis of dates in UTC that names the year where it changes; its ticks stand where periods start.

    Args:
        grain: day, week, month or year.
        starts: the first days of the periods drawn.
        grid: whether ticks have lines.
    """
    month = grain == "month"
    label = f"utcFormat(datum.value, '{'%b' if month else '%-d %b'}')"
    in_january = "utcmonth(datum.value) == 0" + ("" if month else " && utcdate(datum.value) <= 7")
    with_year = f"[{label}, utcFormat(datum.value, '%Y')]"
    written = f"datum.index == 0 || ({in_january}) ? {with_year} : {label}"
    axis = alt.Axis(grid=grid, labelOverlap=True, tickCount=MOST_TICKS)
    # Over so many years an axis of so few ticks has one each January, whose name says nothing.
    is_yearly = grain == "year" or (len(starts) > 0 and (starts.max() - starts.min()).days > YEARLY_DAYS)
    axis.labelExpr = "utcFormat(datum.value, '%Y')" if is_yearly else written
    if grain == "week":
        # Left alone, an axis ticks on Sundays; the weeks here begin on Mondays.
        mondays = sorted(set(starts))
        axis.values = [write_day(day) for day in mondays[:: max(1, -(-len(mondays) // MOST_TICKS))]]
    return axis


def write_day(day: date) -> alt.DateTime:
    """The beginning of a day in UTC, as a value of an axis."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)
