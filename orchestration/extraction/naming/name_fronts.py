"""What stands in front of a name in one run of capitals: a party or a compound of two words, no part of it, and a place
that is one.
"""

from __future__ import annotations

from orchestration.extraction.dates.vocabulary import MONTHS, WEEKDAY_WORDS, WEEKDAYS
from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.name_ends import is_many
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, Segments, unaccented

# Of or for something; "state" for "Minister of State for Ports".
MINISTERS = frozenset("minister secretary undersecretary commissioner director representative envoy state".split())
GIVEN_DAYS = frozenset({"Sunday", "Monday", "Friday"})  # first names in Nigeria: "spokesman Sunday Weir"
LOCAL_OFFICES = frozenset({"mayor", "governor", "bishop", "archbishop", "prefect"})
HEADS_OF = frozenset({"chief", "commissioner", "superintendent", "inspector", "minister", "general"})  # of police
HOUSES, SPEAKERS = frozenset({"house", "senate", "parliament"}), frozenset({"speaker", "president"})
HONOURS = frozenset({("Tan", "Sri")})  # of two words, which alone are names
LONGEST_SYLLABLE = 5  # letters that no second half of a name like "Ki-moon" has


def is_given(segments: Segments, people: People, i: int) -> bool:
    """Whether a word that in small is no name is somebody's first name: "and Will Weir", not "Will Weir resign?"."""
    ahead = segments.tokens[i + 1 : i + 2]
    is_within = i > 0 and segments.sentence_of[i - 1] == segments.sentence_of[i] and segments.tokens[i - 1][0].isalpha()
    is_name = segments.tokens[i].lower() in people.first_names
    is_name = is_name or (segments.tokens[i] in GIVEN_DAYS and segments.tokens[i - 1] in people.roles)
    return is_within and is_name and bool(ahead) and ahead[0].istitle()


def is_sunday_paper(segments: Segments, people: People, i: int) -> bool:
    """Whether a day opens an outlet's name: "the Sunday Times"."""
    ahead = segments.tokens[i + 1 : i + 2]
    is_outlet = bool(ahead) and ahead[0].istitle() and ahead[0].lower() in people.outlet_words
    return (
        is_outlet and segments.tokens[i].lower() in WEEKDAY_WORDS and segments.tokens[i - 1 : i] in (["the"], ["The"])
    )


def front_end(tokens: list[str], people: People, gazetteer: Gazetteer, i: int, end: int) -> int | None:
    """One past what word `i` begins, where the name goes on behind it before word `end`."""
    if i + 2 < end and tuple(tokens[i : i + 2]) in HONOURS:
        return i + 2
    if i + 2 < end and _is_party(tokens, gazetteer, i):
        is_given = unaccented(tokens[i + 1]).lower() in people.first_names
        # "Democrat Ada Weir", not "Republican Harbour Watch"
        if is_given or (i + 3 == end and not any(_is_common(token.lower(), people) for token in tokens[i + 1 : end])):
            return i + 1
    if i + 2 < end and _is_described(tokens, people, i):
        return i + 1
    if i + 3 < end and tokens[i + 1] in HYPHENS and tokens[i + 2].islower():
        half = tokens[i + 2]
        return i + 3 if len(half) > LONGEST_SYLLABLE or half in people.roles else None  # "Front-runner Ada Weir"
    return None


def _is_described(tokens: list[str], people: People, i: int) -> bool:
    """Whether word `i` opens its sentence with what somebody is whose first name follows: "Neighbor Tina Weir"."""
    is_noun = tokens[i].lower() in people.person_nouns | people.kin
    return is_noun and tokens[i].istitle() and unaccented(tokens[i + 1]).lower() in people.first_names


def is_first_name(tokens: list[str], people: People, gazetteer: Gazetteer, place: int, end: int, titled: bool) -> bool:
    """Whether the place at word `place` is somebody's first name, before what is no more than a surname: "Sofia Weir".

    No place stands between a title and a surname (`titled`), so there any may be one: "Minister Kenya Weir".
    """
    given, surname = tokens[place].lower(), tokens[place + 1 : end]
    if len(surname) != 1 or not (titled or given in people.first_names or given in people.given_places):
        return False
    if surname[0] in MONTHS or surname[0] in WEEKDAYS or (place > 0 and tokens[place - 1].lower() == "the"):
        return False  # "the Georgia Guidestones"
    return not (_is_common(surname[0].lower(), people) or _is_party(tokens, gazetteer, place + 1))


def behind_portfolio(tokens: list[str], people: People, first: int, core: int, end: int) -> int | None:
    """Where the name begins behind what its bearer is a minister for: "Minister for Ports Ada Weir".

    Of the run [first, end), of which words of offices have been left out before `core`, a surname and the word before
    it, and what else is a first name.
    """
    words = [token.lower() for token in tokens[core:end]]
    is_led = first > 1 and tokens[first - 1].lower() in ("of", "for") and tokens[first - 2].lower() in MINISTERS
    if not is_led or len(words) < 3 or not people.organisation_words.isdisjoint(words) or not "".join(words).isalpha():
        return None
    given = len(words) - 2
    if core > first and unaccented(words[given]) not in people.first_names:
        return None  # "Minister of State Nana Kofi Weir"
    while given and unaccented(words[given - 1]) in people.first_names:
        given -= 1
    return core + given if given else None


def is_of_place(tokens: list[str], first: int) -> bool:
    """Whether the run at `first` begins with that of which somebody is the head: "Mayor of Sorval Piotr Weil"."""
    word = tokens[first].lower()
    heads = HEADS_OF if word == "police" else SPEAKERS if word in HOUSES else LOCAL_OFFICES
    at = first - 1 - (word in HOUSES and tokens[first - 1] == "the")  # "Speaker of the House Ada Weir"
    return at > 0 and tokens[at] == "of" and tokens[at - 1].lower() in heads


def is_half(tokens: list[str], people: People, first: int, i: int) -> bool:
    """Whether a word for a relative or a role is part of a name: "Choi Son-mi", "Weir-Cousins", "Writers' Guild"."""
    after, behind = [*tokens[i + 1 : i + 3], "", ""][:2]
    if after in HYPHENS and tokens[i].lower() in people.kin:
        return True
    if after in APOSTROPHES and behind[:1].isupper() and is_many(tokens[i], people):
        return True
    is_second = i > first + 1 and tokens[i - 1] in HYPHENS and tokens[i - 2][0].isupper() and tokens[i][0].isupper()
    return is_second and tokens[i - 2].lower() not in people.titles | people.roles | people.role_words


def _is_common(word: str, people: People) -> bool:
    """Whether the word, or what it is the plural of, is of bodies, things or offices, and no name."""
    kinds = (people.organisation_words, people.things, people.role_words, people.roles, people.person_nouns)
    return any(word in kind or word.removesuffix("s") in kind for kind in kinds)


def _is_party(tokens: list[str], gazetteer: Gazetteer, i: int) -> bool:
    """Whether the word is somebody of a party, or several: "Democrat"."""
    return any(gazetteer.actors.get(word) is not None for word in (tokens[i] + "s", tokens[i]))
