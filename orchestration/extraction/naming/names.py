"""Names in a text: runs of capitalised words, what stands before the name in them, and what kind of thing they
name.

"former Afghan President Hamid Karzai" is one run whose core is "Hamid Karzai"; what was cut off in front is a
title, a role or a place. Nothing here knows who speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from orchestration.extraction.dates.vocabulary import NUMBER_WORDS
from orchestration.extraction.naming.gazetteer import INSTITUTION, Gazetteer
from orchestration.extraction.naming.name_ends import (
    MONTHS,
    agency_end,
    is_adjacent,
    is_day,
    known_end,
    lettered_end,
    nickname_end,
    number_end,
    owned_end,
)
from orchestration.extraction.naming.name_fronts import (
    behind_portfolio,
    front_end,
    is_first_name,
    is_given,
    is_half,
    is_of_place,
    is_sunday_paper,
)
from orchestration.extraction.naming.name_kinds import is_compound, is_in_letters, kind_of
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.datelines import in_dateline
from orchestration.extraction.text.openers import find_common_openers
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, Segments, unaccented

JOINERS = HYPHENS | {"–"}
PREPOSITIONS = frozenset(
    "of in from at with by near for on against to under over into about within inside across".split()
)
COURTESY = frozenset({"mr", "mrs", "ms", "miss"})
# Offices that are surnames too.
NAMESAKES = frozenset(
    {"king", "pope", "bishop", "judge", "major", "baron", "prince", "duke", "abbott", "dean", "marshal"}
)
LONGEST_PORTFOLIO = 6  # words
BEHIND_ROLES = frozenset({"pro", "tempore", "tem"})
LONGEST_OFFICE = 3  # words of "Sorval Chief", before "of Police"
JOINING = frozenset({"of", "for"})
PARTIES = frozenset({"R", "D", "I"})  # of the United States, before a hyphen and a state
RELATIVES = frozenset("who whose which that whom".split())
PASSIVE = frozenset("is are was were be been being".split())  # before a participle


@dataclass(frozen=True, slots=True)
class Name:
    """Words [first, end) are a run of capitalised words, of which [core, end) are the name itself.

    kind: person, organisation, outlet, actor, country, place (a town that no table knows), or bare (one word that could
    be any of them); role_only where nothing is left beside titles ("Prime Minister").
    """

    first: int
    core: int
    end: int
    kind: str
    has_title: bool
    is_possessive: bool


def find_names(segments: Segments, people: People, gazetteer: Gazetteer) -> list[Name]:
    """All names of the text in order; they do not overlap."""
    tokens = segments.tokens
    openers = find_common_openers(segments)
    out: list[Name] = []
    i = 0
    while i < len(tokens):
        if tokens[i] in PARTIES and _joined(segments, i, HYPHENS):
            i += 3  # "R-Texas"
            continue
        if not _begins(segments, people, i):
            i += 1
            continue
        end = _run_end(segments, people, i)
        if is_compound(tokens, people, i, end):
            i = end
            continue
        whole = known_end(tokens, gazetteer, i, end)
        name = read_name(segments, people, gazetteer, i, whole or end)
        if whole is not None:
            end = whole
            name = replace(name, core=i, kind="organisation") if name.kind in ("person", "bare") else name
        # "KHARTOUM (Wire) —" names nobody who speaks, but what a table knows by these letters may.
        is_place = name.kind in ("organisation", "bare", "person") and in_dateline(segments, i)
        is_opener = i in openers and end - i == 1 and tokens[i].lower() not in people.first_names
        if not is_place and not (name.kind == "bare" and is_opener):
            out.append(name)
        i = end
    return out


def _begins(segments: Segments, people: People, i: int) -> bool:
    token = segments.tokens[i]
    if not token[0].isupper():
        is_particle = token.lower() in people.particles and _joined(segments, i, HYPHENS)
        return is_particle and i + 2 < len(segments.tokens) and segments.tokens[i + 2][0].isupper()
    if token.lower() in NUMBER_WORDS and segments.tokens[i + 1 : i + 2] in (["in"], ["of"]):
        return False  # "Seven in ten said"
    if token[:3].lower() in MONTHS and i + 1 < len(segments.tokens) and segments.tokens[i + 1].isdigit():
        return False  # "a March 14 statement"
    is_function = token.lower() in people.function_words and not is_in_letters(segments.tokens, i)
    is_function = is_function and not (is_given(segments, people, i) or is_sunday_paper(segments, people, i))
    return not is_function and not _is_furniture(token, people)


def _is_furniture(token: str, people: People) -> bool:
    """Whether a word in capitals belongs to the page: "JUST WATCHED", "READ MORE"."""
    return len(token) > 1 and token.isupper() and token.lower() in people.furniture


def _breaks(token: str, people: People) -> bool:
    """Whether a capitalised word ends the name before it, as "ON" does in "BAKER ON WEBER"."""
    return token.isupper() and len(token) > 1 and (token.lower() in PREPOSITIONS or _is_furniture(token, people))


def _run_end(segments: Segments, people: People, first: int) -> int:
    """One past the last word of the run that begins at `first`."""
    tokens, n = segments.tokens, len(segments.tokens)
    i = first
    while True:
        if tokens[i].lower() in people.particles and _joined(segments, i, HYPHENS):
            i += 2  # al-Sisi
        following = i + 1
        if following >= n:
            return following
        if _joined(segments, i, JOINERS) and following + 1 < n and tokens[following + 1][0].isalnum():
            i = following + 1  # Jean-Pierre, Kurdish-led, Export–Import
            continue
        if _joined(segments, i, APOSTROPHES) and _touches(segments, following) and tokens[following + 1][0].isupper():
            i = following + 1  # O'Brien
            continue
        if tokens[following] == "&" and following + 1 < n and tokens[following + 1][0].isupper():
            i = following + 1  # PG&E, Marsh & Sons
            continue
        goes_on = nickname_end(segments, following) or number_end(segments, people, i) or owned_end(segments, people, i)
        if goes_on := goes_on or agency_end(tokens, first, i) or lettered_end(tokens, first, i):
            i = goes_on - 1  # Samuel “Sunny” Adeyemi, Lost 52 Project, Food and Drug Administration
            continue
        dotted = tokens[following] == "." and is_adjacent(segments, i) and _is_abbreviation(tokens[i], people)
        following += dotted
        if following >= n or not _same_sentence(segments, i, following, dotted) or _breaks(tokens[following], people):
            return min(following, n)
        if is_day(tokens, following):
            return following  # "the Ninth Circuit Oct. 28"
        if tokens[following][0].isupper() and not (
            dotted and segments.sentence_of[following] != segments.sentence_of[i]
        ):
            i = following
        elif tokens[following].lower() in people.particles and _particle_goes_on(segments, following):
            i = following + 1 + 1 * (tokens[following + 1] in HYPHENS)
        else:
            return following


def _same_sentence(segments: Segments, i: int, following: int, dotted: bool) -> bool:
    if segments.paragraph_of[following] != segments.paragraph_of[i]:
        return False
    return dotted or segments.sentence_of[following] == segments.sentence_of[i]


def _particle_goes_on(segments: Segments, i: int) -> bool:
    """Whether the lower-case particle at `i` leads to a capitalised word: "de Gaulle", "al-Sisi", "bin Salman"."""
    tokens = segments.tokens
    after = i + 2 if i + 1 < len(tokens) and tokens[i + 1] in HYPHENS else i + 1
    return after < len(tokens) and tokens[after][0].isupper() and segments.sentence_of[after] == segments.sentence_of[i]


def _touches(segments: Segments, i: int) -> bool:
    return is_adjacent(segments, i) and i + 1 < len(segments.tokens)


def _joined(segments: Segments, i: int, marks: frozenset[str]) -> bool:
    """Whether one of `marks` follows word `i` without a space and something follows it without a space."""
    return is_adjacent(segments, i) and segments.tokens[i + 1] in marks and is_adjacent(segments, i + 1)


def _is_abbreviation(token: str, people: People) -> bool:
    return len(token) == 1 or token.lower() in people.titles or token.lower() in {"jr", "sr", "st", "inc", "ltd", "co"}


def read_name(segments: Segments, people: People, gazetteer: Gazetteer, first: int, end: int) -> Name:
    """The name printed as the capitalised words [first, end)."""
    tokens = segments.tokens
    while end > first + 1 and not tokens[end - 1][0].isalnum() and len(tokens[end - 2]) > 1:
        end -= 1
    possessive = end + 1 < len(tokens) and tokens[end] in APOSTROPHES and tokens[end + 1] in ("s", "S")
    possessive = possessive or (end < len(tokens) and tokens[end] in APOSTROPHES and tokens[end - 1][-1] == "s")
    core, has_title = _strip(tokens, people, gazetteer, first, end)
    if end - core > 2 and _is_portfolio(tokens, people, first):
        core, has_title = end - 2, True  # "Minister of Youth and Social Affairs Karin Holm"
    if core == first and end - first == 3 and is_of_place(tokens, first):
        core, has_title = first + 1, True
    if (given := behind_portfolio(tokens, people, first, core, end)) is not None:
        core, has_title = given, True
    actor = gazetteer.actors.at(tokens, first, end) if core == first and _is_headed(tokens, first) else None
    if actor and 2 <= end - actor.end <= 4:
        core, has_title = actor.end, True  # "director of Amnesty International Man-kei Tam"
    is_within = first > 0 and segments.sentence_of[first - 1] == segments.sentence_of[first]
    before = tokens[first - 1].lower() if is_within else ""
    is_part = first > 1 and tokens[first - 2] in HYPHENS  # "the 55-member AU"
    has_title = has_title or (singular(before) in people.roles and not is_part)
    kind = kind_of(tokens, people, gazetteer, first, core, end, has_title, before)
    if kind in ("organisation", "country") or (kind == "actor" and gazetteer.actors.is_whole(tokens, first, end)):
        core = first
    return Name(first, core, end, kind, has_title, possessive)


def _strip(tokens: list[str], people: People, gazetteer: Gazetteer, first: int, end: int) -> tuple[int, bool]:
    """Where the name begins after titles, roles, places and bodies, and whether a title or role was among them."""
    i, has_title = first, False
    last = [token.lower() for token in tokens[max(first, end - 3) : end - 1] if token != "."][-1:]
    if last and last[0] in COURTESY and tokens[end - 1].lower() in NAMESAKES:
        return end - 1, True  # "Mr. King"
    while i < end:
        lowered = tokens[i].lower()
        if _is_role(lowered, people) and not is_half(tokens, people, first, i):
            i, has_title = i + 1, True
        elif lowered in people.role_words or tokens[i] in "." or tokens[i] in HYPHENS:
            i += 1
        elif i > first and tokens[i - 1] in HYPHENS and tokens[i].islower():
            i += 1  # "Kenyan-born Ada Weir"
        elif (after := front_end(tokens, people, gazetteer, i, end)) is not None:
            i, has_title = after, True  # "Democrat Ada Weir", "Front-runner Ada Weir"
        else:
            place = gazetteer.countries.at(tokens, i, end)
            is_whole = place is not None and place.end == end
            if place is None or (is_whole and (i == first or place.value.kind == INSTITUTION)):
                break  # "the Israeli Knesset"
            if place.end == i + 1 and is_first_name(tokens, people, gazetteer, i, end, has_title):
                break
            i = place.end
    # "NATO Secretary-General Jens Stoltenberg": a body stands before the role.
    roles = [j for j in range(i, end) if _is_role(tokens[j].lower(), people) and not is_half(tokens, people, first, j)]
    after = roles[-1] + 1 if roles else end
    while after < end and (tokens[after] in "." or tokens[after] in HYPHENS or tokens[after].lower() in BEHIND_ROLES):
        after += 1
    rest = [token for token in tokens[after:end] if token[0].isalpha()]
    parts = people.role_words | people.organisation_words | people.titles
    is_office = tokens[end : end + 1] in (["of"], ["for"]) and roles[-1:] == [end - 1] and end - first <= LONGEST_OFFICE
    is_office = is_office and tokens[end - 1].lower() in people.roles - NAMESAKES
    is_office = is_office and not any(unaccented(token).lower() in people.first_names for token in tokens[first:end])
    is_office = is_office or all(t.lower() in parts or _is_role(t.lower(), people) for t in tokens[i:end])
    if roles and not rest and is_office:
        return end, True  # "Senate Minority Leader", "Sorval Chief of Police", without a name
    if roles and 1 <= len(rest) <= 4 and not any(token.lower() in people.organisation_words for token in rest):
        return after, True
    return i, has_title


def _is_portfolio(tokens: list[str], people: People, first: int) -> bool:
    """Whether what begins at `first` is the second half of an office: "Minister of Youth and …"."""
    at = first - 1
    if at < 3 or tokens[at] not in ("and", "&"):
        return False
    while at > 1 and first - at < LONGEST_PORTFOLIO and (tokens[at - 1][0].isupper() or tokens[at - 1] == ","):
        at -= 1
    at -= tokens[at - 1].lower() == "the"
    return at > 1 and tokens[at - 1].lower() in JOINING and _is_role(tokens[at - 2].lower(), people)


def _is_headed(tokens: list[str], first: int) -> bool:
    """Whether a preposition that says of what somebody is the head, or where an envoy, stands before word `first`."""
    at = first - 1 - (first > 1 and tokens[first - 1].lower() == "the")
    return at > 0 and tokens[at].lower() in ("of", "for", "at", "to")


def _is_role(word: str, people: People) -> bool:
    return word in people.titles or singular(word) in people.roles


def is_party(tokens: list[str], i: int) -> bool:
    """Whether word `i` is the letter of a party before a hyphen, as in "R-Fla."."""
    return tokens[i] in PARTIES and i + 1 < len(tokens) and tokens[i + 1] in HYPHENS


def singular(noun: str) -> str:
    """A plural noun without its ending, as far as a rule can tell ("officials" → "official")."""
    lowered = noun.lower()
    if lowered.endswith("ies") and len(lowered) > 4:
        return lowered[:-3] + "y"
    if lowered.endswith(("sses", "ches")):
        return lowered[:-2]
    if lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")):
        return lowered[:-1]
    return lowered
