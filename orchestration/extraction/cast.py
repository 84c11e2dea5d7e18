"""Everyone named in one article, each once, and whom a later mention of them means.

Names are matched by surname with agreeing first names; pronouns and descriptions by agreement, recency and who has been
speaking. An antecedent is taken only when one stands out.
"""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz.distance import Levenshtein

from orchestration.extraction.entity import Entity
from orchestration.extraction.mention import Mention
from orchestration.extraction.name_matching import contains, plain, same_person, words_of
from orchestration.extraction.names import singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.salience import SENTENCE_COST, SENTENCES_BACK, Salience
from orchestration.extraction.segment import Segments, unaccented

WORK_REACH = 4  # sentences back to whoever published it, a speaker's bonus aside
LONG_NAME, SPELLING_EDITS = 6, 2  # letters; another transcription of a name differs by no more
OWNED = ("his ", "her ", "their ", "its ", "my ", "our ")
WHOSE = re.compile(r"\s(?:to|for|at|with|from)\s")  # "chief of staff to President X" is no president
RANKS = frozenset({"deputy", "vice"})
AGREES_BONUS, UNNAMED_COST = 0.5, 1.0


class Cast:
    """The entities of one article. Mentions are added in the order of the text."""

    def __init__(self, segments: Segments, people: People) -> None:
        self._segments = segments
        self._people = people
        self._salience = Salience(segments)
        self.entities: list[Entity] = []

    def add(self, mention: Mention, at: int | None) -> Entity:
        """The entity of a named or unnamed mention, made if new; `at` is its first body word, None from elsewhere."""
        entity = self.find(mention)
        if entity is None:
            kind = self._bare_kind(mention) if mention.kind == "bare" else mention.kind
            entity = Entity(mention.name or "", kind, number=mention.number)
            self.entities.append(entity)
        self._learn(entity, mention, at)
        return entity

    def add_vague(self, mention: Mention, at: int | None) -> Entity:
        """A new entity for a description that means nobody known."""
        entity = Entity(mention.name or "", mention.kind, number=mention.number, is_vague=True)
        self.entities.append(entity)
        self._learn(entity, mention, at)
        return entity

    def _bare_kind(self, mention: Mention) -> str:
        """What a single word that could be anything names: somebody by a first name, else a body."""
        return "person" if unaccented(mention.name or "").lower() in self._people.first_names else "organisation"

    def find(self, mention: Mention) -> Entity | None:
        """The entity that the name of `mention` belongs to, if it is known and no other could be meant."""
        name = mention.name or ""
        if mention.kind in ("person", "bare"):
            return self._person(mention, name)
        if mention.kind == "organisation" and name.isupper() and (shouted := self._shouted(name)):
            return shouted
        same = [e for e in self.entities if e.kind == mention.kind and plain(e.name) == plain(name) and not e.is_vague]
        if same or mention.kind != "organisation":
            return same[-1] if same else None
        short = [
            e for e in self.entities if e.kind == "organisation" and (name in e.short_names or contains(e.name, name))
        ]
        return short[-1] if short else None

    def _shouted(self, name: str) -> Entity | None:
        """The person whose surname a transcript or a headline prints in capitals: "PENCE"."""
        words = words_of(name)
        people = [e for e in self.entities if e.kind == "person" and words == words_of(e.name)[-1:]]
        return people[-1] if people else None

    def _person(self, mention: Mention, name: str) -> Entity | None:
        words = words_of(name)
        if not words:
            return None
        people = [e for e in self.entities if e.kind == "person"]
        if len(words) == 1 or " " not in name:
            surname = tuple(words)  # "Whitcombe-Hale" is one
            candidates = [e for e in people if words_of(e.name)[-len(words) :] == surname and _agree(e, mention)]
            candidates = candidates or [e for e in people if words[0] in words_of(e.name)]
            if not candidates and mention.kind == "bare":
                candidates = [e for e in self.entities if e.kind == "organisation" and name in e.short_names | {e.name}]
            candidates = candidates or self._spelt_otherwise(people, words[0], mention)
            # "Mr. McCain" among two McCains: whoever was mentioned last before.
            return max(candidates, key=lambda e: e.last_before(mention.first)) if candidates else None
        return next((e for e in people if same_person(words_of(e.name), words, self._people.nicknames)), None)

    def _spelt_otherwise(self, people: list[Entity], surname: str, mention: Mention) -> list[Entity]:
        """Whoever alone has almost this surname and a title too: "Gen. Dehghan" where "General Dehqan" stood before."""
        if len(surname) < LONG_NAME or not mention.role:
            return []
        near = [
            e
            for e in people
            if e.role and e.surname[:1] == surname[0] and Levenshtein.distance(e.surname, surname) <= SPELLING_EDITS
        ]
        return near if len({id(e) for e in near}) == 1 else []

    def _learn(self, entity: Entity, mention: Mention, at: int | None) -> None:
        if mention.kind == "person" and len(words_of(mention.name or "")) > len(words_of(entity.name)):
            entity.name = mention.name or entity.name
        if mention.kind == "person" and entity.name.isupper() and words_of(mention.name or "") == words_of(entity.name):
            entity.name = mention.name or entity.name
        if mention.role and (entity.role is None or len(words_of(entity.role)) < 2 < len(words_of(mention.role))):
            entity.role = mention.role
        if mention.country_code and entity.country_code is None:
            entity.country_code, entity.country_basis = mention.country_code, "mention"
        entity.gender = entity.gender or mention.gender
        entity.is_outlet = entity.is_outlet or mention.is_outlet
        if mention.head:
            entity.heads.add(mention.head)
        for word in words_of(WHOSE.split(mention.role or "")[0]):
            entity.heads.add(singular(word))
        if mention.short_name:
            entity.short_names.add(mention.short_name)
        if at is not None:
            entity.mentioned_at(at)

    def by_surname(self) -> dict[str, Entity]:
        """Those named in full, by a surname that nobody else in the article has."""
        full = [e for e in self.entities if e.kind == "person" and " " in e.name]
        counts = Counter(e.surname for e in full)
        return {e.surname: e for e in full if counts[e.surname] == 1}

    def surnamed(self, word: str | None) -> Entity | None:
        """The person of the article whose surname is `word`, though the word is also a country's name."""
        found = [
            e for e in self.entities if e.kind == "person" and word and e.surname == word.lower() != e.name.lower()
        ]
        return found[-1] if found else None

    def relative(self, at: int | None) -> Entity | None:
        """Whom "who" at word `at` means: the one named directly before it, a comma aside."""
        if at is None:
            return None
        near = [(p, e) for e in self.entities for p in e.positions if at - 8 <= p < at]
        return max(near, key=lambda item: item[0])[1] if near else None

    def pronoun(self, mention: Mention, at: int | None, apart: Entity | None = None) -> Entity | None:
        """Whom "he", "she", "it" or "they" at word `at` means; not `apart`."""
        if mention.gender == "first":
            return None  # outside quotation marks that is who writes, or who reads
        people = mention.gender in ("masculine", "feminine")
        best: Entity | None = None
        best_score, named = (-SENTENCE_COST * SENTENCES_BACK, 0), (best, -1)
        for entity in self.entities:
            if entity is apart or not _fits_pronoun(entity, mention, people, self._people):
                continue
            score = self._salience.of(entity, at)
            agrees = entity.gender == mention.gender if people else entity.number == mention.number == "many"
            score += AGREES_BONUS * agrees - UNNAMED_COST * (people and entity.kind == "unnamed")
            # Of two who come to mind alike, whoever was mentioned last.
            last = entity.last_before(at or 0)
            if (score, last) > best_score:
                best, best_score = entity, (score, last)
            if people and agrees and entity.kind == "person" and last > named[1]:
                named = entity, last
        # "An aide said … Mayor Ruth X opened it. She …": who agrees by name and came later, not somebody unnamed.
        is_vague = best is not None and best.kind == "unnamed" and best.gender is None
        return named[0] if is_vague and named[1] > best_score[1] else best

    def described(self, mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """Whom "the minister" or "the ministry" at word `at` means, and how sure that is, 0 to 1."""
        known = [e for e in self.entities if e.positions and not e.is_vague]
        seen = [e for e in known if at is None or e.positions[0] < at]
        before = [e for e in seen if _countries_agree(e, mention)]
        by_head = [e for e in before if mention.head in e.heads or _names_head(e, mention.head)]
        by_head = [e for e in by_head if not self._holds_another(e, mention)]
        if mention.head in self._people.organisation_nouns:
            by_head = [e for e in by_head if e.kind != "person"]  # a company's chemist is no company
        if mention.country_code and any(e.country_code == mention.country_code for e in by_head):
            by_head = [e for e in by_head if e.country_code == mention.country_code]
        if mention.kind == "description" and by_head:
            return max(by_head, key=lambda e: self._salience.of(e, at)), 0.8
        if mention.head in self._people.generic_organisations or mention.head in self._people.works:
            named = [e for e in before if e.kind == "organisation" and e.name[:1].isupper()]
            named = [e for e in named if e.is_outlet == (mention.head in self._people.generic_outlets)]
            if mention.head in self._people.works:
                named = [e for e in named if e.spoke and self._salience.of(e, at) >= -WORK_REACH]
            return (max(named, key=lambda e: self._salience.of(e, at)), 0.5) if named else None
        people = [e for e in before if e.kind == "person"]
        if (mention.name or "").lower().startswith(OWNED):
            return None  # "her lawyer" is somebody else
        if mention.role and mention.country_code:
            people = [e for e in people if e.country_code == mention.country_code]
        elif mention.role:
            people = [e for e in people if e.spoke and (not e.role or mention.head in e.heads)]
        else:
            return None
        people = [e for e in people if not self._holds_another(e, mention)]
        people = people or self._introduced_later(mention)
        return (people[0], 0.6) if len(people) == 1 else None

    def _introduced_later(self, mention: Mention) -> list[Entity]:
        """Who has the same office by a role printed further on: "U.S. Defense Secretary" before the name is given."""
        if mention.head not in self._people.public_offices:
            return []  # one lawyer is not another
        told = {singular(w) for w in words_of(mention.role or "")}
        office = {word for word in told if word in self._people.portfolios} | {mention.head or ""}
        return [
            e
            for e in self.entities
            if e.kind == "person" and e.positions != [mention.first]
            if mention.head in e.heads and office <= e.heads and _countries_agree(e, mention)
        ]

    def _holds_another(self, entity: Entity, mention: Mention) -> bool:
        """Whether the roles of both are told and differ in what of: a prime minister is no "defense minister"."""
        told = {singular(w) for w in words_of(mention.role or "")} & self._people.portfolios
        known = {singular(w) for w in words_of(entity.role or "")} & self._people.portfolios
        deputies = bool(told & RANKS) != bool(known & RANKS)
        return bool(told and known and (deputies or not told & known))


def _fits_pronoun(entity: Entity, mention: Mention, one_person: bool, people: People) -> bool:
    if one_person:
        is_one = entity.kind == "unnamed" and entity.number == "one"
        human = entity.kind == "person" or (is_one and any(people.is_person(head) for head in entity.heads))
        return human and entity.gender in (None, mention.gender)
    if mention.gender == "neuter":
        return entity.kind in ("organisation", "state")
    return entity.number == "many" or entity.kind == "organisation"


def _agree(entity: Entity, mention: Mention) -> bool:
    return mention.gender is None or entity.gender in (None, mention.gender)


def _countries_agree(entity: Entity, mention: Mention) -> bool:
    return not mention.country_code or entity.country_code in (None, mention.country_code)


def _names_head(entity: Entity, head: str | None) -> bool:
    """Whether an organisation's own name has the head noun in it: "Foreign Ministry" for "the ministry"."""
    return bool(head) and entity.kind == "organisation" and head in [singular(w) for w in words_of(entity.name)]
