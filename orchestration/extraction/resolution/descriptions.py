"""Whom a description means: "the minister", "the ministry", "the letter".

By the head noun, by whose it is, by who made it; at last, by who has just spoken. Taken only where one stands out.
"""

from __future__ import annotations

import re

from orchestration.extraction.naming.common_nouns import ADMINISTRATION
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_matching import words_of
from orchestration.extraction.naming.named_within import MEMBER
from orchestration.extraction.naming.names import PARTIES, singular
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.salience import Salience
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, Segments

WORK_REACH = 4  # sentences back to whoever published it, a speaker's bonus aside
AUTHOR_REACH = 8  # sentences
JUST = 2  # sentences
PARTY_WORDS = frozenset({"Republican", "Democrat", "Democratic"})
LONGEST_OWNER = 8  # words of "Senate Majority Leader Ada Weir's letter"
# What is done with a work by whoever made it, not by who denies it.
MADE = frozenset("sent wrote issued released published posted filed signed submitted presented in".split())
PRIVATE = frozenset({"group", "company", "firm", "charity"})
PUBLIC = frozenset("congress senate house court department ministry police parliament government army navy".split())
ANY_BODY = frozenset({"agency"})  # of news, or of a state
NEW_WORK = frozenset({"a", "an", "its", "their", "his", "her"})
OWNED = ("his ", "her ", "their ", "its ", "my ", "our ")
RANKS = frozenset({"deputy", "vice"})
LEADERS = frozenset({"president", "premier", "prime", "chancellor"})  # "the Kenyan leader"
FORMER = "former"
# An inspector general is no general, and an attorney general is another.
BEFORE_GENERAL = frozenset("inspector attorney secretary director surgeon solicitor consul governor postmaster".split())
OWNER = re.compile(r"^(?:the\s)?(.+?)[’'ʼ‘](?:s\b|(?<=s[’'ʼ‘])\s)", re.IGNORECASE)


