"""Reading the dates that a record or a page prints about itself. A date that is not certain is no date.

Ambiguous numbers (8/9/19) are never guessed at: the date in the article's own address decides, or the article stays
undated with what was printed kept. Nothing here knows today's date or a file's time; `not_after` is handed in.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from orchestration.ingest.fields import replace_surrogates

EARLIEST = date(1600, 1, 1)
LONGEST_NUMBER = 14  # digits; longer ones are no time
NO_VALUE = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "unknown", "-", "0"})
MIN_EPOCH, MAX_EPOCH = 10**8, 10**11  # seconds; larger numbers are milliseconds
TWO_DIGIT_PIVOT = 69  # as POSIX has it: 69 to 99 are 19xx

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[T\s])")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=$|T\d|\d{6}$)")  # 14 digits: with the time of day
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=$|[\s,T])")
YEAR_LAST = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\s,])")
MAIL_DATE = re.compile(r"\s*[A-Za-z]{3}, \d{1,2} [A-Za-z]{3} \d{4} \d\d:")
LABEL = re.compile(r"(?:published|updated|posted|created|date)(?: on| at)?\s*:?\s+", re.IGNORECASE)
DATELINE_CHARS = 160
_DAY = r"(?P<day>(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})|(?:\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))"
DATELINE = re.compile(rf"[A-Z][\w.’' ,-]{{1,60}}?, {_DAY}(?: ?[(/][^)\n]{{1,40}}\)?)? ?(?:—|–|--|-) ")
DATE_LINE = re.compile(rf"(?:[A-Z][a-z]{{5,8}}, )?{_DAY}\s*$")
URL_DATE = re.compile(r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)")


def read_published_on(value: object, *, url: str | None = None, not_after: date | None = None) -> date | None:
    """The day that a printed publication date names, in the printer's own time zone, or None where that is not certain.

    Later than `not_after` (the day of landing) by more than a day cannot be true and gives None.
    """
    found = _read_day(value, url)
    if found is None or found < EARLIEST:
        return None
    if not_after is not None and found > not_after + timedelta(days=1):
        return None
    return found


def read_dateline(body: str, *, not_after: date | None = None) -> date | None:
    """The day printed before an article's first sentence ("DOHA, Oct. 16, 2026 (Reuters) —", or a line of its own).

    Only a full date in that place is one: dates in the text say when something was done, not when it was printed.
    """
    first_line = body.lstrip()[:DATELINE_CHARS].split("\n", 1)[0]
    found = DATELINE.match(first_line) or DATE_LINE.match(first_line)
    return read_published_on(found.group("day"), not_after=not_after) if found else None


def print_date(value: object) -> str | None:
    """What a record printed as its date, as text, or None where it printed nothing."""
    if value is None or value != value:
        return None
    text = value.isoformat() if isinstance(value, date | datetime) else str(value).strip()
    return None if text.lower() in NO_VALUE else replace_surrogates(text[:200])


def read_modified_at(value: object) -> datetime | None:
    """The instant of a printed change, in UTC; a day alone is its midnight; None where it cannot be read."""
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, str):
        try:
            reader = parsedate_to_datetime if MAIL_DATE.match(value) else datetime.fromisoformat
            return _in_utc(reader(value.strip()))
        except (ValueError, TypeError, OverflowError):
            pass
    day = read_published_on(value)
    return datetime.combine(day, time(), UTC) if day else None


def _read_day(value: object, url: str | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    number = _to_number(value)
    if number is not None:
        return _read_number(number) or _read_epoch(number)
    printed = LABEL.sub("", print_date(value) or "", count=1)
    for pattern in (ISO, COMPACT, YEAR_FIRST):
        found = pattern.match(printed)
        if found:
            return _make_date(*(int(group) for group in found.groups()))
    found = YEAR_LAST.match(printed)
    if found:
        return _read_year_last(found, url)
    return _read_words(printed)


def _to_number(value: object) -> float | None:
    """A number, also where a format has only text for it (CSV) or a column with gaps has made it a fraction."""
    if isinstance(value, str):
        digits = value.strip()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _read_epoch(value: float) -> date | None:
    if not MIN_EPOCH <= value < MAX_EPOCH * 1000:  # asked before dividing: an integer may be too large for a float
        return None
    return datetime.fromtimestamp(value / 1000 if value >= MAX_EPOCH else value, UTC).date()


def _read_number(value: float) -> date | None:
    """20180209 or 20180209101500 from a column of numbers; as seconds since 1970 they would be other days."""
    is_short = isinstance(value, int) and 0 < value < 10**LONGEST_NUMBER
    found = COMPACT.match(str(value)) if is_short else None
    return _make_date(*(int(group) for group in found.groups())) if found else None


def _read_year_last(found: re.Match[str], url: str | None) -> date | None:
    first, separator, second, printed_year = found.groups()
    year = int(printed_year)
    if len(printed_year) == 2:
        year += 1900 if year >= TWO_DIGIT_PIVOT else 2000
    month_first = _make_date(year, int(first), int(second))
    day_first = _make_date(year, int(second), int(first))
    readings = {day for day in (month_first, day_first) if day is not None}
    if separator == "." and day_first is not None:
        return day_first  # with points the day comes first wherever points are used
    if len(readings) > 1:
        readings &= _dates_in_url(url)
    return readings.pop() if len(readings) == 1 else None


def _dates_in_url(url: str | None) -> set[date]:
    numbers = ((int(part) for part in match) for match in URL_DATE.findall(url or ""))
    return {day for day in (_make_date(*parts) for parts in numbers) if day is not None}


def _read_words(printed: str) -> date | None:
    """A date in words ("Feb. 9, 2018", "Fri, 09 Feb 2018 10:00 GMT"): all of day, month and year must be printed."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", printed) or not re.search(r"[A-Za-z]{3}", printed):
        return None
    try:
        return parsedate_to_datetime(printed).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        pass
    import dateparser  # takes half a second to import, and few records need it

    found = dateparser.parse(
        printed,
        languages=["en"],
        settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    return found.date() if found else None


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
