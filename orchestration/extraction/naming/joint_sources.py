"""Whether a source is one mention or several: "Washington and Brussels", "Ada Weir, a lawyer, and Jim Hart"."""

from __future__ import annotations

from dataclasses import replace

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.named_within import QUANTITIES
from orchestration.extraction.naming.names import PREPOSITIONS, is_party, singular
from orchestration.extraction.text.segment import APOSTROPHES, Span, unaccented

PORTFOLIO_BODIES = frozenset("department ministry bureau office committee institute center centre agency".split())
OPENS_PHRASE = frozenset({"the", "a", "an", "this", "that", "his", "her", "their", "its"})
NAMED = {"person", "bare", "organisation", "state"}
LONGEST_PART, LONGEST_TITLED = 6, 12  # words of one of several, and of one with an office


def read_source(reader: MentionReader, source: Span) -> list[tuple[int, int, Mention]]:
    """Whom a printed source names: of each the words [first, end), and how they read."""
    first, end = reader.segments.word_at(source[0]), reader.segments.word_at(source[1] - 1) + 1
    low = [token.lower() for token in reader.segments.tokens[first:end]]
    first += low[0] == "both" and low.count("and") == 1  # "Both Mr. Weir and Mr. Hart"
    # "Reps. Weir, R-N.C., and Hart, R-Ohio, — the chairman and former chairman of the caucus"
    end = next((i for i in range(first + 2, end - 1) if _is_set_off(reader.segments.tokens, i)), end)
    return _share_titles(reader, _mention_parts(reader, first, end))


def _mention_parts(reader: MentionReader, first: int, end: int) -> list[tuple[int, int]]:
    """The source as one mention, or as several where each of "Washington and Brussels" is a name of its own."""
    tokens = reader.segments.tokens
    cuts = [i for i in range(first, end) if tokens[i].lower() in ("and", ",") and not reader.is_in_name(i)]
    is_paper = reader.paper(first, end) is not None or singular(tokens[end - 1]) in reader.people.records
    if not any(tokens[i].lower() == "and" for i in cuts) or is_paper:
        return [(first, end)]
    parts, start = [], first
    for cut in [*cuts, end]:
        if cut > start and not _is_party(tokens, start, cut):
            parts.append((start, cut))
        start = cut + 1
    if not parts:
        return [(first, end)]  # no name at all: "And"
    if _is_clause(reader, parts):
        return [(first, end)]
    parts = _with_names(reader, parts)
    read = [reader.read(a, b) for a, b in parts]
    if _is_of_several(reader, parts, read):
        return [(first, end)]
    surnames = {reader.segments.tokens[n.end - 1] for n in reader.names if n.kind == "person"}
    owner = next((b for a, b in parts[1:-1] if _is_kin_of(reader, a, b)), None)
    if owner is not None and tokens[parts[-1][0]][0].isupper():
        return parts[-1:]  # "X and Y's mother, Anna"
    if read[0].kind == "bare" and read[-1].role and read[0].name not in surnames:
        return [(first, end)]  # "Franklin and Marshall College historian Ann Black" is one
    if len(parts) == 2 and _is_one_body(reader, parts):
        return [(first, end)]
    if len(parts) == 2 and (holder := _holder_of_both(reader, parts, read)):
        return [holder]
    parts, read = _with_appositions(reader, parts, read)
    if len(parts) == 2 and _is_named_next(reader, parts, read):
        return parts[1:]
    with_others = read[0].kind in ("person", "bare", "state", "pronoun") and all(
        m.kind in NAMED | {"pronoun", "unnamed"} for m in read
    )
    # "Greens and some Reds", "the Harbour Office and local doctors"; not "Police and town officials"
    is_body = read[0].kind == "organisation" and tokens[first].lower() not in reader.people.organisation_nouns
    # "The minister and his deputy, Ada Weir"
    with_others = with_others or (read[0].kind == "description" and _is_owner(reader, parts, read))
    with_others = with_others or (is_body and all(m.kind == "unnamed" and m.number == "many" for m in read[1:]))
    named = (all(m.kind in NAMED | {"pronoun"} for m in read) or with_others) and len(parts) > 1
    is_short = all(
        _length(tokens, a, b, m) <= (LONGEST_TITLED if m.role and m.kind == "person" else LONGEST_PART)
        for (a, b), m in zip(parts, read, strict=True)
    )
    return parts if named and is_short else [(first, end)]


def _length(tokens: list[str], first: int, end: int, mention: Mention) -> int:
    """The words of a part; of somebody "of the University of Sorval" the name is all of it."""
    is_placed = mention.kind == "person" and tokens[mention.end : mention.end + 1] in (["of"], ["from"], ["at"])
    end = mention.end if is_placed else end
    return end - first - tokens[first:end].count(".")


