"""One who is named or speaks in an article, with all that its mentions say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.extraction.naming.name_matching import words_of


@dataclass(slots=True)
class Entity:
    """One speaker of the article. `positions` are first words of its mentions, `spoke` those where it is a source."""

    name: str
    kind: str
    role: str | None = None
    country_code: str | None = None
    country_basis: str | None = None
    gender: str | None = None
    number: str = "one"
    is_outlet: bool = False
    is_bare: bool = False  # one word that could name anything, taken for a body
    place: int = 0  # among those of the article
    is_vague: bool = False  # "the minister" whom nothing says more about: only a pronoun leads back there
    heads: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)
    positions: list[int] = field(default_factory=list)
    spoke: set[int] = field(default_factory=set)
    wrote: set[int] = field(default_factory=set)  # where it spoke by a letter or another document

    def mentioned_at(self, word: int) -> bool:
        """Note a mention at `word`; whether it is new."""
        place = bisect_left(self.positions, word)
        if self.positions[place : place + 1] == [word]:
            return False
        self.positions.insert(place, word)
        return True

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return words_of(self.name)[-1] if words_of(self.name) else ""

    def last_before(self, word: int) -> int:
        """The last mention before `word`; without one, all the lower the later the first one comes."""
        before = bisect_left(self.positions, word)
        if before:
            return self.positions[before - 1]
        return -self.positions[0] - 1 if self.positions else -(10**9)

    def mentions_before(self, word: int) -> Iterator[int]:
        """The mentions before `word`, the last one first."""
        for place in range(bisect_left(self.positions, word) - 1, -1, -1):
            yield self.positions[place]

    def spoke_before(self, word: int) -> int:
        """Where the entity last was a source before `word`; -1 where it was none."""
        return next((p for p in self.mentions_before(word) if p in self.spoke), -1)
