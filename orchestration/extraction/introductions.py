"""Who is introduced where: the phrases of a text that name somebody, from the title in front to the end of the name.

Done before any mention is resolved, so that a surname in the first sentence finds the full name in the third.
"""

from __future__ import annotations

from orchestration.extraction.cast import Cast
from orchestration.extraction.mentions import MentionReader
from orchestration.extraction.names import APOSTROPHES, HYPHENS, PARTIES, PREPOSITIONS, Name, singular
from orchestration.extraction.segment import covers, unaccented
from orchestration.extraction.statement import Statement

PORTFOLIO_BODIES = frozenset("department ministry bureau office committee institute center centre agency".split())
OPENS_PHRASE = frozenset({"the", "a", "an", "this", "that", "his", "her", "their", "its"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday last this earlier".split())
LONGEST_PHRASE = 6  # words
NAMED = {"person", "bare", "organisation", "state"}


def introduce(reader: MentionReader, cast: Cast, statements: list[Statement]) -> None:
    """Every person and organisation of the body, so that a surname is known wherever the full name stands.

    Sources first: the tagger has found where their titles and appositions begin.
    """
    read: set[int] = set()
    for statement in statements:
        _take_in_titles(reader, statement)
        for start, end in statement.source[:1]:
            for first, stop in mention_parts(
                reader, reader.segments.word_at(start), reader.segments.word_at(end - 1) + 1
            ):
                mention = reader.read(first, stop)
                if mention.kind == "person" and len((mention.name or "").split()) > 1:
                    cast.add(mention, first)
                    read.update(range(first, stop))
    for name in reader.names:
        if name.kind in ("person", "organisation", "outlet", "actor", "country") and name.first not in read:
            end = _whole_end(reader, name)
            cast.add(reader.read_name(name, _phrase_start(reader, name.first), end), name.first)
            read.update(range(name.first, end))
    known = cast.by_surname()
    for name in reader.names:
        # A surname alone is somebody whom the text has named in full, there or further on.
        if name.kind == "bare" and name.first not in read and not name.is_possessive:
            bearer = known.get(unaccented(reader.segments.tokens[name.end - 1]).lower())
            if bearer is not None:
                bearer.mentioned_at(name.first)


def _whole_end(reader: MentionReader, name: Name) -> int:
    """One past the whole name of a body, its acronym too: "Office for River Safety (ORS)"."""
    tokens, gazetteer, end = reader.segments.tokens, reader.gazetteer, name.end
    if name.kind not in ("organisation", "actor", "country"):
        return end
    is_body = name.kind == "organisation" and tokens[end - 1].lower() in reader.people.organisation_words
    while is_body and tokens[end : end + 1] in (["of"], ["for"]):
        after = end + 1 + (tokens[end + 1 : end + 2] == ["the"])
        more = reader.name_at(after)
        if more is None or more.kind == "outlet" or more.has_title:
            break
        end = more.end
    ahead = tokens[end : end + 3]
    is_acronym = len(ahead) == 3 and ahead[0] == "(" and ahead[2] == ")" and ahead[1].isupper() and len(ahead[1]) > 1
    # A body that a table knows by its letters goes by them.
    is_known = is_acronym and any(
        index.is_whole(tokens, end + 1, end + 2) for index in (gazetteer.outlets, gazetteer.actors, gazetteer.countries)
    )
    return end + 3 if is_acronym and not is_known else end


def _take_in_titles(reader: MentionReader, statement: Statement) -> None:
    """Begin the source where its noun phrase begins: the tagger may leave a title in front of the name outside."""
    if not statement.source:
        return
    _take_in_noun(reader, statement)
    start, end = statement.source[0]
    first = reader.segments.word_at(start)
    if (opening := _before_participle(reader, first)) is not None:
        start = reader.segments.words[opening][0]
        if not any(statement.holds(i) or covers(statement.cue, i) for i in range(start, end)):
            statement.source[0] = (start, end)
        return
    if any(name.first <= first < name.end for name in reader.names):
        start = min(start, reader.segments.words[_phrase_start(reader, first)][0])
        if not any(statement.holds(i) or covers(statement.cue, i) for i in range(start, end)):
            statement.source[0] = (start, end)


def _take_in_noun(reader: MentionReader, statement: Statement) -> None:
    """End the source where its noun ends, of which the tagger has only the article: "The study, however, theorized"."""
    tokens, words, (start, end) = reader.segments.tokens, reader.segments.words, statement.source[0]
    first, people = reader.segments.word_at(start), reader.people
    if tokens[first].lower() not in ("the", "a", "an") or words[first][1] != end:
        return
    nouns = people.speaking_nouns | people.papers
    last = next((i for i in range(first + 1, min(first + 4, len(tokens))) if singular(tokens[i]) in nouns), None)
    if last is not None and not any(statement.holds(i) for i in range(start, words[last][1])):
        statement.source[0] = (start, words[last][1])


def _before_participle(reader: MentionReader, first: int) -> int | None:
    """Where the noun phrase begins of which the source has only what follows: "The document, filed on Friday, said"."""
    tokens, sentence_of = reader.segments.tokens, reader.segments.sentence_of
    ahead = [token.lower() for token in tokens[first + 1 : first + 2]]
    is_participle = tokens[first].islower() and tokens[first].endswith("ed") and set(ahead) & (PREPOSITIONS | DAYS)
    if first < 2 or tokens[first - 1] != "," or not is_participle:
        return None
    at = first - 1
    while at and first - at < LONGEST_PHRASE and sentence_of[at - 1] == sentence_of[first]:
        at -= 1
        if tokens[at].lower() in OPENS_PHRASE:
            is_noun = all(token[0].isalpha() for token in tokens[at : first - 1])
            return at if is_noun and first - 2 > at else None
    return None


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
        elif word == "," and at > 1 and start == first and tokens[at - 2].lower() in people.roles:
            at -= 1  # "Russia's ambassador, Pavel Sorokin, …"
        else:
            break
    return start


def mention_parts(reader: MentionReader, first: int, end: int) -> list[tuple[int, int]]:
    """The source as one mention, or as several where each of "Washington and Brussels" is a name of its own."""
    tokens = reader.segments.tokens
    cuts = [i for i in range(first, end) if tokens[i].lower() in ("and", ",") and not reader.is_in_name(i)]
    if not any(tokens[i].lower() == "and" for i in cuts) or reader.paper(first, end) is not None:
        return [(first, end)]
    parts, start = [], first
    for cut in [*cuts, end]:
        if cut > start and not _is_party(tokens, start, cut):
            parts.append((start, cut))
        start = cut + 1
    read = [reader.read(a, b) for a, b in parts]
    surnames = {reader.segments.tokens[n.end - 1] for n in reader.names if n.kind == "person"}
    owner = next((b for a, b in parts[1:-1] if _is_kin_of(reader, a, b)), None)
    if owner is not None:
        return parts[-1:]  # "X and Y's mother, Anna"
    if read and read[0].kind == "bare" and read[-1].role and read[0].name not in surnames:
        return [(first, end)]  # "Franklin and Marshall College historian Ann Black" is one
    if len(parts) == 2 and _is_one_body(reader, parts):
        return [(first, end)]
    if len(parts) == 2 and _is_one_office(reader, parts):
        return parts[1:]
    with_others = read[0].kind in ("person", "bare", "state", "pronoun") and all(
        m.kind in NAMED | {"pronoun", "unnamed"} for m in read
    )
    named = (all(m.kind in NAMED | {"pronoun"} for m in read) or with_others) and len(parts) > 1
    is_short = all(b - a <= (12 if m.role and m.kind == "person" else 6) for (a, b), m in zip(parts, read, strict=True))
    return parts if named and is_short else [(first, end)]


def _is_party(tokens: list[str], first: int, end: int) -> bool:
    """Whether the words are a party and a state behind a name: "Sens. X, R-Fla., and Y"."""
    return end - first > 2 and tokens[first] in PARTIES and tokens[first + 1] in HYPHENS


def _is_kin_of(reader: MentionReader, first: int, end: int) -> bool:
    """Whether the words name a relative of somebody: "Y's mother"."""
    tokens = reader.segments.tokens
    return tokens[end - 1] in reader.people.kin and any(token in APOSTROPHES for token in tokens[first:end])


def _is_one_office(reader: MentionReader, parts: list[tuple[int, int]]) -> bool:
    """Whether "and" stands inside what a minister is for: "Road Transport and Bridges Minister X"."""
    tokens, people, (_, cut), (after, end) = reader.segments.tokens, reader.people, *parts
    title = next((i for i in range(after, end) if tokens[i].lower() in people.titles), None)
    is_for = tokens[cut - 1].lower() in people.portfolios | people.role_words
    return is_for and title is not None and 0 < title - after <= 2 and tokens[after].lower() not in people.role_words


def _is_one_body(reader: MentionReader, parts: list[tuple[int, int]]) -> bool:
    """Whether "and" stands inside one name: "the Department of Health and Human Services"."""
    tokens, people, (start, cut), (after, end) = reader.segments.tokens, reader.people, *parts
    low = [token.lower() for token in tokens[start:cut]]
    bodies = PORTFOLIO_BODIES | people.organisation_words
    joins = [i for i, word in enumerate(low) if word in ("of", "for", "on") and i and singular(low[i - 1]) in bodies]
    known = (reader.gazetteer.actors, reader.gazetteer.outlets, reader.gazetteer.countries)
    is_name = tokens[after][0].isupper() and not tokens[after].isupper()
    if not is_name or any(index.is_whole(tokens, after, end) for index in known):
        return False
    # "the Planning and Conservation League", "U.S. Immigration and Customs Enforcement"
    ends = tokens[end - 1][0].isupper() and singular(tokens[end - 1]) in people.organisation_words
    is_half = tokens[cut - 1][0].isupper() and not tokens[cut - 1].isupper() and cut - start < 4
    is_known = any(index.is_whole(tokens, cut - 1, cut) for index in known)
    is_somebody = any(unaccented(token).lower() in people.first_names for token in tokens[start:cut])
    return bool(joins) or (ends and is_half and end - after < 4 and not is_known and not is_somebody)
