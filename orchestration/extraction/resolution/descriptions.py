"""Whom a description means: "the minister", "the ministry", "the letter".

By the head noun, by whose it is, by who made it; at last, by who has just spoken. Taken only where one stands out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.naming.common_nouns import ADMINISTRATION, SPOKESMEN
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_matching import words_of
from orchestration.extraction.naming.named_within import MEMBER
from orchestration.extraction.naming.names import singular
from orchestration.extraction.naming.outlet_kinds import is_called_one, may_be_called
from orchestration.extraction.resolution.entities import Entities
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.members import may_be_of, sits_for
from orchestration.extraction.resolution.salience import Salience
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, Segments

WORK_REACH = 4  # sentences back to whoever published it, a speaker's bonus aside
AUTHOR_REACH = 8  # sentences
JUST = 2  # sentences
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
OF_MANY = frozenset("lawmaker legislator activist official".split())  # what many are beside their office
# An inspector general is no general, and an attorney general is another.
BEFORE_GENERAL = frozenset("inspector attorney secretary director surgeon solicitor consul governor postmaster".split())
OWNER = re.compile(r"^(?:the\s)?(.+?)[’'ʼ‘](?:s\b|(?<=s[’'ʼ‘])\s)", re.IGNORECASE)


class Descriptions:
    """Reads the descriptions of one article."""

    def __init__(self, segments: Segments, people: People, salience: Salience) -> None:
        self._segments = segments
        self._people = people
        self._salience = salience

    def meant(self, entities: Entities, mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """Which of `entities` the mention at word `at` means, and how sure that is, 0 to 1; `at` is None in a title."""
        people = self._people
        by_head = self._by_head(entities, mention, at)
        if mention.kind == "description" and by_head:
            return self._salience.foremost(by_head, at), 0.8
        if mention.head in people.works and at is not None and (author := self._author(entities, mention, at)):
            return author, 0.6
        if mention.head in people.works and at is not None and (writer := self._wrote_last(entities, mention, at)):
            return writer, 0.6
        if mention.head in people.generic_organisations | people.works:
            return self._body(entities, mention, at)
        found = self._person(entities, mention, at)
        return (found[0], 0.6) if len(found) == 1 else None

    def alone(self, entities: Entities, mention: Mention) -> Entity | None:
        """Who alone of those who speak is what a headline says without an article: "Judge Blocks River Rule"."""
        if mention.number != "one" or (mention.name or "").lower().startswith(("a ", "an ", "one ", "another ")):
            return None
        people = [e for e in entities.all if e.kind == "person" and e.spoke and mention.head in self._offices(e)]
        found = [e for e in people if _countries_agree(e, mention)]
        return found[0] if len(people) == len(found) == 1 else None

    def _offices(self, entity: Entity) -> set[str]:
        """The words of the role, the last one written out: "governor" of "Virginia Gov"."""
        words = words_of(entity.role or "")
        return {singular(word) for word in words} | set(self._people.written_out.get(words[-1] if words else "", ()))

    def _wrote_last(self, entities: Entities, mention: Mention, at: int) -> Entity | None:
        """Who has just spoken, the last before word `at`, by the same document: "the letter from the doctors"."""
        spoke = entities.speeches_between(self._segments.first_word(self._segments.sentence_of[at] - JUST), at)
        just = [(p, e) for p, e in spoke if _comes_before(e, mention, at)]
        last, writer = max(just, key=lambda item: item[0], default=(-1, None))
        if writer is None or last not in writer.wrote:
            return None
        words = self._segments.tokens[last : last + LONGEST_OWNER]
        return writer if mention.head in [singular(word) for word in words] else None

    def _by_head(self, entities: Entities, mention: Mention, at: int | None) -> list[Entity]:
        """Those of whom the same head noun has been printed: "the minister" after "Defence Minister X"."""
        people = self._people
        before = [e for e in entities.headed(mention.head) if _comes_before(e, mention, at)]
        found = [e for e in before if mention.head in e.heads or _names_head(e, mention.head)]
        found = [e for e in found if not self._holds_another(e, mention)]
        if mention.head == ADMINISTRATION and len(words_of(mention.name or "")) > 2:
            return []  # "the previous administration", "Weir's administration"
        if mention.head in people.organisation_nouns:
            found = [e for e in found if e.kind != "person"]  # a company's chemist is no company
        if mention.country_code and any(e.country_code == mention.country_code for e in found):
            found = [e for e in found if e.country_code == mention.country_code]
        return _with_name(found, entities, at) if mention.head in people.generic_organisations else found

    def _body(self, entities: Entities, mention: Mention, at: int | None) -> tuple[Entity, float] | None:
        """The body with a name that "the company" or "the report" stands for."""
        people = self._people
        named = [e for e in entities.all if e.kind == "organisation" and has_name(e) and _comes_before(e, mention, at)]
        if (head := mention.head or "") in people.generic_outlets:
            outlets = [
                e for e in named if e.is_outlet or is_called_one(e.name, people) or (head in ANY_BODY and e.spoke)
            ]
            named = [e for e in outlets if may_be_called(e.name, head)]
        else:
            named = [e for e in named if not e.is_outlet]
        if mention.number == "many":
            named = [e for e in named if e.number == "many"]  # "the groups" are not one of them
        if mention.head in PRIVATE:
            named = [e for e in named if not PUBLIC & set(words_of(e.name))]  # "the company" is no ministry
        if mention.head in people.works:
            named = [e for e in named if e.spoke and self._salience.of(e, at) >= -WORK_REACH]
        return (self._salience.foremost(named, at), 0.5) if named else None

    def _person(self, entities: Entities, mention: Mention, at: int | None) -> list[Entity]:
        """The people who can be "the senator": of that country, of no other office, or who have just spoken."""
        if not mention.role or (mention.name or "").lower().startswith(OWNED):
            return []  # "her lawyer" is somebody else
        # "The agent" who was none of those known then is none of them now.
        vague = (e.positions[0] for e in entities.headed(mention.head) if e.is_vague and mention.head in e.heads)
        since = max((first for first in vague if first < (at or 0)), default=-1)
        people = [e for e in entities.all if e.kind == "person" and _comes_before(e, mention, at, since)]
        if mention.head == MEMBER:
            tokens = self._segments.tokens
            sitting = [e for e in people if sits_for(tokens, e, mention)]
            if len(sitting) == 1:
                return sitting
            spoke = self._just_spoke(entities, mention, at, since) if at is not None else []
            return [e for e in spoke if may_be_of(tokens, e, mention)]
        if mention.country_code:
            fitting = [e for e in people if e.country_code == mention.country_code and (e.spoke or e.role)]
            if mention.head in SPOKESMEN | self._people.public_offices:  # a minister who has spoken is no spokesman
                fitting = [e for e in fitting if mention.head in e.heads or (e.spoke and mention.head not in SPOKESMEN)]
        else:
            # "The president of the sailors' union" is not who has spoken without an office.
            is_of = f"{mention.head} of " in (mention.name or "") or OWNER.match(mention.name or "") is not None
            fitting = [e for e in people if e.spoke and (mention.head in e.heads or not (e.role or is_of))]
            if len(fitting) == 1 and mention.head not in fitting[0].heads and at is not None:
                fitting = [e for e in fitting if self._spoke_last(e, entities, mention, at, since)]
        fitting = [e for e in fitting if not self._holds_another(e, mention)]
        fitting = fitting or self._introduced_later(entities, mention)
        if fitting or at is None or mention.country_code or not self._can_be_anybody(mention):
            return fitting
        spoke = [e for e in self._just_spoke(entities, mention, at, since) if agree(e, mention)]
        return [e for e in spoke if not self._holds_another(e, mention)]

    def _can_be_anybody(self, mention: Mention) -> bool:
        """Whether the words may be another way to name who has just spoken: "the lawmaker", "the former minister"."""
        if OWNER.match(mention.name or ""):
            return False  # "Weir's campaign manager" is not whoever has spoken
        is_office = mention.head in (self._people.single_offices | self._people.public_offices) - OF_MANY
        return not is_office or FORMER in words_of(mention.role or "")

    def _spoke_last(self, entity: Entity, entities: Entities, mention: Mention, at: int, since: int) -> bool:
        """Whether nobody else of those who can be meant has spoken between the entity's last words and word `at`."""
        last = entity.spoke_before(at)
        others = (e for _, e in entities.speeches_between(last + 1, at) if e is not entity and e.kind == "person")
        return last >= 0 and not any(_comes_before(e, mention, at, since) for e in others)

    def _just_spoke(self, entities: Entities, mention: Mention, at: int, since: int) -> list[Entity]:
        """The people who spoke a sentence or two before word `at`, nobody else of them being a subject after that."""
        first = self._segments.first_word(self._segments.sentence_of[at] - JUST)
        named = [(p, e) for p, e in entities.mentions_between(first, at) if e.kind == "person"]
        named = [(p, e) for p, e in named if _comes_before(e, mention, at, since)]
        last = {e.place: (p, e) for p, e in named if p in e.spoke}
        subjects = [(p, e) for p, e in named if self._salience.is_subject(p)]
        spoke = [last[place] for place in sorted(last)]
        return [one for at, one in spoke if not any(p > at and e is not one for p, e in subjects)]

    def _author(self, entities: Entities, mention: Mention, at: int) -> Entity | None:
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
            spoke = entities.speeches_between(self._segments.first_word(self._segments.sentence_of[i]), at)
            near = ((p, e) for p, e in spoke if sentence_of[p] == sentence_of[i] and e.kind != "unnamed")
            made = (e for p, e in near if is_ahead or MADE & set(tokens[p:i]))
            makers = [e for e in made if _countries_agree(e, mention)]
            return makers[0] if makers else None
        return None

    def owner(self, entities: Entities, work: int) -> Entity | None:
        """Whose work stands at word `work`: "Weir's letter"."""
        tokens = self._segments.tokens
        if work < 3 or tokens[work - 2] not in APOSTROPHES or tokens[work - 1] != "s":
            return None
        named = entities.mentions_between(work - LONGEST_OWNER, work - 2)
        found = max(named, key=lambda item: item[0], default=None)
        return found[1] if found and words_of(found[1].name)[-1:] == words_of(tokens[work - 3]) else None

    def _introduced_later(self, entities: Entities, mention: Mention) -> list[Entity]:
        """Who has the same office by a role printed further on: "U.S. Defense Secretary" before the name is given."""
        if mention.head == "leader" and mention.country_code:
            people = [e for e in entities.all if e.kind == "person" and e.country_code == mention.country_code]
            return [e for e in people if e.heads & LEADERS and FORMER not in words_of(e.role or "")]
        if mention.head not in self._people.public_offices:
            return []  # one lawyer is not another
        is_former = FORMER in words_of(mention.role or "")
        told = {singular(w) for w in words_of(mention.role or "")}
        office = {word for word in told if word in self._people.portfolios} | {mention.head or ""}
        return [
            e
            for e in entities.headed(mention.head)
            if e.kind == "person" and e.positions != [mention.first]
            if mention.head in e.heads and office <= e.heads and _countries_agree(e, mention)
            if not is_former or FORMER in words_of(e.role or "")
            if mention.head != "general" or _kind_of_general(e.role) == _kind_of_general(mention.role)
        ]

    def _holds_another(self, entity: Entity, mention: Mention) -> bool:
        """Whether the roles of both are told and differ in what of: a prime minister is no "defense minister"."""
        told = _nouns(mention.role or "") & self._people.portfolios
        known = _nouns(entity.role or "") & self._people.portfolios
        if entity.role and mention.head in entity.heads and bool(told & RANKS) != bool(known & RANKS):
            return True  # a president is no vice president
        if mention.head == "general" and _kind_of_general(entity.role) != _kind_of_general(mention.role):
            return True
        return bool(told and known and not told & known)


