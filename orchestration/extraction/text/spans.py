"""What stands where in a text, found by place: of many spans those near one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from orchestration.extraction.text.segment import Span

Value = TypeVar("Value")


class SpanIndex(Generic[Value]):
    """Values by the spans that they have in one text; spans may overlap, and a value may have several.

    A look-up costs the logarithm of their number, and where one span reaches far, those that begin within its reach.
    """

    def __init__(self, placed: Iterable[tuple[Span, Value]]) -> None:
        self._placed = sorted(placed, key=lambda item: item[0])
        self._starts = [start for (start, _), _ in self._placed]
        # How far each span and those in front of it reach.
        self._reach = list(accumulate((end for (_, end), _ in self._placed), max))

    def within(self, start: int, end: int) -> list[Value]:
        """The values of which a span has a character in [start, end), in the order of the spans."""
        near = self._placed[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [value for (_, stop), value in near if start < stop]
