"""Who speaks in each statement: the source spans read as mentions, and the mentions resolved within the article."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from orchestration.extraction.naming.common_nouns import ADMINISTRATION
from orchestration.extraction.naming.joint_sources import read_source
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.named_within import BELONGING, QUANTITIES
from orchestration.extraction.naming.names import singular
from orchestration.extraction.naming.outlets import TELLING
from orchestration.extraction.resolution.affiliations import affiliate, countries_named, main_country
from orchestration.extraction.resolution.cast import Cast
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.groups import Meant, group_meant
from orchestration.extraction.resolution.introductions import introduce, introduce_headline
from orchestration.extraction.resolution.office_holders import OfficeHolders
from orchestration.extraction.resolution.plural_speakers import several_meant
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments, unaccented
from orchestration.extraction.text.statement import BODY, TITLE, Speaker, Statement

I_SAY = re.compile(r"\bI(?:[’'](?:m|ve|ll|d))?\s+[a-z]")
ARTICLES = frozenset({"the", "a", "an", "this", "that", "some", "many"})
SHARES = frozenset({"percent", "%"})
WHO = frozenset({"who", "that"})
LONGEST_NOUN = 6  # words
SURE = {"named": 0.95, "surname": 0.9, "pronoun": 0.75, "description": 0.7, "continued": 0.6, "unresolved": 0.0}


def resolve_speakers(
    reader: MentionReader,
    title_reader: MentionReader,
    quotations: Quotations,
    statements: list[Statement],
    publisher_country: str | None,
    published_on: date | None,
    holders: OfficeHolders,
) -> dict[str, str]:
    """Set speakers, resolution and its confidence of every statement; the title's mentions resolve against the body.

    `quotations` are the body's. Returned are the full names of people by their surnames, where only one has it.
    """
    people, body = reader.people, reader.segments
    cast = Cast(body, quotations, people, holders, published_on)
    in_body = sorted((s for s in statements if s.field == BODY), key=lambda s: (s.source or s.content)[0][0])
    introduce_headline(title_reader, reader, cast)
    introduce(reader, cast, in_body)
    meant: dict[int, list[Meant]] = {}
    together: Statement | None = None
    for statement in sorted(in_body, key=lambda s: (s.parent is not None, (s.source or s.content)[0][0])):
        outer = meant.get(id(statement.parent), []) if statement.parent else []
        apart = outer[0][2] if outer and quotations.at((statement.source or statement.content)[0][0]) else None
        found = _resolve(statement, reader, cast, in_title=False, apart=apart or _told(reader, cast, statement))
        before = meant[id(together)] if together else []
        if group := group_meant(reader, cast, statement, together, before):
            found, statement.resolution, statement.resolution_confidence = group, "description", SURE["description"]
        elif several := several_meant(reader, cast, statement, found, together, before):
            found, statement.resolution, statement.resolution_confidence = several, "pronoun", SURE["pronoun"]
        meant[id(statement)] = found
        if found and statement.parent is None:
            together = statement if len(found) > 1 else None
    meant |= {id(s): _resolve(s, title_reader, cast, in_title=True) for s in statements if s.field == TITLE}
    texts = [title_reader.segments, body]
    home = main_country(texts, publisher_country, reader.gazetteer)
    named = countries_named(texts, reader.gazetteer) | {publisher_country or ""}
    is_home = home == publisher_country
    affiliate(cast.entities, home, published_on, people, reader.gazetteer, holders, named, is_home=is_home)
    for statement in statements:
        statement.speakers = [_speaker(*one, people) for one in meant[id(statement)]]
    _continue_quotations(in_body, body)
    return {surname: entity.name for surname, entity in cast.by_surname().items()}


def _resolve(
    statement: Statement, reader: MentionReader, cast: Cast, in_title: bool, apart: Entity | None = None
) -> list[Meant]:
    """Of each speaker of the statement: the printed mention, how it reads, and whom it means.

    `apart` is whoever quotes them, whom nobody quoted means by "he", or whom they tell.
    """
    if not statement.source:
        return []
    out, worst = [], "named"
    for first, stop, mention in read_source(reader, statement.source[0]):
        entity, how = _entity(mention, cast, reader.people, None if in_title else first, apart)
        if in_title and mention.kind == "pronoun" and (named := _named_before(reader, cast, mention)):
            entity, how = named, "pronoun"
        ahead = first - 1 - (first > 1 and reader.segments.tokens[first - 1] == ",")
        is_many = first > 0 and reader.people.is_many(reader.segments.tokens[ahead])
        is_many = is_many or _share_before(reader.segments.tokens, first) is not None
        is_other = entity is None or (is_many and entity.kind != "unnamed") or _is_modifier(reader, entity, first)
        if mention.head in WHO and is_other and (before := _noun_before(reader, first)):
            mention = reader.read(*before)  # "the senator, who said"
            entity, how = _entity(mention, cast, reader.people, None if in_title else before[0], apart)
        if entity and mention.kind == "bare" and " " not in entity.name and _says_i(reader.segments.text, statement):
            entity.kind = "person"
        # Whom somebody else quotes does not come to mind as who is speaking now.
        if entity and not in_title and statement.parent is None:
            if not _signs_post(reader.segments.tokens, first, stop):
                cast.known.speak(entity, first)
            if reader.is_document(first, stop):
                entity.wrote.add(first)
        # "He" whom nobody resolves is nobody: the source stays printed, and the statement unresolved.
        if entity is not None or mention.kind != "pronoun":
            out.append((reader.segments.printed(first, stop), mention, entity))
        worst = min(worst, how, key=SURE.__getitem__)
    statement.resolution, statement.resolution_confidence = worst, SURE[worst]
    return out


def _told(reader: MentionReader, cast: Cast, statement: Statement) -> Entity | None:
    """The person whom a verb of telling names right behind it, who is not who tells: "he told Weir"."""
    tokens = reader.segments.tokens
    end = reader.segments.word_at(statement.cue[-1][1] - 1) + 1 if statement.cue else 0
    if not end or end == len(tokens) or tokens[end - 1].lower() not in TELLING:
        return None
    name = reader.name_at(end)
    mention = reader.read_name(name, name.first, name.end) if name and name.kind in ("person", "bare") else None
    return cast.find(mention) if mention is not None else None


def _signs_post(tokens: list[str], first: int, stop: int) -> bool:
    """Whether the words are the name under an embedded post: "— Ada Weir (@adaweir)"; the text goes on without them."""
    return first > 0 and tokens[first - 1] in "—–-" and tokens[stop : stop + 2] == ["(", "@"]


def _says_i(text: str, statement: Statement) -> bool:
    """Whether the quoted words have "I" as a subject: then one word that could name a body names somebody."""
    return statement.statement_type != "indirect" and any(I_SAY.search(text, *span) for span in statement.content)


def _named_before(reader: MentionReader, cast: Cast, mention: Mention) -> Entity | None:
    """Whom a headline has named before "he" or "she" in it: "Weir Opens Bridge as He Dismisses Doubts"."""
    if mention.gender not in ("masculine", "feminine"):
        return None
    for token in reversed(reader.segments.tokens[: mention.first]):
        # In a headline every word is capitalised, and a run of them is no name.
        people = [e for e in cast.entities if e.kind == "person" and e.surname == unaccented(token).lower()]
        fitting = [e for e in people if token[0].isupper() and e.gender in (None, mention.gender)]
        if fitting:
            return fitting[0]
    return None


def _is_modifier(reader: MentionReader, entity: Entity, who: int) -> bool:
    """Whether "who" at word `who` follows a noun for somebody of which the entity's name only tells more.

    "A Weir official who", "an aide to Weir who": without a comma it is not Weir.
    """
    tokens, people, last = reader.segments.tokens, reader.people, entity.last_before(who)
    noun = who - 1 - (tokens[who - 1] == ",")
    if entity.kind == "unnamed" or last < 1 or "," in tokens[last:noun]:
        return False
    if tokens[noun].islower():
        return last < noun and people.is_person(singular(tokens[noun])) and noun not in entity.positions
    is_led = tokens[last - 1].lower() in BELONGING and tokens[last - 2].islower() and noun == who - 1
    return is_led and singular(tokens[last - 2]) in people.person_nouns


def _noun_before(reader: MentionReader, who: int) -> tuple[int, int] | None:
    """The words of the noun phrase that "who" at word `who` follows, from its article on."""
    tokens, sentence_of = reader.segments.tokens, reader.segments.sentence_of
    end = who - (who > 0 and tokens[who - 1] == ",")
    if (share := _share_before(tokens, end)) is not None:
        return share  # "compared to 41% who said"
    is_many = end > 1 and reader.people.is_many(tokens[end - 1])
    # "several voters who said", "12 women, who said"
    is_counted = is_many and (tokens[end - 2].lower() in QUANTITIES or tokens[end - 2].isdigit())
    plain = (end - 1 - is_counted, end) if is_many else None
    for first in range(end - 1, max(-1, end - LONGEST_NOUN), -1):
        if is_counted or sentence_of[first] != sentence_of[who] or not tokens[first][0].isalnum():
            return plain
        if tokens[first].lower() in ARTICLES:
            return (first, end) if first + 1 < end else plain
    return plain


def _share_before(tokens: list[str], end: int) -> tuple[int, int] | None:
    """The words of the share of those asked that ends before word `end`: "41%", "7 percent"."""
    is_share = end > 1 and tokens[end - 1].lower() in SHARES
    return (end - 2, end) if is_share and tokens[end - 2][0].isdigit() else None


def _entity(
    mention: Mention, cast: Cast, people: People, at: int | None, apart: Entity | None
) -> tuple[Entity | None, str]:
    """The entity that a mention at body word `at` (None: in the title) means, and how it was found."""
    if mention.kind == "pronoun":
        found = cast.relative(mention, at) if mention.gender == "relative" else cast.pronoun(mention, at, apart)
        if found and mention.gender in ("masculine", "feminine"):
            found.gender = found.gender or mention.gender
        return found, "pronoun" if found else "unresolved"
    if mention.kind == "description":
        described = cast.described(mention, at)
        if described is None and mention.head in people.organisation_nouns and mention.head not in people.works:
            return cast.add(replace(mention, kind="organisation"), at), "named"
        is_national = (mention.name or "").lower().removeprefix("the ") in people.national_bodies
        # "The administration" of a college is not that of a president.
        is_national = is_national and (mention.head != ADMINISTRATION or cast.names_president)
        if described is None and is_national:
            body = (mention.name or "").removeprefix("the ").removeprefix("The ")
            return cast.add(replace(mention, kind="state", name=body), at), "named"
        if described:
            if mention.country_code and described[0].country_code is None:  # "the Argentine minister"
                described[0].country_code, described[0].country_basis = mention.country_code, "mention"
            return described[0], "description"
        # Nobody known, but whom "she" may mean in the next sentence.
        return cast.add_vague(replace(mention, kind="unnamed"), at), "unresolved"
    if mention.kind == "state" and (namesake := cast.surnamed(mention.text)):
        return namesake, "surname"
    if at is None and mention.kind == "unnamed" and mention.head in people.roles and (one := cast.headed(mention)):
        return one, "description"
    short = mention.kind in ("person", "bare") and len((mention.name or "").split()) == 1
    if mention.kind == "unnamed" and mention.is_definite and (described := cast.described(mention, at)):
        return described[0], "description"
    known = cast.find(mention) is not None
    return cast.add(mention, at), "surname" if short and known else "named"


def _speaker(text: str, mention: Mention, entity: Entity | None, people: People) -> Speaker:
    if entity is None or (mention.kind == "description" and entity.is_vague):
        kind = mention.kind
        if kind == "description":
            # "Israel's defense minister" is somebody; "the minister" could be anybody, and so could "a Syrian general".
            holds_office = mention.country_code is not None and mention.head in people.single_offices
            kind = "person" if holds_office else "unnamed"
        name = mention.name or text
        return Speaker(
            text, name, kind, mention.role, mention.country_code, "mention" if mention.country_code else None
        )
    return Speaker(text, entity.name, entity.kind, entity.role, entity.country_code, entity.country_basis)


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