def _comes_before(entity: Entity, mention: Mention, at: int | None, since: int = -1) -> bool:
    """Whether the entity can be meant at word `at`: named before that, not before `since`, and not whose it only is."""
    if not entity.positions or entity.is_vague or not since <= entity.positions[0]:
        return False
    is_seen = at is None or entity.positions[0] < at
    return is_seen and _countries_agree(entity, mention) and not _owns(entity, mention)


def agree(entity: Entity, mention: Mention) -> bool:
    """Whether the entity and the mention may be of one sex."""
    return mention.gender is None or entity.gender in (None, mention.gender)


def _owns(entity: Entity, mention: Mention) -> bool:
    """Whether the mention is of somebody of that person: "Weir’s lawyer" is not Weir."""
    return entity.kind == "person" and _owner(mention.name or "") == (entity.surname,)


@lru_cache(maxsize=1_000)
def _owner(name: str) -> tuple[str, ...]:
    """The last word of whoever is named as the owner: "weir" of "Weir’s lawyer"; empty where nobody is."""
    owner = OWNER.match(name)
    return words_of(owner.group(1))[-1:] if owner else ()


@lru_cache(maxsize=10_000)
def _nouns(text: str) -> frozenset[str]:
    """The words of a name or a role, in the singular."""
    return frozenset(singular(word) for word in words_of(text))


