"""Turns one time expression into a range of days, against the day of publication or another date of the text.

A day after publication is never produced: a range that reaches past it is cut there, one that starts past it is None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from orchestration.extraction.dates.model import Basis, DateRange, Precision, TimeExpression
from orchestration.extraction.dates.vocabulary import SEASONS

_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEAR_THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
_RECENT_DAYS = 7
_FIRST_YEAR = 1900


def resolve(expression: TimeExpression, published_on: date | None, anchor: DateRange | None) -> DateRange | None:
    """The days the expression names; None where they cannot be known or lie after publication.

    Without `published_on` only expressions that print their year resolve, and those relative to `anchor`, another
    date of the same text. A weekday, a day or a month without its year is the latest one not after publication.
    """
    try:
        days = _find_days(expression, published_on, anchor)
    except (ValueError, OverflowError):  # no such day (31 February), or before the calendar's first year
        return None
    if days is None:
        return None
    start, end, precision = days
    if published_on is not None:
        if end > published_on >= start and expression.unit in ("week", "weekend"):
            _, end, precision = _span(start, published_on)
        end = min(end, published_on)
    if start > end or start.year < _FIRST_YEAR:
        return None
    basis: Basis = "explicit" if expression.year is not None else "relative"
    return DateRange(start, end, precision, basis)


_Days = tuple[date, date, Precision] | None


def _find_days(expression: TimeExpression, published_on: date | None, anchor: DateRange | None) -> _Days:
    if expression.kind in ("date", "month", "year") and expression.year is not None:
        return _from_calendar(expression, expression.year)
    if expression.is_anchored:
        return _from_anchor(expression, anchor)
    if published_on is None:
        return None
    match expression.kind:
        case "date" | "month" if expression.unit == "year":  # "in July of last year"
            return _from_calendar(expression, published_on.year + (expression.amount or 0))
        case "date" | "holiday" | "month":
            return _latest(expression, published_on)
        case "weekday":
            return _from_weekday(expression, published_on)
        case "deictic":
            return _one_day(published_on + timedelta(days=expression.amount or 0))
        case "day_of_month":
            return _from_day_of_month(expression.day or 1, published_on)
        case "recent":
            if expression.unit != "day" or expression.is_bound:
                return None
            return _span(published_on - timedelta(days=_RECENT_DAYS), published_on)
        case "offset" | "unit":
            return _shift(expression, published_on)
        case _:
            return None


def _one_day(day: date) -> _Days:
    return day, day, "day"


def _span(start: date, end: date) -> tuple[date, date, Precision]:
    """A range of several days: the precision of the calendar unit that holds all of it."""
    if start == end:
        return start, end, "day"
    return start, end, "month" if (start.year, start.month) == (end.year, end.month) else "year"


def _month_days(year: int, month: int, position: str | None = None) -> _Days:
    last = monthrange(year, month)[1]
    first_day, last_day = _THIRDS.get(position or "", (1, 31))
    return date(year, month, first_day), date(year, month, min(last_day, last)), "month"


def _year_days(year: int, position: str | None = None) -> _Days:
    first, last = _YEAR_THIRDS.get(position or "", (1, 12))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), "year"


def _from_calendar(expression: TimeExpression, year: int) -> _Days:
    if expression.kind == "year" or expression.month is None:
        return _year_days(year, expression.position)
    if expression.day is None:
        return _month_days(year, expression.month, expression.position)
    return _one_day(date(year, expression.month, expression.day))


def _latest(expression: TimeExpression, published_on: date) -> _Days:
    """The latest such day or month that starts not after publication; "last November" starts before its month."""
    limit = published_on
    if expression.kind == "month" and expression.amount == -1:
        limit = published_on.replace(day=1) - timedelta(days=1)
    elif expression.amount == 1:
        return None
    for year in range(limit.year, limit.year - 9, -1):  # 29 February is at most eight years back
        try:
            days = _from_calendar(expression, year)
        except ValueError:
            continue
        if days is not None and days[0] <= limit:
            return days
    return None


def _from_weekday(expression: TimeExpression, published_on: date) -> _Days:
    back = (published_on.weekday() - (expression.weekday or 0)) % 7
    if expression.unit == "week":
        monday = published_on - timedelta(days=published_on.weekday())
        return _one_day(monday + timedelta(weeks=expression.amount or 0, days=expression.weekday or 0))
    if expression.amount == 1:
        return None
    if expression.amount == -1 and back == 0:
        back = 7
    return _one_day(published_on - timedelta(days=back))


def _from_day_of_month(day: int, published_on: date) -> _Days:
    year, month = published_on.year, published_on.month
    for _ in range(3):
        if day <= monthrange(year, month)[1] and date(year, month, day) <= published_on:
            return _one_day(date(year, month, day))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None


def _from_anchor(expression: TimeExpression, anchor: DateRange | None) -> _Days:
    if anchor is None:
        return None
    if expression.amount == 0 and expression.unit is None:  # "at the time"
        return anchor.start, anchor.end, anchor.precision
    return _shift(expression, anchor.start, anchor.precision)


def _shift(expression: TimeExpression, origin: date, precision: Precision = "day") -> _Days:
    """The unit that lies `amount` units from the one that holds the origin."""
    if expression.amount is None:
        return None
    amount, unit = expression.amount, expression.unit
    if unit == "day":
        if precision == "day":
            return _one_day(origin + timedelta(days=amount))
        return None
    if unit == "week":
        monday = origin - timedelta(days=origin.weekday()) + timedelta(weeks=amount)
        return _span(monday, monday + timedelta(days=6))
    if unit == "weekend":
        return _weekend(origin, amount)
    if unit == "month":
        months = origin.year * 12 + origin.month - 1 + amount
        return _month_days(months // 12, months % 12 + 1, expression.position) if precision != "year" else None
    if unit == "year":
        return _year_days(origin.year + amount, expression.position)
    if unit == "decade":
        return _year_days(origin.year + 10 * amount)
    return _season(unit or "", origin, amount)


def _weekend(origin: date, amount: int) -> _Days:
    """The latest weekend begun by the origin ("this weekend", "the weekend"); "last weekend" the latest one over."""
    back = (origin.weekday() - 5) % 7
    if amount > 0 or (amount < 0 and back <= 1):
        back -= 7 * amount
    saturday = origin - timedelta(days=back)
    return _span(saturday, saturday + timedelta(days=1))


def _season(name: str, origin: date, amount: int) -> _Days:
    """ "last summer" is the latest one begun before the origin's month and over; "this summer" that of the year."""
    if name not in SEASONS:
        return None
    first, last = SEASONS[name]
    is_split = last < first  # winter begins in the year before it ends
    year = origin.year - (is_split and origin.month <= last) + max(amount, 0)
    if amount < 0 and (is_split or origin.month <= last):
        year -= 1
    end_year = year + is_split
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1]), "year"