def _with_names(reader: MentionReader, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`parts` with whoever a description behind "and" names: "Senator Weir | and | his successor, Ada Hart"."""
    tokens = reader.segments.tokens
    out = parts[:1]
    for first, end in parts[1:]:
        told = out[-1]
        is_led = len(out) > 1 and tokens[told[0] - 1] == "and" and tokens[told[0]].lower() in OPENS_PHRASE
        if is_led and told[1] == first - 1 and tokens[told[1]] == "," and _names_it(reader, told, (first, end)):
            out[-1] = (told[0], end)
        else:
            out.append((first, end))
    return out


def _names_it(reader: MentionReader, told: tuple[int, int], named: tuple[int, int]) -> bool:
    """Whether one person is described by the words `told` and named by the words `named`."""
    described = reader.read(*told)
    is_one = described.kind in ("unnamed", "description") and described.number == "one"
    return is_one and reader.read(*named).kind == "person"


def _is_owner(reader: MentionReader, parts: list[tuple[int, int]], read: list[Mention]) -> bool:
    """Whether the second and last part is a person whom it calls his or hers."""
    opening = reader.segments.tokens[parts[-1][0]].lower()
    return len(parts) == 2 and read[1].kind == "person" and opening in ("his", "her", "their")


def _is_of_several(reader: MentionReader, parts: list[tuple[int, int]], read: list[Mention]) -> bool:
    """Whether "and" only joins whose they are: "the central banks of Norway, Sweden and Denmark"."""
    tokens, (first, end) = reader.segments.tokens, parts[0]
    of = next((i for i in range(first + 1, end - 1) if tokens[i].lower() in ("of", "from", "in")), None)
    is_many = of is not None and tokens[of + 1][0].isupper() and singular(tokens[of - 1]) != tokens[of - 1].lower()
    return is_many and len(read) > 1 and all(mention.kind == "state" for mention in read[1:])


def _is_set_off(tokens: list[str], at: int) -> bool:
    """Whether a dash at the word begins what only tells of those named before it."""
    return tokens[at] in "—–" and tokens[at + 1].lower() in OPENS_PHRASE and tokens[at - 1] in (",", ")", ".")


def _is_clause(reader: MentionReader, parts: list[tuple[int, int]]) -> bool:
    """Whether "and" only joins what is told of somebody: "Mr. Weir, 33, who wore a shirt and a hat and"."""
    tokens, people = reader.segments.tokens, reader.people
    told = next((i for i, (a, b) in enumerate(parts) if "who" in tokens[a:b]), None)
    if told is None or told + 1 == len(parts):
        return False
    return not any(
        tokens[a][0].isupper() or any(people.is_person(singular(token)) for token in tokens[a:b])
        for a, b in parts[told + 1 :]
    )


def _share_titles(reader: MentionReader, parts: list[tuple[int, int]]) -> list[tuple[int, int, Mention]]:
    """The parts of a source, each as it reads; a title in the plural is everybody's: "Senators Weir and Hart"."""
    read = [(first, end, reader.read(first, end)) for first, end in parts]
    read = _share_noun(reader, read)
    role = read[0][2].role or ""
    last = role.split()[-1].lower() if role else ""
    if len(read) < 2 or last == singular(last) or singular(last) not in reader.people.titles:
        return read
    return [
        (first, end, replace(mention, kind="person", role=role[:-1]))
        if mention.kind in ("person", "bare") and mention.role in (None, role)
        else (first, end, mention)
        for first, end, mention in read
    ]


def _share_noun(reader: MentionReader, read: list[tuple[int, int, Mention]]) -> list[tuple[int, int, Mention]]:
    """The parts of a source with the noun of the last one: "the French and Kenyan governments" are two of them."""
    last = (read[-1][2].name or "").split()
    if len(read) < 2 or read[-1][2].kind != "state" or not last or last[-1] not in reader.people.state_nouns:
        return read
    named = reader.gazetteer.demonyms
    return [
        (first, end, replace(m, name=f"{named[m.country_code]} {last[-1]}"))
        if m.kind in ("state", "unnamed") and m.country_code in named and m is not read[-1][2]
        else (first, end, m)
        for first, end, m in read
    ]


def _with_appositions(
    reader: MentionReader, parts: list[tuple[int, int]], read: list[Mention]
) -> tuple[list[tuple[int, int]], list[Mention]]:
    """The parts with what only says who somebody is: "Ada Weir, a lawyer and former senator, and Jim Hart"."""
    tokens = reader.segments.tokens
    whole: list[tuple[int, int]] = []
    told: list[Mention] = []
    is_told = False  # whether the part before was such an apposition
    for (first, end), mention in zip(parts, read, strict=True):
        is_one = mention.kind in ("unnamed", "description") and mention.number == "one"
        opening = tokens[first].lower()
        is_title = opening in reader.people.titles or _is_chair(reader, first)
        is_owned = tokens[end - 1].islower() and any(token in APOSTROPHES for token in tokens[first:end])
        begins = tokens[first - 1] == "," and (tokens[first].islower() or is_title or is_owned)
        # "a lawyer and former senator", "president of the bank and a friend"
        is_role = tokens[first].islower() or opening in reader.people.titles
        goes_on = is_told and is_role and (opening not in OPENS_PHRASE or tokens[first - 2] != ",")
        # "chairman of the Lakes and Rivers Committee"
        is_body = is_told and mention.kind == "organisation" and tokens[first - 2][0].isupper()
        # "a technology strategist and publisher of RiverTimes"
        is_rest = is_told and tokens[first].islower() and singular(tokens[first]) in reader.people.roles
        # "vice president of trading and derivatives at the bank"
        is_small = is_told and mention.kind == "unnamed" and tokens[first].islower() and opening not in OPENS_PHRASE
        is_small = is_small and mention.head not in reader.people.speaking_nouns and mention.head not in QUANTITIES
        is_rest = is_rest or is_small
        is_place = is_told and _is_joined_place(tokens, first, end)
        # "chief security officer for the federal Centers for …"
        is_led = begins and tokens[first].islower() and mention.kind == "person"
        is_office = is_led and bool(PREPOSITIONS & set((mention.role or "").lower().split()))
        is_headed = is_office or (begins and mention.kind == "person" and _is_chair(reader, first))
        is_rest = is_rest or (is_told and mention.kind == "unnamed" and tokens[first][0].isupper())
        is_more = is_headed or (is_one and (begins or goes_on)) or is_body or is_rest or is_place
        is_partner = bool(told) and told[-1].kind == "state" and (is_owned or is_told) and is_one
        is_told = bool(told) and ((told[-1].kind == "person" and is_more) or is_partner)
        if is_told:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((first, end))
            told.append(mention)
    return whole, told


def _is_chair(reader: MentionReader, first: int) -> bool:
    """Whether a role and a preposition stand at word `first`: "Chair In Harbour Studies", "Head of Research"."""
    ahead = [token.lower() for token in reader.segments.tokens[first : first + 2]]
    return len(ahead) == 2 and ahead[0] in reader.people.roles and ahead[1] in PREPOSITIONS


def _is_joined_place(tokens: list[str], first: int, end: int) -> bool:
    """Whether the words are the second half of where somebody is: "the party's leader in Jammu and Kashmir"."""
    before = tokens[first - 3 : first]
    is_led = len(before) == 3 and before[0].lower() in ("in", "at", "near") and before[1][0].isupper()
    return is_led and before[2] == "and" and end - first == 1 and tokens[first][0].isupper()


def _is_named_next(reader: MentionReader, parts: list[tuple[int, int]], read: list[Mention]) -> bool:
    """Whether the second part is who the first one only describes: "a key senator, Ada Weir of Sorval"."""
    tokens, (start, _), (after, _) = reader.segments.tokens, *parts
    is_one = tokens[start].lower() in ("a", "an", "one", "another", "the") and read[0].number == "one"
    return is_one and tokens[after - 1] == "," and read[0].kind != "person" and read[1].kind == "person"


def _is_party(tokens: list[str], first: int, end: int) -> bool:
    """Whether the words are a party and a state behind a name: "Sens. X, R-Fla., and Y"."""
    return end - first > 2 and is_party(tokens, first)


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


def _holder_of_both(reader: MentionReader, parts: list[tuple[int, int]], read: list[Mention]) -> tuple[int, int] | None:
    """The words of the one person whose office or offices "and" joins; None where it joins somebody to somebody."""
    if _are_both_roles(reader, parts):
        whole = parts[0][0], parts[1][1]
        return whole if reader.read(*whole).name == read[1].name else parts[1]
    return parts[1] if _is_one_office(reader, parts) else None


def _are_both_roles(reader: MentionReader, parts: list[tuple[int, int]]) -> bool:
    """Whether "and" joins two roles of the one named behind it: "Deputy Prosecutor and spokesman Ada Weir"."""
    tokens, people, (start, cut), (after, end) = reader.segments.tokens, reader.people, *parts
    known = people.roles | people.titles
    is_role = tokens[cut - 1].lower() in known and cut - start > 1 and tokens[start].lower() not in OPENS_PHRASE
    is_somebody = any(unaccented(token).lower() in people.first_names for token in tokens[start:cut])
    return is_role and not is_somebody and tokens[after] in people.roles and tokens[end - 1][0].isupper()


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
    country = reader.gazetteer.countries.first(tokens, start, cut)
    words = cut - (country.end if country and country.first - start < 2 else start)  # "the U.S. Fish | and …"
    is_half = tokens[cut - 1][0].isupper() and not tokens[cut - 1].isupper() and words < 4
    is_known = any(index.is_whole(tokens, cut - 1, cut) for index in known)
    is_somebody = any(unaccented(token).lower() in people.first_names for token in tokens[start:cut])
    return bool(joins) or (ends and is_half and end - after < 4 and not is_known and not is_somebody)
