"""A statement as matching sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from orchestration.claims.words import split_words, stem, weigh

Span = tuple[int, int]


@dataclass(frozen=True)
class Statement:
    """One statement: its own words, who said them and when.

    `text` leaves out what stands in it as somebody else's (see own_words). `speaker` is a name made comparable, None
    where nobody is named; `on` the day it was said, else printed.
    """

    statement_id: str
    text: str
    speaker: str | None = None
    on: date | None = None
    stance: str = "assert"
    words: tuple[str, ...] = field(init=False, repr=False)
    weights: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        words = split_words(self.text)
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "weights", tuple(weigh(word) for word in words))

    @cached_property
    def weight(self) -> float:
        """The weight of all its words: about the number of words that say something."""
        return sum(self.weights)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Its words without those that only join, in order."""
        return tuple(word for word, weight in zip(self.words, self.weights, strict=True) if weight)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words, each once, without endings."""
        return frozenset(stem(word) for word in self.content)


def own_words(content: str, spans: Sequence[Span], nested: Sequence[Span]) -> str:
    """The content without the spans of statements nested in it: those are somebody else's words.

    `content` is the printed text of `spans`, joined by one space each; all spans are code points of one field.
    A content that is not joined so is returned whole.
    """
    if not nested or len(content) != sum(end - start for start, end in spans) + len(spans) - 1:
        return content
    kept: list[str] = []
    offset = 0
    for start, end in spans:
        piece = content[offset : offset + end - start]
        offset += end - start + 1
        kept.append("".join(c for i, c in enumerate(piece, start) if not any(a <= i < b for a, b in nested)))
    return " ".join(kept)
