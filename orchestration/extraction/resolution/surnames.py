"""Whom a person's name means among those whom the article has named: by surname, by first name, by title.

Where two share a surname, a title tells them apart ("President Weir"), else who was last the subject of a sentence.
"""

from __future__ import annotations

from datetime import date

from rapidfuzz.distance import Levenshtein

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_matching import same_person, words_of
from orchestration.extraction.naming.names import singular
from orchestration.extraction.resolution.descriptions import agree
from orchestration.extraction.resolution.entities import Entities
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.office_holders import OfficeHolders
from orchestration.extraction.resolution.salience import Salience
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments

LONG_NAME, SPELLING_EDITS = 6, 2  # letters; another transcription of a name differs by no more
SHORT_NAME = 3  # letters; what is as short may be a body's
PRESIDENT = "president"


class Surnames:
    """Reads the names of one article, published on the day `on`."""

    def __init__(
        self, segments: Segments, people: People, salience: Salience, holders: OfficeHolders, on: date | None
    ) -> None:
        self._segments = segments
        self._people = people
        self._salience = salience
        self._holders, self._on = holders, on

    def find(self, entities: Entities, mention: Mention) -> Entity | None:
        """Which of `entities` the name of `mention` is of, if one of them can be meant: they have its last word."""
        name = mention.name or ""
        words = words_of(name)
        if not words:
            return None
        alike = [e for e in entities.with_word(words[-1]) if e.kind == "person"]
        if len(words) == 1 or " " not in name or (len(words) == 2 and words[0] in self._people.particles):
            surname = tuple(words)  # "Whitcombe-Hale" is one
            candidates = [e for e in alike if words_of(e.name)[-len(words) :] == surname and agree(e, mention)]
            if candidates:
                candidates = self._of_title(candidates, mention)
                return max(candidates, key=lambda e: self._last_subject(e, mention.first), default=None)
            named = [e for e in entities.with_word(words[0]) if e.kind == "person"]
            candidates = [e for e in named if words[0] in words_of(e.name)]
            if not candidates and mention.kind == "bare":
                bodies = [e for e in entities.sharing(name) if e.kind == "organisation"]
                candidates = [e for e in bodies if name in e.short_names | {e.name}]
            candidates = candidates or self._spelt_otherwise(entities, words[0], mention)
            return max(candidates, key=lambda e: e.last_before(mention.first)) if candidates else None
        return next((e for e in alike if self._is_one(e, words)), None)

    def is_known(self, surname: str) -> bool:
        """Whether the surname is of somebody in the table of office holders: who is known by it, or in office."""
        is_known = self._holders.full_name(surname, None, self._on) is not None
        return is_known or (len(surname) > SHORT_NAME and self._holders.is_surname(surname, self._on))

    def presidents(self, entities: list[Entity]) -> list[Entity]:
        """Those who were in office on the day, of the few whom a title and a surname are enough to name."""
        people = [e for e in entities if e.kind == "person" and e.surname]
        named = ((e, self._holders.in_office(e.surname, self._on)) for e in people)
        return [e for e, full in named if full and (" " not in e.name or self._is_named(full, words_of(e.name)))]

    def _spelt_otherwise(self, entities: Entities, surname: str, mention: Mention) -> list[Entity]:
        """Whoever alone has almost this surname and a title too: "Gen. Dehghan" where "General Dehqan" stood before."""
        if len(surname) < LONG_NAME or not mention.role:
            return []
        near = [
            e
            for e in entities.all
            if e.kind == "person"
            and e.role
            and e.surname[:1] == surname[0]
            and Levenshtein.distance(e.surname, surname) <= SPELLING_EDITS
        ]
        return near if len({id(e) for e in near}) == 1 else []

    def _of_title(self, candidates: list[Entity], mention: Mention) -> list[Entity]:
        """Those of one surname who can have the title: "President Weir" is not the president's daughter Ada Weir."""
        told = {singular(word) for word in words_of(mention.role or "")}
        if full := self._president(mention.name or "", told):
            candidates = [e for e in candidates if " " not in e.name or self._is_named(full, words_of(e.name))]
        held = [e for e in candidates if told & e.heads & self._people.roles]
        # What a caption or a headline runs together is no first name: "Close Weir", "REUTERS Weir".
        return held or [e for e in candidates if self._is_whole(e)] or candidates

    def _president(self, surname: str, told: set[str]) -> str | None:
        """Who is meant by a surname behind "President", where the table of office holders knows."""
        is_president = PRESIDENT in told and "vice" not in told
        return self._holders.full_name(surname, None, self._on) if is_president else None

    def _is_named(self, full: str, words: tuple[str, ...]) -> bool:
        return same_person(words_of(full), words, self._people.nicknames)

    def _is_one(self, entity: Entity, words: tuple[str, ...]) -> bool:
        """Whether a name of several words may be the entity's: "Ada Weir" is not another "President Weir"."""
        if self.is_led(words_of(entity.name), words) or self.is_led(words, words_of(entity.name)):
            return True
        full = self._president(entity.name, entity.heads) if " " not in entity.name else None
        return self._is_named(entity.name, words) and (full is None or self._is_named(full, words))

    def is_led(self, long: tuple[str, ...], short: tuple[str, ...]) -> bool:
        """Whether the longer name is the other with a word in front that is no first name: "Defiant Ada Weir"."""
        given = self._people.first_names
        return len(short) > 1 and long[1:] == short and short[0] in given and long[0] not in given

    def _is_whole(self, entity: Entity) -> bool:
        """Whether the name begins with a first name, is known by a table, or stands more than once."""
        given = words_of(entity.name)[0]
        is_known = given in self._people.first_names or given in self._people.nicknames
        return is_known or len(entity.positions) > 1 or self._holders.country(entity.name, self._on) is not None

    def _last_subject(self, entity: Entity, word: int) -> tuple[int, int]:
        """Where the entity last spoke or was a subject before `word`, and how early it comes at all."""
        led = (p for p in entity.mentions_before(word) if p in entity.spoke or self._is_subject(p))
        return next(led, -1), -entity.positions[0] if entity.positions else 0

    def _is_subject(self, position: int) -> bool:
        """Whether the mention is a sentence's subject, and no pronoun before it is: not "He thanked Ada Weir"."""
        first = self._segments.first_word(self._segments.sentence_of[position])
        is_free = position == first or self._segments.tokens[first].lower() not in self._people.pronouns
        return is_free and self._salience.is_subject(position)
