"""Dates all statements of one text: each by its own expression first, then by carrying a date over on one occasion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from orchestration.extraction.dates.attach import attach
from orchestration.extraction.dates.expressions import find_expressions
from orchestration.extraction.dates.model import DatedStatement, DateRange, Span, StatementSpans, TimeExpression
from orchestration.extraction.dates.occasions import inherit_dates
from orchestration.extraction.dates.resolve import resolve
from orchestration.extraction.dates.scene import Scene

_LATEST_PRINT = 7  # days from a dateline to the print
_PLACE = re.compile(r"\s*(?:[A-ZÀ-Þ][\w.,’' -]{2,60},\s)?\(?")
_DATELINE_REACH = 120  # characters from the start of the text within which a full date stands for publication


def date_statements(
    text: str,
    published_on: date | None,
    statements: Sequence[StatementSpans],
    sentence_bounds: Sequence[Span],
    paragraph_bounds: Sequence[Span],
) -> list[DatedStatement]:
    """One result per statement, in the order given. Bounds are half-open spans of `text` in code points, in order.

    Where `published_on` is None, a full date that opens the text (a dateline) is read in its place. A statement
    that lies inside another's content is dated by its own words only, except within one sentence.
    """
    expressions = find_expressions(text)
    dateline = _read_dateline(text, expressions)
    origin = published_on if published_on is not None else dateline
    ranges = _resolve_all(expressions, origin, dateline)
    scene = Scene(text, expressions, ranges, statements, sentence_bounds, paragraph_bounds)
    own = [
        attach(text, statement, expressions, sentence_bounds, scene.find_blocked(index))
        for index, statement in enumerate(statements)
    ]
    return inherit_dates(scene, own)


def _read_dateline(text: str, expressions: Sequence[TimeExpression]) -> date | None:
    """The full date that opens the text, alone or behind a place: "ACCRA, Oct. 14, 2026 —"."""
    for expression in expressions:
        if expression.start > _DATELINE_REACH:
            return None
        if expression.kind == "date" and expression.year is not None and _PLACE.fullmatch(text[: expression.start]):
            found = resolve(expression, None, None)
            return found.start if found else None
    return None


def _resolve_all(
    expressions: Sequence[TimeExpression], origin: date | None, dateline: date | None
) -> list[DateRange | None]:
    """Each expression's days; "two days earlier" counts from the last calendar date printed before it.

    "Today" counts from the dateline, which may be printed some days later.
    """
    is_near = origin is not None and dateline is not None and 0 <= (origin - dateline).days <= _LATEST_PRINT
    ranges: list[DateRange | None] = []
    anchor: DateRange | None = None
    for expression in expressions:
        today = dateline if is_near and expression.kind == "deictic" else origin
        found = resolve(expression, today, anchor)
        ranges.append(found)
        if found is not None and expression.kind != "recent" and not expression.is_bound:
            anchor = found
    return ranges
