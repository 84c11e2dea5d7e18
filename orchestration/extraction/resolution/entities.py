"""All entities of one article, found by their names, by what they are, and by where they are mentioned or speak.

A long transcript has hundreds of speakers and a pronoun in every other sentence: nothing here looks at all of them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from orchestration.extraction.naming.name_matching import plain, words_of
from orchestration.extraction.naming.names import singular
from orchestration.extraction.resolution.entity import Entity

Index = dict[str, list[int]]
Timeline = list[tuple[int, int]]


class Entities:
    """The entities in the order in which they were added.

    Names grow ("Weir", later "Ada Weir"), and an entity is still found by the words that it once had: whoever looks it
    up compares the name as it is now.
    """

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self._by_word: Index = {}
        self._by_plain: Index = {}
        self._by_short_name: Index = {}
        self._by_head: Index = {}
        self._mentions: Timeline = []
        self._speeches: Timeline = []

    def add(self, entity: Entity) -> None:
        """Take in a new entity."""
        entity.place = len(self.all)
        self.all.append(entity)
        self.file_name(entity)

    def file_name(self, entity: Entity) -> None:
        """Note the name of an entity, which is new."""
        words = words_of(entity.name)
        _file(self._by_plain, plain(entity.name), entity)
        for word in words:
            _file(self._by_word, word, entity)
            _file(self._by_head, singular(word), entity)

    def add_heads(self, entity: Entity, heads: Iterable[str]) -> None:
        """Note nouns that have been printed of an entity."""
        for head in heads:
            if head not in entity.heads:
                entity.heads.add(head)
                _file(self._by_head, head, entity)

    def add_short_name(self, entity: Entity, name: str) -> None:
        """Note another name that a body goes by."""
        entity.short_names.add(name)
        _file(self._by_short_name, name, entity)

    def mention(self, entity: Entity, word: int) -> None:
        """Note a mention of an entity that begins with `word`."""
        if entity.mentioned_at(word):
            insort(self._mentions, (word, entity.place))

    def speak(self, entity: Entity, word: int) -> None:
        """Note that the mention at `word` is the source of a statement."""
        if word not in entity.spoke:
            entity.spoke.add(word)
            insort(self._speeches, (word, entity.place))
        self.mention(entity, word)

    def with_word(self, word: str) -> list[Entity]:
        """Those of whose name `word` is or was a word, as words_of() has it."""
        return self._of(self._by_word.get(word, []))

    def called(self, name: str) -> list[Entity]:
        """Those that the name, its article aside, is or was the whole name of."""
        return self._of(self._by_plain.get(plain(name), []))

    def sharing(self, name: str) -> list[Entity]:
        """Those of whose names every word of `name` is or was one, and bodies that go by it; a few others perhaps."""
        rarest = min((self._by_word.get(word, []) for word in words_of(name)), key=len, default=[])
        return self._of(sorted({*rarest, *self._by_short_name.get(name, [])}))

    def headed(self, head: str | None) -> list[Entity]:
        """Those of which the noun has been printed, or is a word of the name."""
        return self._of(self._by_head.get(head or "", []))

    def mentions_between(self, first: int, end: int) -> Iterator[tuple[int, Entity]]:
        """The mentions that begin with one of the words [first, end), in order: the word, and who is mentioned."""
        return self._between(self._mentions, first, end)

    def speeches_between(self, first: int, end: int) -> Iterator[tuple[int, Entity]]:
        """The mentions of which one is the source of a statement, as mentions_between() has them."""
        return self._between(self._speeches, first, end)

    def last_speech(self, word: int) -> tuple[int, Entity] | None:
        """Where somebody spoke last before `word`, and who."""
        place = bisect_left(self._speeches, (word, 0))
        return next(self.speeches_between(self._speeches[place - 1][0], word)) if place else None

    def near(self, first: int, end: int) -> list[Entity]:
        """Those with a mention that begins with one of the words [first, end)."""
        low, high = bisect_left(self._mentions, (first, 0)), bisect_left(self._mentions, (end, 0))
        return self._of(sorted({number for _, number in self._mentions[low:high]}))

    def _of(self, numbers: Iterable[int]) -> list[Entity]:
        return [self.all[number] for number in numbers]

    def _between(self, timeline: Timeline, first: int, end: int) -> Iterator[tuple[int, Entity]]:
        for place in range(bisect_left(timeline, (first, 0)), bisect_left(timeline, (end, 0))):
            word, number = timeline[place]
            yield word, self.all[number]


def _file(index: Index, key: str, entity: Entity) -> None:
    numbers = index.setdefault(key, [])
    place = bisect_left(numbers, entity.place)
    if numbers[place : place + 1] != [entity.place]:
        numbers.insert(place, entity.place)
