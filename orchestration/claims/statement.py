"""A statement as matching sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from orchestration.claims.passages import Passage, split_passages
from orchestration.claims.who import Who, spell_surname
from orchestration.claims.words import split_words, stem, weigh

Span = tuple[int, int]


@dataclass(frozen=True)
class Statement:
    """One statement: its own words, who said them and when.

    `text` leaves out what stands in it as somebody else's (see own_words). `speaker` is a name made comparable: lower
    case, words parted by spaces; None where nobody is named. `who` is who that is, None where nobody knows. `on` is the
    day it was said, else printed.
    """

    statement_id: str
    text: str
    speaker: str | None = None
    on: date | None = None
    stance: str = "assert"
    who: Who | None = None

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

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The surname in any spelling, and that of whom the speaker is: two statements of one speaker have one in
        common.
        """
        return _spell_surnames(self.surname, self.who.surname if self.who else None)

    def shares_speaker(self, other: Statement) -> bool:
        """Whether one speaker said both: by who that is where it is known of both, else by the names."""
        if self.who and other.who:
            if self.who.speaker_id == other.who.speaker_id:
                return True
            if self.who.is_other_than(other.who):
                return False
        return self._shares_name(other)

    def _shares_name(self, other: Statement) -> bool:
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


# A speaker has many statements.
@lru_cache(maxsize=10_000)
def _spell_surnames(printed: str | None, of_speaker: str | None) -> frozenset[str]:
    return frozenset(filter(None, (spell_surname(printed) if printed else None, of_speaker)))


def _is_whole(name: str) -> bool:
    return len(name) > 1
