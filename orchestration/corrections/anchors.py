"""Finding a place again: in the same text, in a later version of it, and among statements whose bounds have moved.

A place that is not certain is not found: a correction that hits another statement is worse than one that waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orchestration.corrections.correction import Anchor

AROUND_CHARS = 40
# A text as short as "it" stands in many places; by itself it says nothing about which.
TELLING_CHARS = 20
MIN_SURROUNDINGS = 10
# Of what two stretches cover together, the share that both cover: a few words more or fewer on either side.
MIN_OVERLAP, MIN_LEAD = 0.6, 0.1
# Printed anew, an article has other marks and breaks for the same words.
SAME_MARKS = str.maketrans("“”„‟«»‘’‚‛‹›–—‑\u00a0", "\"\"\"\"\"\"''''''--- ")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A statement found at an anchor: `exact` where its bounds are the anchor's, else `overlapping`."""

    statement_id: str
    kind: str


def make_anchor(article_id: str, article_version: str, field: str, printed: str, place: Span) -> Anchor:
    """The anchor of a place in a field: its words, and up to 40 characters before and after them."""
    start, end = place
    return Anchor(
        article_id,
        article_version,
        field,
        printed[start:end],
        printed[max(0, start - AROUND_CHARS) : start],
        printed[end : end + AROUND_CHARS],
        start,
    )


def find_place(anchor: Anchor, printed: str) -> Span | None:
    """Where a field prints the anchor's words, in the surroundings that fit best; None where that is not certain."""
    end = anchor.start_char + len(anchor.text)
    own = make_anchor(anchor.article_id, anchor.article_version, anchor.field, printed, (anchor.start_char, end))
    if own == anchor:
        return anchor.start_char, end
    words = anchor.text.translate(SAME_MARKS).split()
    if not words:
        return None
    text = printed.translate(SAME_MARKS)
    places = [found.span() for found in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    if not places:
        return None
    ranked = sorted(((_count_surroundings(anchor, text, place), place) for place in places), reverse=True)
    best, place = ranked[0]
    if len(ranked) > 1:
        return place if best >= MIN_SURROUNDINGS and best > ranked[1][0] else None
    return place if best >= MIN_SURROUNDINGS or len(anchor.text) >= TELLING_CHARS else None


def choose_statement(place: Span, statements: Iterable[tuple[str, Span]]) -> Match | None:
    """The one statement (id, first and last code point) that stands at a place; None where none or two may be it."""
    ranked = sorted(((_overlap(place, bounds), statement_id) for statement_id, bounds in statements), reverse=True)
    if not ranked or ranked[0][0] < MIN_OVERLAP:
        return None
    best, statement_id = ranked[0]
    if len(ranked) > 1 and best - ranked[1][0] < MIN_LEAD:
        return None
    return Match(statement_id, "exact" if best == 1 else "overlapping")


def bounds_of(spans: Sequence[Span]) -> Span:
    """From the first to the last code point of spans, what lies between them included."""
    return min(start for start, _ in spans), max(end for _, end in spans)


def _overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    together = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, shared) / together if together else 0.0


def _count_surroundings(anchor: Anchor, text: str, place: Span) -> int:
    """Characters before and after a place that are those of the anchor, counted from the place outwards."""
    before = anchor.before.translate(SAME_MARKS)[::-1]
    after = anchor.after.translate(SAME_MARKS)
    return _count_alike(before, text[: place[0]][::-1]) + _count_alike(after, text[place[1] : place[1] + AROUND_CHARS])


def _count_alike(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
