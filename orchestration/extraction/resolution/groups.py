"""Whom "the groups", "the two ministers" and "both companies" mean: several who have just spoken or been named."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.name_matching import words_of
from orchestration.extraction.naming.names import singular
from orchestration.extraction.resolution.cast import Cast
from orchestration.extraction.resolution.descriptions import PRIVATE, PUBLIC, has_name
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.statement import Statement

# Of one speaker of a statement: the printed mention, how it reads, and whom it means.
Meant = tuple[str, Mention, Entity | None]
SOON = 2  # sentences
LONGEST = 3  # words of "the two ministers"
OPENING = frozenset({"the", "both", "these", "those"})
NUMBERS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "three": 3, "four": 4}
KINDS = ("person", "organisation", "state")
EQUAL = "counterpart"  # of the same office
SIDE = "side"  # of any kind


@dataclass(frozen=True, slots=True)
class _Group:
    """Several of one of `kinds`, to each of whom the noun applies; `count` is None where it is not said how many."""

    kinds: tuple[str, ...]
    noun: str | None
    count: int | None

    def holds(self, entity: Entity, kind: str, people: People) -> bool:
        """Whether the entity, as one of `kind`, can belong to the group."""
        if entity.kind != kind or entity.is_vague or not has_name(entity):
            return False
        if kind == "person" and self.noun in people.titles and entity.role and not entity.heads & {self.noun, EQUAL}:
            return False
        if self.noun in people.feminine_words | people.masculine_words:
            other = "masculine" if self.noun in people.feminine_words else "feminine"
            return entity.gender != other
        return self.noun not in PRIVATE or not PUBLIC & set(words_of(entity.name))

    def is_whole(self, members: list[Entity], people: People) -> bool:
        """Whether so many can be meant, and one of them is known to be what the noun says."""
        is_known = self.noun not in people.titles or any(self.noun in entity.heads for entity in members)
        return is_known and (len(members) == self.count if self.count else len(members) > 1)


def group_meant(
    reader: MentionReader, cast: Cast, statement: Statement, together: Statement | None, before: list[Meant]
) -> list[Meant]:
    """Whom the source of `statement` means where it is a noun for several, whom the text has just named.

    `before` are the speakers of `together`, the last statement before it, where there were several.
    """
    if statement.parent is not None or not statement.source:
        return []
    body, (start, end) = reader.segments, statement.source[0]
    first, stop = body.word_at(start), body.word_at(end - 1) + 1
    group = _group([token.lower() for token in body.tokens[first:stop]], reader.people)
    if group is None:
        return []
    members: list[Entity] = []
    if together is not None and _goes_on(reader, together, group, first, stop):
        spoke = [entity for _, _, entity in before if entity is not None]
        members = _of_one_kind(group, spoke, reader.people) if len(spoke) == len(before) else []
        members = members if len(members) == len(before) else []
    members = members or _joined(reader, cast, group, first) or _around(reader, cast, group, first, stop)
    mention = reader.read(first, stop)
    return [(body.printed(first, stop), mention, entity) for entity in members]


def _goes_on(reader: MentionReader, together: Statement, group: _Group, first: int, stop: int) -> bool:
    """Whether those who spoke in `together` may go on speaking as the group at words [first, stop)."""
    body = reader.segments
    if not together.source or not 0 <= body.sentence_of[first] - body.sentence_at(together.end - 1) <= SOON:
        return False
    return not _is_told_of(reader, group, stop, body.word_at(together.source[-1][1] - 1) + 1, first)


def _is_told_of(reader: MentionReader, group: _Group, stop: int, begin: int, end: int) -> bool:
    """Whether the words [begin, end) tell of others by the noun: "two sailors" before "both sailors"."""
    tokens = reader.segments.tokens
    return group.noun is not None and tokens[stop - 1] in tokens[begin:end]


def _group(words: list[str], people: People) -> _Group | None:
    """What a source is a noun for: "the groups", "both", "the two ministers"; not "the reports"."""
    if not words or len(words) > LONGEST or words[0] not in OPENING:
        return None
    count = next((NUMBERS[word] for word in words if word in NUMBERS), None)
    rest = [word for word in words[1:] if word not in NUMBERS]
    if not rest:
        return _Group(KINDS, None, count) if count else None
    noun = singular(rest[0])
    if len(rest) > 1 or noun == rest[0] or noun in people.works:
        return None
    if noun in people.person_nouns or people.is_many(rest[0]):
        return _Group(("person",), noun, count)
    if noun in people.organisation_nouns:
        return _Group(("organisation",), noun, count)
    if noun in people.state_nouns:
        return _Group(("state",), noun, count)
    return _Group(KINDS, noun, count) if noun == SIDE else None


def _around(reader: MentionReader, cast: Cast, group: _Group, first: int, stop: int) -> list[Entity]:
    """As many as are said to be meant, or ministers all, wherever the sentences before word `first` name them."""
    if group.noun == SIDE or not (group.count or group.noun in reader.people.titles):
        return []
    body = reader.segments
    members: list[Entity] = []
    for back in range(1, SOON + 1):
        begin = body.first_word(body.sentence_of[first] - back)
        if _is_told_of(reader, group, stop, begin, first):
            return []
        members = members or _of_one_kind(group, _named(cast, begin, first), reader.people)
    return members


def _named(cast: Cast, first: int, end: int) -> list[Entity]:
    """Everyone named in the words [first, end), in order."""
    return sorted(cast.known.near(first, end), key=lambda entity: entity.last_before(end))


def _joined(reader: MentionReader, cast: Cast, group: _Group, at: int) -> list[Entity]:
    """The bodies or states that the sentence before that of word `at` begins with: "Norway and Sweden closed …"."""
    body = reader.segments
    first = body.first_word(body.sentence_of[at] - 1)
    opening = [name for i in range(first, at) if (name := reader.name_at(i))]
    names = [name for name in opening if not name.is_possessive]
    run = names[:1] if names and names[0].first - first <= 1 else []
    for name in names[1:]:
        if run and all(token in (",", "and", "the") for token in body.tokens[run[-1].end : name.first]):
            run.append(name)
        else:
            break
    read = [reader.read_name(name, name.first, name.end) for name in run]
    kinds = {"organisation" if mention.kind == "bare" else mention.kind for mention in read}
    if len(kinds) != 1 or not kinds <= set(group.kinds) - {"person"} or len(read) != (group.count or max(2, len(read))):
        return []
    return [cast.add(mention, name.first) for name, mention in zip(run, read, strict=True)]


def _of_one_kind(group: _Group, entities: list[Entity], people: People) -> list[Entity]:
    """Those of the first kind of which there are as many as are meant; none where it could be others."""
    for kind in group.kinds:
        members = [entity for entity in entities if group.holds(entity, kind, people)]
        if group.is_whole(members, people):
            return members
        if members:
            return []
    return []
