"""Who is introduced where: the phrases of a text that name somebody, from the title in front to the end of the name.

Done before any mention is resolved, so that a surname in the first sentence finds the full name in the third.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from orchestration.extraction.naming.common_nouns import ADMINISTRATION
from orchestration.extraction.naming.joint_sources import OPENS_PHRASE, read_source
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.names import PREPOSITIONS, Name, singular
from orchestration.extraction.resolution.cast import Cast
from orchestration.extraction.text.segment import APOSTROPHES, covers, unaccented
from orchestration.extraction.text.statement import Statement

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday last this earlier".split())
LEADING = frozenset({"by", "from", "of", "for"})
LONGEST_PHRASE = 6  # words
LEADS = frozenset("during after before following amid".split())
LONGEST_OFFICE = 4  # words between "the" and an office


def introduce(reader: MentionReader, cast: Cast, statements: list[Statement]) -> None:
    """Every person and organisation of the body, so that a surname is known wherever the full name stands.

    Sources first: the tagger has found where their titles and appositions begin.
    """
    read: set[int] = set()
    for statement in statements:
        _take_in_titles(reader, statement)
        for start, end in statement.source[:1]:
            for first, _, mention in read_source(reader, (start, end)):
                if mention.kind == "person" and len((mention.name or "").split()) > 1:
                    cast.add(mention, first)
                    read.update(range(mention.first, mention.end))
    _introduce_administrations(reader, cast, read)
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
                cast.known.mention(bearer, name.first)
            elif _is_given(reader, name):
                cast.add(reader.read_name(name, name.first, name.end), name.first)
    _note_holders(reader, cast)


def _note_holders(reader: MentionReader, cast: Cast) -> None:
    """Note where those named are mentioned by an office of which there is one: "the Norwegian president seems to"."""
    tokens, people = reader.segments.tokens, reader.people
    for i, token in enumerate(tokens):
        if token not in people.single_offices or i + 1 == len(tokens) or tokens[i + 1] in APOSTROPHES:
            continue
        first = next((j for j in range(i - 1, max(-1, i - LONGEST_OFFICE), -1) if tokens[j].lower() == "the"), None)
        if first is None or not all(word[0].isalpha() for word in tokens[first:i]):
            continue
        mention = reader.read(first, i + 1)
        held = cast.described(mention, first) if mention.kind == "description" else None
        if held is not None and held[0].kind == "person":
            cast.known.mention(held[0], first)


def _is_given(reader: MentionReader, name: Name) -> bool:
    """Whether the name is one first name, and begins a sentence: "Ada raised her hand"; a town may have it too."""
    body = reader.segments
    opens = name.first == body.first_word(body.sentence_of[name.first])
    return (
        opens
        and name.end - name.first == 1
        and unaccented(body.tokens[name.first]).lower() in (reader.people.first_names)
    )


def _introduce_administrations(reader: MentionReader, cast: Cast, read: set[int]) -> None:
    """Every government by whose it is, "the Weir administration", so that "the administration" means it further on."""
    tokens = reader.segments.tokens
    for name in reader.names:
        if tokens[name.end : name.end + 1] == [ADMINISTRATION]:
            mention = reader.read(name.first, name.end + 1)
            if mention.kind == "state":
                cast.add(mention, name.first)
                read.update(range(name.first, name.end))


def introduce_headline(headline: MentionReader, reader: MentionReader, cast: Cast) -> None:
    """Who is named in full in the headline alone: "Did Ada Weir Know?", and in the body only "Weir".

    Every word of a headline may have a capital, so only two words count: a first name and what the body has as a name.
    """
    tokens = reader.segments.tokens
    alone = {tokens[n.core] for n in reader.names if n.end - n.core == 1 and n.kind in ("bare", "person")}
    whole = {tokens[n.end - 1] for n in reader.names if n.kind == "person" and n.end - n.core > 1}
    for given, surname in pairwise(headline.segments.tokens):
        sex = reader.people.first_names.get(unaccented(given).lower())
        if sex and surname in alone - whole and given not in alone:
            cast.add(Mention(0, 0, "person", f"{given} {surname}", gender=sex), None)


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
    _take_in_led(reader, statement)
    _take_in_outlet(reader, statement)
    _leave_out_lead(reader, statement)
    start, end = statement.source[0]
    first = reader.segments.word_at(start)
    if (opening := _before_participle(reader, first)) is not None:
        start = reader.segments.words[opening][0]
        if not any(statement.holds(i) or covers(statement.cue, i) for i in range(start, end)):
            statement.source[0] = (start, end)
        return
    if reader.is_in_name(first):
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


def _take_in_led(reader: MentionReader, statement: Statement) -> None:
    """End the source behind the name to which its last word leads: the tagger may stop at "research by"."""
    tokens, words, (start, end) = reader.segments.tokens, reader.segments.words, statement.source[0]
    first, last = reader.segments.word_at(start), reader.segments.word_at(end - 1)
    if first == last or last + 2 >= len(tokens) or tokens[last].lower() not in LEADING:
        return
    name = reader.name_at(last + 1 + (tokens[last + 1].lower() == "the"))
    if name is not None and not any(statement.holds(i) for i in range(end, words[name.end - 1][1])):
        statement.source[0] = (start, words[name.end - 1][1])


def _leave_out_lead(reader: MentionReader, statement: Statement) -> None:
    """Begin the source behind when or where it was said: "During a meeting with X in Oslo | Foreign Minister Y"."""
    words, (start, end) = reader.segments.words, statement.source[0]
    first, last = reader.segments.word_at(start), reader.segments.word_at(end - 1)
    if reader.segments.tokens[first].lower() not in LEADS:
        return
    name = next(iter(reader.names_in(last, last + 1)), None)
    if name is not None and name.kind == "person" and name.end == last + 1 and name.first > first + 1:
        begin = _phrase_start(reader, name.first)
        if begin > first + 1:
            statement.source[0] = (words[begin][0], end)


def _take_in_outlet(reader: MentionReader, statement: Statement) -> None:
    """Begin the source where the outlet begins of which it has only the end: "state | media"."""
    words, (start, end) = reader.segments.words, statement.source[0]
    place = bisect_left(reader.outlets, reader.segments.word_at(start), key=lambda mention: mention.first)
    if not place:
        return
    mention = reader.outlets[place - 1]
    begin, stop = words[mention.first][0], words[mention.end - 1][1]
    if start < stop <= end and not any(statement.holds(i) for i in range(begin, start)):
        statement.source[0] = (begin, end)


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


def _is_demonym(reader: MentionReader, word: int) -> bool:
    """Whether the word says of which country somebody is: "Welsh"."""
    alias = reader.gazetteer.countries.get(reader.segments.tokens[word]) if word >= 0 else None
    return alias is not None and alias.kind == "demonym"


def _is_somebody_before(reader: MentionReader, word: int) -> bool:
    """Whether the name of a person or a country ends before "and" at the word."""
    tokens, people = reader.segments.tokens, reader.people
    name = next(iter(reader.names_in(word - 1, word)), None)
    if name is None or name.end != word or name.is_possessive:
        return False
    # "Runa and Pastor Weir" are two, "Trade and Rivers Minister Weir" is one.
    is_titled = word + 1 < len(tokens) and tokens[word + 1].lower() in people.titles | people.roles
    is_named = is_titled or name.end - name.core > 1 or unaccented(tokens[name.core]).lower() in people.first_names
    return name.kind == "country" or (name.kind in ("person", "bare") and is_named)


def _phrase_start(reader: MentionReader, first: int) -> int:
    """Where the noun phrase of the name at word `first` begins: "spokesman for the ministry Ahmed Imam"."""
    people, tokens, sentence_of = reader.people, reader.segments.tokens, reader.segments.sentence_of
    start = at = first
    name = reader.name_at(first)
    is_titled = name is not None and name.core > first
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
        elif lowered == "and" and (start < first or is_titled) and _is_somebody_before(reader, at - 1):
            break  # "Ada and Pastor Weir", "Jim Hart of Norway and former Minister Weir"
        elif lowered in ("for", "of", "to", "the", "and", "’", "'", "s"):
            at -= 1
        elif word == "," and at > 1 and start == first and tokens[at - 2].lower() in people.roles:
            at -= 1  # "Russia's ambassador, Pavel Sorokin, …"
        elif start < first and word.islower() and word.isalpha() and _is_demonym(reader, at - 2):
            start = at = at - 2  # "Welsh environmental activist Ada Weir"
        else:
            break
    return start
