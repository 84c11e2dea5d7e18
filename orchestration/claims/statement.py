"""A statement as matching sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from orchestration.claims.passages import Passage, split_passages
from orchestration.claims.words import split_words, stem, weigh

Span = tuple[int, int]


@dataclass(frozen=True)
class Statement:
    """One statement: its own words, who said them and when.

    `text` leaves out what stands in it as somebody else's (see own_words). `speaker` is a name made comparable: lower
    case, words parted by spaces; None where nobody is named. `on` is the day it was said, else printed.
    """

    statement_id: str
    text: str
    speaker: str | None = None
    on: date | None = None
    stance: str = "assert"

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its quoted passages and the whole."""
        return split_passages(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All its words in order."""
        return split_words(self.text)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Its words without those that only join, in order."""
        return tuple(word for word in self.words if weigh(word))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words, each once, without endings."""
        return frozenset(stem(word) for word in self.content)

    @cached_property
    def is_clause(self) -> bool:
        """Whether a word of it joins others: "former national security adviser Michael Flynn" says nothing of him."""
        return not all(weigh(word) for word in self.words)

    @property
    def denies(self) -> bool:
        """Whether it says that something is not so."""
        return self.stance == "deny"

    @cached_property
    def surname(self) -> str | None:
        """The last word of the speaker's name."""
        return self.speaker.rsplit(" ", 1)[-1] if self.speaker else None

    def shares_speaker(self, other: Statement) -> bool:
        """Whether the two names can be one: the last word is the same and one name has no word against the other's.

        "trump", "donald trump" and "donald j trump" go together; "james clapper" and "john clapper" do not.
        """
        if not self.speaker or not other.speaker or self.surname != other.surname:
            return False
        mine, others = (set(filter(_is_whole, name.split())) for name in (self.speaker, other.speaker))
        return mine <= others or others <= mine


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


def _is_whole(name: str) -> bool:
    return len(name) > 1