def _kind_of_general(role: str | None) -> frozenset[str]:
    return BEFORE_GENERAL & set(words_of(role or ""))


def _countries_agree(entity: Entity, mention: Mention) -> bool:
    return not mention.country_code or entity.country_code in (None, mention.country_code)


def _names_head(entity: Entity, head: str | None) -> bool:
    """Whether an organisation's own name has the head noun in it: "Foreign Ministry" for "the ministry"."""
    return bool(head) and entity.kind == "organisation" and head in _nouns(entity.name)


def _with_name(by_head: list[Entity], entities: Entities, at: int | None) -> list[Entity]:
    """`by_head` without those that have no name where one with a name spoke after them.

    "A business group says … the Partnership said … the group added".
    """
    if all(map(has_name, by_head)):
        return by_head
    bodies = (e for e in entities.all if e.kind == "organisation" and not e.is_outlet and not e.is_vague)
    named = [e for e in bodies if e.positions and (at is None or e.positions[0] < at) and has_name(e)]
    last = max((max(e.spoke) for e in named if e.spoke), default=-1)
    return [e for e in by_head if has_name(e) or e.positions[-1] > last]


def has_name(entity: Entity) -> bool:
    """Whether a body goes by a name: not "a business group", though a sentence begins with it."""
    words = entity.name.split()
    rest = words[words[0].lower() in ("a", "an", "the", "some", "many") :]
    return bool(rest) and rest[0][0].isupper()
