"""Who speaks in each statement: the source spans read as mentions, and the mentions resolved within the article."""

from __future__ import annotations

from orchestration.extraction.cast import Cast, Entity
from orchestration.extraction.gazetteer import Gazetteer
from orchestration.extraction.mentions import Mention, MentionReader
from orchestration.extraction.names import find_names, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import Segments
from orchestration.extraction.statement import Speaker, Statement, printed

NAMED = {"person", "bare", "organisation", "state"}
SURE = {"named": 0.95, "surname": 0.9, "pronoun": 0.75, "description": 0.7, "continued": 0.6, "unresolved": 0.0}


def resolve_speakers(
    body: Segments, title: Segments, statements: list[Statement], people: People, gazetteer: Gazetteer
) -> None:
    """Set speakers, resolution and its confidence of every statement. Mentions in the title resolve against the body."""
    reader = MentionReader(body, find_names(body, people, gazetteer), people, gazetteer)
    cast = Cast(body)
    in_body = sorted((s for s in statements if s.field == "body"), key=lambda s: (s.source or s.content)[0][0])
    _introduce(reader, cast, in_body)
    for statement in in_body:
        _resolve(statement, reader, cast, body)
    _continue_quotations(in_body, body)
    title_reader = MentionReader(title, find_names(title, people, gazetteer), people, gazetteer)
    for statement in statements:
        if statement.field == "title":
            _resolve(statement, title_reader, cast, None)


def _introduce(reader: MentionReader, cast: Cast, statements: list[Statement]) -> None:
    """Every person and organisation of the body, so that a surname is known wherever the full name stands.

    Sources first: the tagger has found where their titles and appositions begin.
    """
    read: set[int] = set()
    for statement in statements:
        _take_in_titles(reader, statement)
        for start, end in statement.source[:1]:
            for first, stop in _parts(reader, reader.segments.word_at(start), reader.segments.word_at(end - 1) + 1):
                mention = reader.read(first, stop)
                if mention.kind == "person" and len((mention.name or "").split()) > 1:
                    cast.add(mention, first)
                    read.update(range(first, stop))
    for name in reader.names:
        if name.kind in ("person", "organisation", "outlet", "actor", "country") and name.first not in read:
            cast.add(reader.read_name(name, _phrase_start(reader, name.first), name.end), name.first)


def _take_in_titles(reader: MentionReader, statement: Statement) -> None:
    """Begin the source where its noun phrase begins: the tagger may leave a title in front of the name outside."""
    if not statement.source:
        return
    start, end = statement.source[0]
    first = reader.segments.word_at(start)
    if any(name.first <= first < name.end for name in reader.names):
        start = min(start, reader.segments.words[_phrase_start(reader, first)][0])
        if not any(statement.holds(i) or any(a <= i < b for a, b in statement.cue) for i in range(start, end)):
            statement.source[0] = (start, end)


def _phrase_start(reader: MentionReader, first: int) -> int:
    """Where the noun phrase of the name at word `first` begins: "spokesman for the ministry Ahmed Imam"."""
    people, tokens, sentence_of = reader.people, reader.segments.tokens, reader.segments.sentence_of
    start = at = first
    while at and sentence_of[at - 1] == sentence_of[first] and first - at < 10:
        word = tokens[at - 1]
        lowered = word.lower()
        if (
            singular(lowered) in people.roles
            or lowered in people.titles
            or lowered in people.role_words
            or (word[0].isupper() and lowered not in people.function_words)
        ):
            start = at = at - 1
        elif lowered in ("for", "of", "to", "the", "and", "’", "'", "s"):
            at -= 1
        else:
            break
    return start


def _resolve(statement: Statement, reader: MentionReader, cast: Cast, body: Segments | None) -> None:
    if not statement.source:
        return
    start, end = statement.source[0]
    first, stop = reader.segments.word_at(start), reader.segments.word_at(end - 1) + 1
    speakers, worst = [], "named"
    for part_first, part_end in _parts(reader, first, stop):
        mention = reader.read(part_first, part_end)
        entity, how = _entity(mention, cast, part_first if body else len(cast._segments.tokens) - 1)
        if entity and body:
            entity.spoke.append(part_first)
            if part_first not in entity.positions:
                entity.positions.append(part_first)
                entity.positions.sort()
        text = reader.text(part_first, part_end)
        speakers.append(_speaker(text, mention, entity))
        worst = min(worst, how, key=SURE.__getitem__)
    statement.speakers, statement.resolution = speakers, worst
    statement.resolution_confidence = SURE[worst]


def _parts(reader: MentionReader, first: int, end: int) -> list[tuple[int, int]]:
    """The source as one mention, or as several where each of "Washington and Brussels" is a name of its own."""
    tokens = reader.segments.tokens
    cuts = [i for i in range(first, end) if tokens[i].lower() in ("and", ",", "&")]
    if not any(tokens[i].lower() in ("and", "&") for i in cuts):
        return [(first, end)]
    parts, start = [], first
    for cut in [*cuts, end]:
        if cut > start:
            parts.append((start, cut))
        start = cut + 1
    read = [reader.read(a, b) for a, b in parts]
    named = all(m.kind in NAMED | {"pronoun"} for m in read) and len(parts) > 1
    return parts if named and all(b - a <= 6 for a, b in parts) else [(first, end)]


def _entity(mention: Mention, cast: Cast, at: int) -> tuple[Entity | None, str]:
    """The entity that a mention means and how it was found."""
    if mention.kind == "pronoun":
        found = cast.pronoun(mention, at)
        return found, "pronoun" if found else "unresolved"
    if mention.kind == "description":
        described = cast.described(mention, at)
        return (described[0], "description") if described else (None, "unresolved")
    short = mention.kind in ("person", "bare") and len((mention.name or "").split()) == 1
    if mention.kind == "unnamed" and mention.is_definite and (described := cast.described(mention, at)):
        return described[0], "description"
    known = cast.find(mention) is not None
    return cast.add(mention, at), "surname" if short and known else "named"


def _speaker(text: str, mention: Mention, entity: Entity | None) -> Speaker:
    if entity is None:
        kind = {"description": "person" if mention.role else "organisation", "pronoun": "unnamed"}.get(
            mention.kind, mention.kind
        )
        name = mention.name or text
        return Speaker(
            text, name, kind, mention.role, mention.country_code, "mention" if mention.country_code else None
        )
    basis = None
    if entity.country_code:
        basis = "mention" if mention.country_code else "article"
    return Speaker(text, entity.name, entity.kind, entity.role, entity.country_code, basis)


def _continue_quotations(statements: list[Statement], body: Segments) -> None:
    """A quotation without a source goes on speaking for whoever spoke last, in this paragraph or the one before."""
    previous: Statement | None = None
    for statement in statements:
        if not statement.speakers and not statement.source and statement.statement_type == "direct" and previous:
            apart = body.paragraph_at(statement.start) - body.paragraph_at(previous.start)
            if 0 <= apart <= 1 and previous.speakers:
                statement.speakers = previous.speakers
                statement.resolution, statement.resolution_confidence = "continued", SURE["continued"]
        if statement.speakers:
            previous = statement


def source_text(text: str, statement: Statement) -> str:
    """The printed source of a statement."""
    return printed(text, statement.source)
