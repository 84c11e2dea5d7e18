"""Everyone named in one article, each once, and whom a later mention of them means.

Names are matched by surname with agreeing first names; pronouns and descriptions by agreement, recency and who has been
speaking. An antecedent is taken only when one stands out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from orchestration.extraction.common_nouns import WORKS
from orchestration.extraction.mention import Mention
from orchestration.extraction.names import JOINING, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import Segments, plain_words

WORK_REACH = 4  # sentences back to whoever published it, a speaker's bonus aside
LONG_NAME, SPELLING_EDITS = 6, 2  # letters; another transcription of a name differs by no more
FIRST_PERSON = frozenset({"i", "me", "we", "us"})
OWNED = ("his ", "her ", "their ", "its ", "my ", "our ")
SENTENCES_BACK = 8  # how far a pronoun may reach
SPOKE_BONUS, SUBJECT_BONUS, SENTENCE_COST = 3.0, 1.0, 1.0


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
    heads: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)
    positions: list[int] = field(default_factory=list)
    spoke: set[int] = field(default_factory=set)

    def speaks_at(self, word: int) -> None:
        """Note that the mention at `word` is the source of a statement."""
        self.spoke.add(word)
        if word not in self.positions:
            insort(self.positions, word)

    @property
    def surname(self) -> str:
        """The last word of the name, in lower case."""
        return _words(self.name)[-1] if _words(self.name) else ""


class Cast:
    """The entities of one article. Mentions are added in the order of the text."""

    def __init__(self, segments: Segments, people: People) -> None:
        self._segments = segments
        self._generic = people.generic_organisations
        self._outlets = people.generic_outlets
        self._portfolios = people.portfolios
        self._nicknames = people.nicknames
        self.entities: list[Entity] = []

    def add(self, mention: Mention, at: int | None) -> Entity:
        """The entity of a named or unnamed mention, made if new; `at` is its first body word, None from elsewhere."""
        entity = self.find(mention)
        if entity is None:
            kind = "organisation" if mention.kind == "bare" else mention.kind
            entity = Entity(mention.name or "", kind, number=mention.number)
            self.entities.append(entity)
        self._learn(entity, mention, at)
        return entity

    def find(self, mention: Mention) -> Entity | None:
        """The entity that the name of `mention` belongs to, if it is known and no other could be meant."""
        name = mention.name or ""
        if mention.kind in ("person", "bare"):
            return self._person(mention, name)
        same = [e for e in self.entities if e.kind == mention.kind and _plain(e.name) == _plain(name)]
        if same or mention.kind != "organisation":
            return same[-1] if same else None
        short = [
            e for e in self.entities if e.kind == "organisation" and (name in e.short_names or _contains(e.name, name))
        ]
        return short[-1] if short else None

    def _person(self, mention: Mention, name: str) -> Entity | None:
        words = _words(name)
        if not words:
            return None
        people = [e for e in self.entities if e.kind == "person"]
        if len(words) == 1:
            candidates = [e for e in people if e.surname == words[0] and _agree(e, mention)]
            candidates = candidates or [e for e in people if words[0] in _words(e.name)]
            if not candidates and mention.kind == "bare":
                candidates = [e for e in self.entities if e.kind == "organisation" and name in e.short_names | {e.name}]
            candidates = candidates or self._spelt_otherwise(people, words[0], mention)
            # "Mr. McCain" among two McCains: whoever was mentioned last before.
            return max(candidates, key=lambda e: _last_before(e, mention.first)) if candidates else None
        return next((e for e in people if _same_person(_words(e.name), words, self._nicknames)), None)

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
        if mention.kind == "person" and len(_words(mention.name or "")) > len(_words(entity.name)):
            entity.name = mention.name or entity.name
        if mention.role and (entity.role is None or len(_words(entity.role)) < 2 < len(_words(mention.role))):
            entity.role = mention.role
        if mention.country_code and entity.country_code is None:
            entity.country_code, entity.country_basis = mention.country_code, "mention"
        entity.gender = entity.gender or mention.gender
        entity.is_outlet = entity.is_outlet or mention.is_outlet
        if mention.head:
            entity.heads.add(mention.head)
        for word in _words(mention.role or ""):
            entity.heads.add(singular(word))
        if mention.short_name:
            entity.short_names.add(mention.short_name)
        if at is not None and at not in entity.positions:
            insort(entity.positions, at)

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
        if mention.head in FIRST_PERSON:
            return None  # outside quotation marks that is who writes
        people = mention.gender in ("masculine", "feminine")
        best, best_score = None, -SENTENCE_COST * SENTENCES_BACK
        for entity in self.entities:
            if entity is apart or not _fits_pronoun(entity, mention, people):
                continue
            score = self._salience(entity, at)
            if entity.gender and people and entity.gender == mention.gender:
                score += 0.5
            if score > best_score:
                best, best_score = entity, score
        return best

    def _salience(self, entity: Entity, at: int | None) -> float:
        """How readily the entity comes to mind at word `at`: near, a subject, a speaker. Very low when not yet seen."""
        sentence_of = self._segments.sentence_of
        if at is None:  # the title stands before everything: whoever comes first is nearest
            return -float(entity.positions[0]) if entity.positions else -1e9
        here = sentence_of[at]
        best = -1e9
        # Backwards from the mention: what is too far off cannot come near what has been found.
        for i in range(bisect_left(entity.positions, at) - 1, -1, -1):
            position = entity.positions[i]
            distance = here - sentence_of[position]
            if distance > SENTENCES_BACK and best > -1e9:
                break
            score = -SENTENCE_COST * distance
            opens = position == 0 or sentence_of[max(0, position - 4)] != sentence_of[position]
            score += SUBJECT_BONUS * opens + SPOKE_BONUS * (position in entity.spoke)
            best = max(best, score)
        return best

    def described(self, mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """Whom "the minister" or "the ministry" at word `at` means, and how sure that is, 0 to 1."""
        seen = [e for e in self.entities if e.positions and (at is None or e.positions[0] < at)]
        before = [e for e in seen if _countries_agree(e, mention)]
        by_head = [e for e in before if mention.head in e.heads or _names_head(e, mention.head)]
        by_head = [e for e in by_head if not self._holds_another(e, mention)]
        if mention.kind == "description" and by_head:
            return max(by_head, key=lambda e: self._salience(e, at)), 0.8
        if mention.head in self._generic or mention.head in WORKS:
            named = [e for e in before if e.kind == "organisation" and e.name[:1].isupper()]
            named = [e for e in named if e.is_outlet == (mention.head in self._outlets)]
            if mention.head in WORKS:
                named = [e for e in named if e.spoke and self._salience(e, at) >= -WORK_REACH]
            return (max(named, key=lambda e: self._salience(e, at)), 0.5) if named else None
        people = [e for e in before if e.kind == "person"]
        if (mention.name or "").lower().startswith(OWNED):
            return None  # "her lawyer" is somebody else
        if mention.role and mention.country_code:
            people = [e for e in people if e.country_code == mention.country_code]
        elif mention.role:
            people = [e for e in people if e.spoke]
        else:
            return None
        people = [e for e in people if not self._holds_another(e, mention)]
        people = people or self._introduced_later(mention)
        return (people[0], 0.6) if len(people) == 1 else None

    def _introduced_later(self, mention: Mention) -> list[Entity]:
        """Who has the same office by a role printed further on: "U.S. Defense Secretary" before the name is given."""
        told = {singular(w) for w in _words(mention.role or "")}
        office = {word for word in told if word in self._portfolios} | {mention.head or ""}
        return [
            e
            for e in self.entities
            if e.kind == "person" and e.positions != [mention.first]
            if mention.head in e.heads and office <= e.heads and _countries_agree(e, mention)
        ]

    def _holds_another(self, entity: Entity, mention: Mention) -> bool:
        """Whether the roles of both are told and differ in what of: a prime minister is no "defense minister"."""
        told = {singular(w) for w in _words(mention.role or "")} & self._portfolios
        known = {singular(w) for w in _words(entity.role or "")} & self._portfolios
        return bool(told and known and not told & known)


def _last_before(entity: Entity, word: int) -> int:
    """The last mention before `word`; without one, all the lower the later the first one comes."""
    before = bisect_left(entity.positions, word)
    return entity.positions[before - 1] if before else -entity.positions[0] - 1 if entity.positions else -(10**9)


def _fits_pronoun(entity: Entity, mention: Mention, people: bool) -> bool:
    if people:
        human = entity.kind == "person" or (entity.kind == "unnamed" and entity.number == "one")
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
    return bool(head) and entity.kind == "organisation" and head in [singular(w) for w in _words(entity.name)]


def _same_person(known: tuple[str, ...], new: tuple[str, ...], nicknames: dict[str, frozenset[int]]) -> bool:
    if len(known) == 1:
        return known[0] == new[-1]
    if known[-1] != new[-1]:
        return False
    if known[0] == new[0]:
        return True
    if 1 in (len(known[0]), len(new[0])):
        return known[0][0] == new[0][0]  # J. and John
    return bool(nicknames.get(known[0], frozenset()) & nicknames.get(new[0], frozenset()))


def _contains(long: str, short: str) -> bool:
    """Whether `short` is the end or the head of a long organisation name: "the Brotherhood" for the Muslim Brotherhood,
    "the Observatory" for the Observatory for Human Rights.
    """
    words, part = _words(long), _words(short)
    heads = {words[i - 1 : i] for i, word in enumerate(words) if word in JOINING and i}
    if part in heads:
        return True
    return len(words) > len(part) > 0 and (
        words[-len(part) :] == part or (len(part) > 1 and words[: len(part)] == part)
    )


@lru_cache(maxsize=20_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(w for w in plain_words(name) if w != "s")


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    words = _words(name)
    return " ".join(words[1:] if words[:1] in (("the",), ("a",), ("an",)) else words)
