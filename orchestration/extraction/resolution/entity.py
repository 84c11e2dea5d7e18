"""One who is named or speaks in an article, with all that its mentions say."""

from __future__ import annotations

from bisect import bisect_left, insort
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
    is_vague: bool = False  # "the minister" whom nothing says more about: only a pronoun leads back there
    heads: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)
    positions: list[int] = field(default_factory=list)
    spoke: set[int] = field(default_factory=set)
    wrote: set[int] = field(default_factory=set)  # where it spoke by a letter or another document

    def mentioned_at(self, word: int) -> None:
        """Note a mention at `word`."""
        if word not in self.positions:
            insort(self.positions, word)

    def speaks_at(self, word: int) -> None:
        """Note that the mention at `word` is the source of a statement."""
        self.spoke.add(word)
        self.mentioned_at(word)

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
