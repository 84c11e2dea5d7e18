"""The records of dating: a time expression, a range of days, the spans of a statement and its date. No logic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Span = tuple[int, int]
"""Half-open span of Unicode code points."""

Kind = Literal[
    "date",  # February 8, 8 February 2018, 2018-02-08
    "month",  # in November, last November, December 2017
    "year",  # in 2014
    "weekday",  # on Tuesday, last Friday
    "unit",  # last week, this month, earlier this year, last summer
    "offset",  # three weeks ago, two days earlier, a day later
    "deictic",  # today, yesterday, tomorrow, this morning, last night
    "anaphoric",  # at the time, the same day
    "recent",  # in recent days
    "holiday",  # New Year's Eve
    "day_of_month",  # on the 8th
]
Precision = Literal["day", "month", "year"]
Basis = Literal["explicit", "relative", "inherited", "none"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One printed time expression: `text` is exactly the printed characters from `start` to `end` (code points).

    The remaining fields are what was read from it. `amount` counts `unit`s, negative into the past, and its origin
    is the publication (`is_anchored` false) or another date of the text (`is_anchored` true); of a date or a month
    the `unit` "year" tells of which year it is ("in July of last year"). `position` is "early", "mid" or "late".
    `is_bound` marks a limit or a duration ("since Monday", "of last year"), which never dates a statement;
    `is_attributive` an expression that modifies the noun after it ("Tuesday's report").
    """

    start: int
    end: int
    text: str
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    amount: int | None = None
    position: str | None = None
    is_anchored: bool = False
    is_bound: bool = False
    is_attributive: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `start` to `end`, both included. A range of a few days has the precision of the month (or year)
    that holds it. Basis "explicit" when the expression prints its year, "relative" when it is read against the
    publication or another date of the text, "inherited" when carried over from another statement.
    """

    start: date
    end: date
    precision: Precision
    basis: Basis

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a range must not end ({self.end}) before it starts ({self.start})")

    @property
    def iso_prefix(self) -> str | None:
        """YYYY-MM-DD, YYYY-MM or YYYY by precision; None when the range crosses a year's end."""
        if self.start.year != self.end.year:
            return None
        length = {"day": 10, "month": 7, "year": 4}[self.precision]
        return self.start.isoformat()[:length]


@dataclass(frozen=True, slots=True)
class StatementSpans:
    """Where a statement lies in the text; any list may be empty. `speaker_key` tells whether two statements have
    the same resolved speaker; None is unknown and equals nothing.
    """

    content: tuple[Span, ...] | list[Span]
    cue: tuple[Span, ...] | list[Span] = ()
    source: tuple[Span, ...] | list[Span] = ()
    speaker_key: str | None = None


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """The date of the statement at `index` of the input. `expression` is the printed evidence: its own, or the one
    of the statement or document it was inherited from; `inherited_from` is that statement's index, None where the
    date came from a sentence that is no statement. Without a date, `range` and `expression` are None and basis
    "none". `reason` is one short clause that names the rule.
    """

    index: int
    expression: TimeExpression | None
    range: DateRange | None
    basis: Basis
    inherited_from: int | None
    reason: str
