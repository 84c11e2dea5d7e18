"""Everyone named in one article, each once, and whom a later mention of them means.

Names are matched by surname with agreeing first names; pronouns by agreement, recency and who has been speaking,
descriptions in descriptions.py, and "who" in relatives.py. An antecedent is taken only when one stands out.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from orchestration.extraction.naming.common_nouns import ADMINISTRATION
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_matching import contains, plain, words_of
from orchestration.extraction.naming.names import singular
from orchestration.extraction.resolution.descriptions import Descriptions
from orchestration.extraction.resolution.entities import Entities
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.office_holders import OfficeHolders
from orchestration.extraction.resolution.relatives import Relatives
from orchestration.extraction.resolution.salience import (
    SENTENCE_COST,
    SENTENCES_BACK,
    SPOKE_BONUS,
    SUBJECT_BONUS,
    SUBORDINATORS,
    Salience,
)
from orchestration.extraction.resolution.surnames import PRESIDENT, Surnames
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments, unaccented

WHOSE = re.compile(r"\s(?:to|for|at|with|from)\s")  # "chief of staff to President X" is no president
MINISTRIES = frozenset("foreign defence defense interior treasury finance health energy justice labor labour".split())
SOON = 3  # sentences
LONGEST_SUBJECT = 7  # words
AGREES_BONUS, UNNAMED_COST, CLAUSE_BONUS, TOPIC_BONUS = 1.0, 1.0, 4.0, 2.5
# Sentences back to a mention that a pronoun can mean: of a speaker who opens the paragraph and agrees.
FURTHEST = int(SENTENCES_BACK + (SPOKE_BONUS + SUBJECT_BONUS + TOPIC_BONUS + AGREES_BONUS) / SENTENCE_COST)


class Cast:
    """The entities of one article. Mentions are added in the order of the text."""

    def __init__(
        self,
        segments: Segments,
        quotations: Quotations,
        people: People,
        holders: OfficeHolders,
        on: date | None,
    ) -> None:
        self._segments = segments
        self._people = people
        self._salience = Salience(segments, quotations)
        self._surnames = Surnames(segments, people, self._salience, holders, on)
        self._descriptions = Descriptions(segments, people, self._salience)
        self._relatives = Relatives(segments)
        self.known = Entities()

    def add(self, mention: Mention, at: int | None) -> Entity:
        """The entity of a named or unnamed mention, made if new; `at` is its first body word, None from elsewhere."""
        entity = self.find(mention)
        if entity is None:
            kind = self._bare_kind(mention) if mention.kind == "bare" else mention.kind
            entity = Entity(mention.name or "", kind, number=mention.number)
            entity.is_bare = mention.kind == "bare" and kind == "organisation"
            self.known.add(entity)
        self._learn(entity, mention, at)
        return entity

    @property
    def entities(self) -> list[Entity]:
        """Everyone, in the order in which they were introduced."""
        return self.known.all

    def add_vague(self, mention: Mention, at: int | None) -> Entity:
        """A new entity for a description that means nobody known."""
        entity = Entity(mention.name or "", mention.kind, number=mention.number, is_vague=True)
        self.known.add(entity)
        self._learn(entity, mention, at)
        return entity

    def _bare_kind(self, mention: Mention) -> str:
        """What a single word that could be anything names: somebody by a first name or a known surname, else a body."""
        is_given = unaccented(mention.name or "").lower() in self._people.first_names
        return "person" if is_given or self._surnames.is_known(mention.name or "") else "organisation"

    def find(self, mention: Mention) -> Entity | None:
        """The entity that the name of `mention` belongs to, if it is known and no other could be meant."""
        name = mention.name or ""
        if mention.kind in ("person", "bare"):
            return self._surnames.find(self.known, mention)
        if mention.kind == "organisation" and name.isupper() and (shouted := self._shouted(name)):
            return shouted
        called = [e for e in self.known.called(name) if e.kind == mention.kind and not e.is_vague]
        same = [e for e in called if plain(e.name) == plain(name)]
        if same or mention.kind != "organisation":
            return same[-1] if same else None
        bodies = [e for e in self.known.sharing(name) if e.kind == "organisation"]
        short = [e for e in bodies if name in e.short_names or contains(e.name, name)]
        return short[-1] if short else None

    def _shouted(self, name: str) -> Entity | None:
        """The person whose surname a transcript or a headline prints in capitals: "PENCE"."""
        words = words_of(name)
        people = [e for e in self.known.with_word(words[-1]) if e.kind == "person" and words == words_of(e.name)[-1:]]
        return people[-1] if people else None

    def _learn(self, entity: Entity, mention: Mention, at: int | None) -> None:
        name, known, new = entity.name, words_of(entity.name), words_of(mention.name or "")
        is_longer = len(new) > len(known) and not self._surnames.is_led(new, known)
        if mention.kind == "person" and (is_longer or self._surnames.is_led(known, new)):
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
            self.known.add_heads(entity, (mention.head, *self._people.written_out.get(mention.head, ())))
        for word in words_of(WHOSE.split(mention.role or "")[0]):
            self.known.add_heads(entity, (singular(word), *self._people.written_out.get(word, ())))
        if mention.role and is_minister(mention.role):
            self.known.add_heads(entity, ("minister",))
        if mention.short_name:
            self.known.add_short_name(entity, mention.short_name)
        if entity.name != name:
            self.known.file_name(entity)
        if at is not None:
            self.known.mention(entity, at)

    def by_surname(self) -> dict[str, Entity]:
        """Those named in full, by a surname that nobody else in the article has."""
        people = [e for e in self.entities if e.kind == "person"]
        counts = Counter(e.surname for e in people)
        return {e.surname: e for e in people if counts[e.surname] == 1 and " " in e.name}

    @property
    def names_president(self) -> bool:
        """Whether somebody is a president here, or stands for one who is in office."""
        people = [e for e in self.entities if e.kind == "person"]
        return any(PRESIDENT in e.heads for e in people) or bool(self._surnames.presidents(people))

    def surnamed(self, word: str | None) -> Entity | None:
        """The person of the article whose surname is `word`, though the word is also a country's name."""
        surname = (word or "").lower()
        found = [
            e for e in self.known.with_word(surname) if e.kind == "person" and e.surname == surname != e.name.lower()
        ]
        return found[-1] if found else None

    def relative(self, mention: Mention, at: int | None) -> Entity | None:
        """Whom "who" or "that" at word `at` means."""
        return self._relatives.meant(self.known, mention, at) if at is not None else None

    def pronoun(self, mention: Mention, at: int | None, apart: Entity | None = None) -> Entity | None:
        """Whom "he", "she", "it" or "they" at word `at` means; not `apart`."""
        if mention.gender == "first":
            return None  # outside quotation marks that is who writes, or who reads
        people = mention.gender in ("masculine", "feminine")
        if mention.head == "it" and at is not None and (author := self._wrote_last(at)):
            return author
        if people and (ahead := self._named_ahead(mention, at)):
            return ahead
        best: Entity | None = None
        best_score, named = (-SENTENCE_COST * SENTENCES_BACK, 0), (best, -1)
        topic = self._salience.topic(self.known, at) if people and at is not None else None
        # Whoever was mentioned further back stays below the score that an antecedent needs.
        near = self.entities if at is None else self.known.near(self._salience.reach(at, FURTHEST), at)
        for entity in near:
            if entity is apart or not _fits_pronoun(entity, mention, people, self._people):
                continue
            score = self._salience.of(entity, at)
            agrees = entity.gender == mention.gender if people else entity.number == mention.number == "many"
            score += (
                TOPIC_BONUS * (entity is topic)
                + AGREES_BONUS * agrees
                - UNNAMED_COST * (people and entity.kind == "unnamed")
            )
            # "… from X, his wife, after she accused him", "the party voted no because they argued"
            is_held = agrees or (mention.gender == "plural" and entity.kind == "organisation")
            score += CLAUSE_BONUS * (is_held and self._in_clause_of(entity, at))
            # Of two who come to mind alike, whoever was mentioned last.
            last = entity.last_before(at or 0)
            if (score, last) > best_score:
                best, best_score = entity, (score, last)
            if people and agrees and entity.kind == "person" and last > named[1]:
                named = entity, last
        if best is None and people:
            return self._turned_out(at)
        # "An aide said … Mayor Ruth X opened it. She …": who agrees by name and came later, not somebody unnamed.
        is_vague = best is not None and best.kind == "unnamed" and best.gender is None
        return named[0] if is_vague and named[1] > best_score[1] else best

    def _wrote_last(self, at: int) -> Entity | None:
        """Whose letter "it" at word `at` means: the last word was its, or the sentence before has told of it."""
        tokens, sentence_of, papers = self._segments.tokens, self._segments.sentence_of, self._people.papers
        last, author = self.known.last_speech(at) or (-1, None)
        if author and author.kind == "person" and last in author.wrote and sentence_of[at] - sentence_of[last] <= SOON:
            return author
        here = self._segments.first_word(sentence_of[at])
        if at != here or not sentence_of[at]:
            return None
        opening = self._segments.first_word(sentence_of[at] - 1)
        works = (i for i in range(opening, min(here, opening + LONGEST_SUBJECT)) if singular(tokens[i]) in papers)
        work = next(works, None)
        return self._descriptions.owner(self.known, work) if work is not None else None

    def _turned_out(self, at: int | None) -> Entity | None:
        """Who alone can be meant by "he" or "she": one word that named somebody, though it was taken for a body."""
        if at is None:
            return None
        near = self.known.near(self._salience.reach(at, SOON), at)
        bare = ((entity.last_before(at), entity) for entity in near if entity.is_bare)
        last, found = max(bare, key=lambda item: item[0], default=(-1, None))
        if found is None or last < 0 or found.name.isupper():
            return None
        if self._segments.sentence_of[at] - self._segments.sentence_of[last] > SOON:
            return None
        found.kind, found.is_bare = "person", False
        return found

    def _in_clause_of(self, entity: Entity, at: int | None) -> bool:
        """Whether the pronoun at word `at` opens a clause that hangs on one in which the entity is mentioned."""
        if not at or self._segments.tokens[at - 1].lower() not in SUBORDINATORS:
            return False
        last, sentence_of = entity.last_before(at), self._segments.sentence_of
        return last >= 0 and sentence_of[last] == sentence_of[at] and entity.kind != "unnamed"

    def _named_ahead(self, mention: Mention, at: int | None) -> Entity | None:
        """Who is named right after the clause that "he" at word `at` opens: "Though he denied it, X …"."""
        if at is None:
            return None
        tokens, sentence = self._segments.tokens, self._segments.sentence_of[at]
        first = self._segments.first_word(sentence)
        if at != first + 1 or tokens[first].lower() not in SUBORDINATORS:
            return None
        end = self._segments.word_at(self._segments.sentences[sentence][1] - 1)
        after = next((i + 1 for i in range(at, end) if tokens[i] == ","), None)
        named = self.known.mentions_between(after, after + 1) if after is not None else ()
        return next((e for _, e in named if e.kind == "person" and e.gender in (None, mention.gender)), None)

    def headed(self, mention: Mention) -> Entity | None:
        """Whom a headline means by a role without an article."""
        return self._descriptions.alone(self.known, mention)

    def described(self, mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """Whom "the minister" or "the ministry" at word `at` means, and how sure that is, 0 to 1."""
        found = self._descriptions.meant(self.known, mention, at)
        if found is None and words_of(mention.name or "") == ("the", PRESIDENT) and at is not None:
            in_office = self._surnames.presidents(self.entities)
            in_office = [e for e in in_office if len(in_office) == 1 or e.spoke]
            return (in_office[0], 0.6) if len(in_office) == 1 else None
        return found


def is_minister(role: str) -> bool:
    """Whether the role is what some countries call a minister: "Foreign Secretary", "Secretary of Defence"."""
    words = role.lower()
    return "secretary" in words and bool(MINISTRIES & set(words_of(role)))


def _fits_pronoun(entity: Entity, mention: Mention, one_person: bool, people: People) -> bool:
    if one_person:
        is_one = entity.kind == "unnamed" and entity.number == "one"
        human = entity.kind == "person" or (is_one and any(people.is_person(head) for head in entity.heads))
        return human and entity.gender in (None, mention.gender)
    if mention.gender == "neuter":
        is_paper = bool(entity.spoke) and bool(entity.heads & people.papers)
        is_one = entity.kind == "unnamed" and entity.number == "one"
        return entity.kind in ("organisation", "state") or (is_one and is_paper)
    is_body = entity.kind == "organisation" or (entity.kind == "state" and ADMINISTRATION in entity.heads)
    return entity.number == "many" or is_body
