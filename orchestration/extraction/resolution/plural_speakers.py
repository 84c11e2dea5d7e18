"""Whom "they" means where it is no body: several who have just spoken, two named as one subject, or people."""

from __future__ import annotations

from itertools import pairwise

from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.named_within import QUANTITIES
from orchestration.extraction.naming.names import PREPOSITIONS
from orchestration.extraction.resolution.cast import Cast
from orchestration.extraction.resolution.groups import Meant
from orchestration.extraction.text.segment import APOSTROPHES, Segments
from orchestration.extraction.text.statement import Statement

SOON = 2  # sentences
LONGEST_LEAD = 8  # words of "In a statement on Monday, "
LONGEST_SUBJECT = 6  # words of "Mr. Weir's own lawyers"
CONJUNCTIONS = frozenset({"but", "and", "yet", "still"})
ARTICLES = frozenset({"the", "these", "those", "his", "her", "its", "their"})


def several_meant(
    reader: MentionReader,
    cast: Cast,
    statement: Statement,
    found: list[Meant],
    together: Statement | None,
    before: list[Meant],
) -> list[Meant]:
    """Whom "they" as the source of `statement` means, where `found`, who was found for it, is not meant.

    `before` are the speakers of `together`, the last statement before it, where there were several.
    """
    body = reader.segments
    if statement.parent or not statement.source or not _is_they(reader, *statement.source[0]):
        return []
    both = _both(body, together, before, statement, found) if together else []
    return both or _named_together(reader, cast, statement, found) or _people_ahead(reader, cast, statement, found)


def _is_they(reader: MentionReader, start: int, end: int) -> bool:
    """Whether the source is "they", or what they have written: "their paper"."""
    words = reader.segments.text[start:end].lower().split()
    if words[:1] != ["their"]:
        return words == ["they"]
    first = reader.segments.word_at(start)
    return reader.read(first, reader.segments.word_at(end - 1) + 1).kind == "pronoun"


def _people_ahead(reader: MentionReader, cast: Cast, statement: Statement, found: list[Meant]) -> list[Meant]:
    """The people with whom the sentence, or the one before, begins: "Harbour chiefs oppose the move. They argue …"."""
    body = reader.segments
    at = body.word_at(statement.source[0][0])
    here = body.sentence_of[at]
    first = body.first_word(here)
    opens = at == first or (at == first + 1 and body.tokens[first].lower() in CONJUNCTIONS)
    # "The sources did not say more, but they said …"
    goes_on = at > first + 1 and body.tokens[at - 1].lower() in CONJUNCTIONS
    if not goes_on and (not opens or not here):
        return []
    begin = first if goes_on else body.first_word(here - 1)
    end = _people_end(reader, begin, at if goes_on else first)
    if end is None or body.paragraph_of[begin] != body.paragraph_of[at]:
        return []
    if found and found[0][2] and begin <= found[0][2].last_before(at) < end:
        return []
    mention = reader.read(begin, end)
    if mention.kind != "unnamed" or mention.number != "many":
        return []
    return [(body.printed(begin, end), mention, cast.add(mention, begin))]


def _people_end(reader: MentionReader, begin: int, stop: int) -> int | None:
    """One past the noun for several people that is the subject of the sentence at word `begin`."""
    tokens, people = reader.segments.tokens, reader.people
    name = reader.name_at(begin)
    at = begin + (tokens[begin].lower() in ARTICLES | QUANTITIES)
    for i in range(at, min(stop, begin + LONGEST_SUBJECT)):
        if people.is_many(tokens[i]) or (i == begin and people.is_many(tokens[i].lower())):
            is_subject = i + 1 < stop and tokens[i + 1][0].isalpha() and tokens[i + 1].islower()
            return i + 1 if is_subject and tokens[i + 1] not in PREPOSITIONS else None
        is_owner = name is not None and (i < name.end or tokens[i] in APOSTROPHES or tokens[i] == "s")
        if not is_owner and not (tokens[i].islower() and at > begin and not tokens[i].endswith(("ed", "s"))):
            return None
    return None


def _both(
    body: Segments, together: Statement, speakers: list[Meant], statement: Statement, found: list[Meant]
) -> list[Meant]:
    """The speakers of `together`, of which there were several, where "they" soon goes on for them: none otherwise."""
    text = body.text[slice(*statement.source[0])]
    apart = body.sentence_at(statement.source[0][0]) - body.sentence_at(together.end - 1)
    if not 0 <= apart <= SOON or any(entity is None for _, _, entity in speakers):
        return []
    mention = found[0][1] if found else speakers[0][1]
    return [(text, mention, entity) for _, _, entity in speakers]


def _named_together(reader: MentionReader, cast: Cast, statement: Statement, found: list[Meant]) -> list[Meant]:
    """The two people whom the sentence before has named as one subject, where "they" stands and nobody came after them.

    "Ada Weir and Jim Hart sent a letter. They said …": not a body that was named before them.
    """
    body = reader.segments
    at = body.word_at(statement.source[0][0])
    here, last = body.sentence_of[at], found[0][2].last_before(at) if found and found[0][2] else -1
    for one, other in reversed([*pairwise(reader.names)]):
        if other.end > at:
            continue
        apart = here - body.sentence_of[one.first]
        if apart > 1 or (last >= 0 and body.sentence_of[last] > body.sentence_of[one.first]):
            break
        joined = body.tokens[one.end : other.first] == ["and"] and not one.is_possessive and not other.is_possessive
        before = body.tokens[one.first - 1].lower() if one.first else ""
        opening = body.first_word(body.sentence_of[one.first])
        # "the judges, Ada Weir and Jim Hart, who …" are not the subject.
        is_led = before in PREPOSITIONS or (before == "," and one.first - opening > LONGEST_LEAD)
        if apart == 0 or not joined or is_led or {one.kind, other.kind} != {"person"}:
            continue
        people = [(name, reader.read_name(name, name.first, name.end)) for name in (one, other)]
        known = [cast.find(mention) for _, mention in people]
        if all(known):
            return [(reader.segments.printed(n.first, n.end), m, e) for (n, m), e in zip(people, known, strict=True)]
    return []
