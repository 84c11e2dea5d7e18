"""Finds the time expressions of a text: triggers in one pass, then each family's pattern around a trigger.

What a match reads as is `reading` and `named_days`, which days it names `resolve`; what it dates is `attach`.
"""

from __future__ import annotations

import re

from orchestration.extraction.dates import named_days, patterns, reading
from orchestration.extraction.dates.model import Span, TimeExpression

_LOOK_BACK = 32  # longest printed lead before a trigger ("since the beginning of late ")
_LOOK_AHEAD = 48  # longest printed rest after a trigger, with what must not follow it

_Family = tuple[reading.Reader, re.Pattern[str]]
_FAMILIES: dict[str, tuple[_Family, ...]] = {
    "month": ((reading.read_date, patterns.DATE), (reading.read_month, patterns.MONTH)),
    "weekday": ((reading.read_date, patterns.DATE), (reading.read_weekday, patterns.WEEKDAY)),
    "year": ((reading.read_date, patterns.DATE), (reading.read_year, patterns.YEAR)),
    "unit": (
        (reading.read_at_the_time, patterns.AT_THE_TIME),
        (reading.read_offset, patterns.OFFSET),
        (reading.read_duration, patterns.DURATION),
        (reading.read_recent, patterns.RECENT),
        (reading.read_unit, patterns.UNIT),
    ),
    "deictic": ((named_days.read_deictic, patterns.DEICTIC),),
    "holiday": ((named_days.read_holiday, patterns.HOLIDAY),),
    "ordinal": ((reading.read_date, patterns.DATE), (named_days.read_day_of_month, patterns.DAY_OF_MONTH)),
}


def find_expressions(text: str) -> list[TimeExpression]:
    """The time expressions of `text` in printed order, none overlapping another; an empty list where there are none."""
    found: list[TimeExpression] = []
    taken = 0
    for start, end, family in patterns.find_triggers(text):
        if start < taken:
            continue
        for read, pattern in _FAMILIES[family]:
            expression = _read_around(text, (start, end), taken, read, pattern)
            if expression is not None:
                found.append(expression)
                taken = expression.end
                break
    return found


def _read_around(
    text: str, trigger: Span, taken: int, read: reading.Reader, pattern: re.Pattern[str]
) -> TimeExpression | None:
    """The first match of the pattern that covers the trigger, if it reads as a time."""
    start, limit = max(taken, trigger[0] - _LOOK_BACK), trigger[1] + _LOOK_AHEAD
    while start <= trigger[0]:
        match = pattern.search(text, start, limit)
        if match is None or match.start() > trigger[0]:
            return None
        if match.end() >= trigger[1]:
            return read(text, match)
        start = match.end() if match.end() > start else start + 1
    return None