class Descriptions:
    """Reads the descriptions of one article."""

    def __init__(self, segments: Segments, people: People, salience: Salience) -> None:
        self._segments = segments
        self._people = people
        self._salience = salience

    def meant(self, entities: list[Entity], mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """Which of `entities` the mention at word `at` means, and how sure that is, 0 to 1; `at` is None in a title."""
        people = self._people
        known = [e for e in entities if e.positions and not e.is_vague and not _owns(e, mention)]
        seen = [e for e in known if at is None or e.positions[0] < at]
        before = [e for e in seen if _countries_agree(e, mention)]
        by_head = self._by_head(before, seen, mention)
        if mention.kind == "description" and by_head:
            return max(by_head, key=lambda e: self._salience.of(e, at)), 0.8
        if mention.head in people.works and at is not None and (author := self._author(entities, mention, at)):
            return author, 0.6
        if mention.head in people.works and at is not None and (writer := self._wrote_last(before, mention, at)):
            return writer, 0.6
        if mention.head in people.generic_organisations | people.works:
            return self._body(before, mention, at)
        found = self._person(before, entities, mention, at)
        return (found[0], 0.6) if len(found) == 1 else None

    def alone(self, entities: list[Entity], mention: Mention) -> Entity | None:
        """Who alone of those who speak is what a headline says without an article: "Judge Blocks River Rule"."""
        if mention.number != "one" or (mention.name or "").lower().startswith(("a ", "an ", "one ", "another ")):
            return None
        people = [e for e in entities if e.kind == "person" and e.spoke]
        people = [e for e in people if mention.head in self._offices(e)]
        found = [e for e in people if _countries_agree(e, mention)]
        return found[0] if len(people) == len(found) == 1 else None

    def _offices(self, entity: Entity) -> set[str]:
        """The words of the role, the last one written out: "governor" of "Virginia Gov"."""
        words = words_of(entity.role or "")
        return {singular(word) for word in words} | set(self._people.written_out.get(words[-1] if words else "", ()))

    def _wrote_last(self, before: list[Entity], mention: Mention, at: int) -> Entity | None:
        """Who has just spoken, the last before word `at`, by the same document: "the letter from the doctors"."""
        last, writer = max(((p, e) for e in before for p in e.spoke if p < at), key=lambda x: x[0], default=(-1, None))
        if writer is None or last not in writer.wrote:
            return None
        is_near = self._segments.sentence_of[at] - self._segments.sentence_of[last] <= JUST
        words = self._segments.tokens[last : last + LONGEST_OWNER]
        return writer if is_near and mention.head in [singular(word) for word in words] else None

    def _by_head(self, before: list[Entity], seen: list[Entity], mention: Mention) -> list[Entity]:
        """Those of whom the same head noun has been printed: "the minister" after "Defence Minister X"."""
        people = self._people
        found = [e for e in before if mention.head in e.heads or _names_head(e, mention.head)]
        found = [e for e in found if not self._holds_another(e, mention)]
        if mention.head == ADMINISTRATION and len(words_of(mention.name or "")) > 2:
            return []  # "the previous administration", "Weir's administration"
        if mention.head in people.organisation_nouns:
            found = [e for e in found if e.kind != "person"]  # a company's chemist is no company
        if mention.country_code and any(e.country_code == mention.country_code for e in found):
            found = [e for e in found if e.country_code == mention.country_code]
        return _with_name(found, seen) if mention.head in people.generic_organisations else found

    def _body(self, before: list[Entity], mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """The body with a name that "the company" or "the report" stands for."""
        people = self._people
        named = [e for e in before if e.kind == "organisation" and has_name(e)]
        is_outlets = mention.head in people.generic_outlets
        is_any = mention.head in ANY_BODY
        named = [e for e in named if e.is_outlet == is_outlets or (is_any and e.spoke)]
        if mention.number == "many":
            named = [e for e in named if e.number == "many"]  # "the groups" are not one of them
        if mention.head in PRIVATE:
            named = [e for e in named if not PUBLIC & set(words_of(e.name))]  # "the company" is no ministry
        if mention.head in people.works:
            named = [e for e in named if e.spoke and self._salience.of(e, at) >= -WORK_REACH]
        return (max(named, key=lambda e: self._salience.of(e, at)), 0.5) if named else None

    def _person(self, before: list[Entity], entities: list[Entity], mention: Mention, at: int | None) -> list[Entity]:
        """The people who can be "the senator": of that country, of no other office, or who have just spoken."""
        # "The agent" who was none of those known then is none of them now.
        others = [
            e.positions[0] for e in entities if e.is_vague and mention.head in e.heads and e.positions[0] < (at or 0)
        ]
        people = [e for e in before if e.kind == "person" and not any(e.positions[0] < other for other in others)]
        if not mention.role or (mention.name or "").lower().startswith(OWNED):
            return []  # "her lawyer" is somebody else
        if mention.head == MEMBER:
            sitting = [e for e in people if self._sits_for(e, mention)]
            if len(sitting) == 1:
                return sitting
            spoke = [e for e in people if at is not None and self._just_spoke(e, people, at)]
            return [e for e in spoke if self._may_be_of(e, mention)]
        if mention.country_code:
            fitting = [e for e in people if e.country_code == mention.country_code and (e.spoke or e.role)]
            if mention.head in self._people.public_offices:  # a representative who has not spoken is no senator
                fitting = [e for e in fitting if e.spoke or mention.head in e.heads]
        else:
            # "The president of the sailors' union" is not who has spoken without an office.
            is_of = f"{mention.head} of " in (mention.name or "") or OWNER.match(mention.name or "") is not None
            fitting = [e for e in people if e.spoke and (mention.head in e.heads or not (e.role or is_of))]
            if len(fitting) == 1 and mention.head not in fitting[0].heads and at is not None:
                fitting = [e for e in fitting if _spoke_last(e, people, at)]
        fitting = [e for e in fitting if not self._holds_another(e, mention)]
        fitting = fitting or self._introduced_later(entities, mention)
        if fitting or at is None or mention.country_code or not self._can_be_anybody(mention):
            return fitting
        spoke = [e for e in people if self._just_spoke(e, people, at) and agree(e, mention)]
        return [e for e in spoke if not self._holds_another(e, mention)]

    def _can_be_anybody(self, mention: Mention) -> bool:
        """Whether the words may be another way to name who has just spoken: "the lawmaker", "the former minister"."""
        if OWNER.match(mention.name or ""):
            return False  # "Weir's campaign manager" is not whoever has spoken
        is_office = mention.head in self._people.single_offices | self._people.public_offices
        return not is_office or FORMER in words_of(mention.role or "")

    def _may_be_of(self, entity: Entity, mention: Mention) -> bool:
        """Whether nothing behind the person's name says another party: "Ada Weir, R-Ohio", or "Ada Weir (D)"."""
        tokens, first = self._segments.tokens, entity.positions[0]
        reach = range(first + 1, min(first + LONGEST_OWNER, len(tokens)))
        said = [tokens[i] for i in reach if tokens[i] in PARTIES and tokens[i - 1] in (",", "(")]
        said += [word for word in (entity.role or "").split() if word in PARTY_WORDS]
        return not said or said[0][0] == (mention.role or " ").split()[-1][0]

    def _sits_for(self, entity: Entity, mention: Mention) -> bool:
        """Whether the person's name has that party and state: "Ada Weir (R-Calif.)" is "the California Republican"."""
        state, party = " ".join((mention.role or " ").split()[:-1]).lower(), (mention.role or " ").split()[-1][:1]
        tokens = self._segments.tokens
        for first in entity.positions if state else ():
            for i in range(first + 1, min(first + LONGEST_OWNER, len(tokens) - 2)):
                if tokens[i] == party and tokens[i - 1] in (",", "(") and tokens[i + 1] in HYPHENS:
                    end = next((j for j in range(i + 2, min(i + 8, len(tokens))) if tokens[j] in ",)"), i + 3)
                    return _shortens("".join(t for t in tokens[i + 2 : end] if t.isalpha()).lower(), state)
        return False

    def _just_spoke(self, entity: Entity, people: list[Entity], at: int) -> bool:
        """Whether the entity spoke a sentence or two before word `at`, and nobody else has been named since."""
        here = self._segments.sentence_of[at]
        last = max((p for p in entity.spoke if p < at), default=-1)
        if last < 0 or here - self._segments.sentence_of[last] > JUST:
            return False
        others = (p for e in people if e is not entity for p in e.positions)
        return not any(last < p < at and self._salience.is_subject(p) for p in others)

    def _author(self, entities: list[Entity], mention: Mention, at: int) -> Entity | None:
        """Who is said to have made the work that "the letter" at word `at` means: "the committee sent a letter"."""
        tokens, sentence_of = self._segments.tokens, self._segments.sentence_of
        for i in range(at - 1, 0, -1):
            if sentence_of[at] - sentence_of[i] > AUTHOR_REACH:
                return None
            if singular(tokens[i]) != mention.head:
                continue
            if owner := self.owner(entities, i):
                return owner
            article = next((j for j in range(i - 1, max(0, i - 5), -1) if tokens[j].lower() in NEW_WORK), None)
            if article is None:
                continue
            # "The committee sent a letter", or "In a letter, the committee said".
            is_ahead = tokens[article - 1].lower() == "in"
            near = [(p, e) for e in entities for p in e.spoke if sentence_of[p] == sentence_of[i] and p < at]
            near = [(p, e) for p, e in near if e.kind != "unnamed" and (is_ahead or MADE & set(tokens[p:i]))]
            makers = [e for _, e in sorted(near, key=lambda item: item[0]) if _countries_agree(e, mention)]
            return makers[0] if makers else None
        return None

    def owner(self, entities: list[Entity], work: int) -> Entity | None:
        """Whose work stands at word `work`: "Weir's letter"."""
        tokens = self._segments.tokens
        if work < 3 or tokens[work - 2] not in APOSTROPHES or tokens[work - 1] != "s":
            return None
        named = [(p, e) for e in entities for p in e.positions if work - LONGEST_OWNER <= p < work - 2]
        found = max(named, key=lambda item: item[0], default=None)
        return found[1] if found and words_of(found[1].name)[-1:] == words_of(tokens[work - 3]) else None

    def _introduced_later(self, entities: list[Entity], mention: Mention) -> list[Entity]:
        """Who has the same office by a role printed further on: "U.S. Defense Secretary" before the name is given."""
        if mention.head == "leader" and mention.country_code:
            people = [e for e in entities if e.kind == "person" and e.country_code == mention.country_code]
            return [e for e in people if e.heads & LEADERS and FORMER not in words_of(e.role or "")]
        if mention.head not in self._people.public_offices:
            return []  # one lawyer is not another
        is_former = FORMER in words_of(mention.role or "")
        told = {singular(w) for w in words_of(mention.role or "")}
        office = {word for word in told if word in self._people.portfolios} | {mention.head or ""}
        return [
            e
            for e in entities
            if e.kind == "person" and e.positions != [mention.first]
            if mention.head in e.heads and office <= e.heads and _countries_agree(e, mention)
            if not is_former or FORMER in words_of(e.role or "")
            if mention.head != "general" or _kind_of_general(e.role) == _kind_of_general(mention.role)
        ]

    def _holds_another(self, entity: Entity, mention: Mention) -> bool:
        """Whether the roles of both are told and differ in what of: a prime minister is no "defense minister"."""
        told = {singular(w) for w in words_of(mention.role or "")} & self._people.portfolios
        known = {singular(w) for w in words_of(entity.role or "")} & self._people.portfolios
        if entity.role and mention.head in entity.heads and bool(told & RANKS) != bool(known & RANKS):
            return True  # a president is no vice president
        if mention.head == "general" and _kind_of_general(entity.role) != _kind_of_general(mention.role):
            return True
        return bool(told and known and not told & known)


def _spoke_last(entity: Entity, people: list[Entity], at: int) -> bool:
    """Whether nobody else has spoken between the entity's last words and word `at`."""
    last = max((p for p in entity.spoke if p < at), default=-1)
    return last >= 0 and not any(last < p < at for e in people if e is not entity for p in e.spoke)


def _shortens(letters: str, state: str) -> bool:
    """Whether the letters are an abbreviation of the state, or its name: "calif", "fla" and "ny"."""
    rest = iter(state)
    return bool(letters) and letters[0] == state[0] and all(letter in rest for letter in letters)


def agree(entity: Entity, mention: Mention) -> bool:
    """Whether the entity and the mention may be of one sex."""
    return mention.gender is None or entity.gender in (None, mention.gender)


def _owns(entity: Entity, mention: Mention) -> bool:
    """Whether the mention is of somebody of that person: "Weir’s lawyer" is not Weir."""
    owner = OWNER.match(mention.name or "") if entity.kind == "person" else None
    return owner is not None and words_of(owner.group(1))[-1:] == (entity.surname,)


def _kind_of_general(role: str | None) -> frozenset[str]:
    return BEFORE_GENERAL & set(words_of(role or ""))


def _countries_agree(entity: Entity, mention: Mention) -> bool:
    return not mention.country_code or entity.country_code in (None, mention.country_code)


def _names_head(entity: Entity, head: str | None) -> bool:
    """Whether an organisation's own name has the head noun in it: "Foreign Ministry" for "the ministry"."""
    return bool(head) and entity.kind == "organisation" and head in [singular(w) for w in words_of(entity.name)]


def _with_name(by_head: list[Entity], seen: list[Entity]) -> list[Entity]:
    """`by_head` without those that have no name where one with a name spoke after them.

    "A business group says … the Partnership said … the group added".
    """
    named = [e for e in seen if e.kind == "organisation" and has_name(e) and not e.is_outlet]
    last = max((max(e.spoke) for e in named if e.spoke), default=-1)
    return [e for e in by_head if has_name(e) or e.positions[-1] > last]


def has_name(entity: Entity) -> bool:
    """Whether a body goes by a name: not "a business group", though a sentence begins with it."""
    words = entity.name.split()
    rest = words[words[0].lower() in ("a", "an", "the", "some", "many") :]
    return bool(rest) and rest[0][0].isupper()
