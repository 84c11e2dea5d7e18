"""How far a name goes over what is no capitalised word, a nickname, a number, an "and", and where a date ends it."""

from __future__ import annotations

from orchestration.extraction.dates.vocabulary import WEEKDAY_WORDS
from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, Segments

NICKNAME_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'"}
MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
NUMBERED = frozenset({"Channel", "Radio", "Local", "News"})
LONGEST_NUMBER = 3  # digits
LONGEST_REST = 4  # words from "and" on
MANY = frozenset({"people", "women", "men", "children"})
OFFICES = frozenset({"Office", "Department"})  # of a sheriff, a prosecutor or a mayor
EXAMINERS = frozenset({"examiner", "examiners"})  # no roles: papers have this name
AGENCIES = frozenset("administration agency authority board bureau commission office service".split())


def nickname_end(segments: Segments, first: int) -> int | None:
    """One past the surname behind a nickname in marks that opens at word `first`: “Sunny” Adeyemi."""
    tokens = segments.tokens
    if first + 3 >= len(tokens) or tokens[first] not in NICKNAME_MARKS or not tokens[first + 1][0].isupper():
        return None
    is_closed = tokens[first + 2] == NICKNAME_MARKS[tokens[first]] and is_adjacent(segments, first + 1)
    goes_on = tokens[first + 3][0].isupper() and segments.sentence_of[first + 3] == segments.sentence_of[first]
    return first + 4 if is_closed and goes_on and is_adjacent(segments, first) else None


def number_end(segments: Segments, people: People, i: int) -> int | None:
    """One past the last word of a body with a number in its name, of which word `i` is before the number."""
    ahead = segments.tokens[i + 1 : i + 3]
    if segments.tokens[i] in NUMBERED and ahead and ahead[0].isdigit() and len(ahead[0]) <= LONGEST_NUMBER:
        return i + 2  # Channel 7
    if len(ahead) < 2 or not ahead[0].isdigit() or segments.sentence_of[i + 2] != segments.sentence_of[i]:
        return None
    is_body = ahead[1][0].isupper() and ahead[1].lower() in people.organisation_words
    is_date = segments.tokens[i][:3].lower() in MONTHS
    return i + 3 if is_body and not is_date else None


def agency_end(tokens: list[str], first: int, i: int) -> int | None:
    """One past a body for two things, of which word `i` is the first: "the Food and Drug Administration"."""
    ahead = tokens[i + 1 : i + 4]
    if len(ahead) < 3 or ahead[0] != "and" or ahead[2].lower() not in AGENCIES or tokens[i].isupper():
        return None
    is_the = first > 0 and tokens[first - 1].lower() == "the"
    is_named = ahead[1][0].isupper() and ahead[2][0].isupper() and not ahead[1].isupper()
    return i + 4 if is_the and i - first < 2 and is_named else None


def owned_end(segments: Segments, people: People, i: int) -> int | None:
    """One past the body that belongs to whoever is at word `i`: "the People's Assembly", "the Sheriff's Office"."""
    word, ahead = segments.tokens[i], segments.tokens[i + 1 : i + 3]
    if not ahead or ahead[0] not in APOSTROPHES or not is_adjacent(segments, i):
        return None
    after = i + 2 + (ahead[1:] == ["s"])
    if after >= len(segments.tokens) or segments.sentence_of[after] != segments.sentence_of[i]:
        return None
    is_office = segments.tokens[after] in OFFICES and word.lower() in people.titles | people.roles | EXAMINERS
    return after + 1 if is_office or (is_many(word, people) and segments.tokens[after][0].isupper()) else None


def is_many(word: str, people: People) -> bool:
    """Whether the word stands for people in the plural: "Teachers", "Women"."""
    lowered = word.lower()
    return lowered in MANY or people.is_many(lowered)


def known_end(tokens: list[str], gazetteer: Gazetteer, first: int, end: int) -> int | None:
    """One past a body with "and" in its name, which a table knows and which begins among the words [first, end)."""
    if tokens[end : end + 1] != ["and"]:
        return None
    for index in (gazetteer.countries, gazetteer.actors):
        found = next(
            (f for f in index.find(tokens, first, min(len(tokens), end + LONGEST_REST)) if f.first < end < f.end), None
        )
        if found is not None:
            return found.end
    return None


def lettered_end(tokens: list[str], first: int, i: int) -> int | None:
    """One past a body whose letters behind it tell that "and" is within: "Risk Reduction and Rivers Council (RRRC)"."""
    if tokens[i + 1 : i + 2] != ["and"]:
        return None
    end = i + 2
    while end < len(tokens) and tokens[end][0].isupper() and end - i < LONGEST_REST + 2:
        end += 1
    if tokens[end : end + 1] != ["("] or tokens[end + 2 : end + 3] != [")"]:
        return None
    letters = "".join(token[0] for token in tokens[first:end] if token[0].isupper())
    return end if end > i + 2 and len(letters) > 2 and tokens[end + 1] == letters else None


def is_day(tokens: list[str], i: int) -> bool:
    """Whether a day begins at word `i`, no part of the name before it: "the Ninth Circuit Oct. 28", "the BBC Thursday".

    Events have days in their names: "Black Friday", "the Sorval Sunday Market".
    """
    ahead = tokens[i + 1 : i + 3]
    if tokens[i].lower() in WEEKDAY_WORDS:
        is_letters = tokens[i - 1].isupper() and len(tokens[i - 1]) > 1 and not tokens[i].isupper()
        is_name = is_letters or (i > 1 and tokens[i - 1].istitle() and tokens[i - 2].istitle())
        return is_name and not (ahead and ahead[0][0].isupper())
    is_month = tokens[i][:3].lower() in MONTHS and len(tokens[i]) < 5
    return is_month and bool(ahead) and (ahead[0].isdigit() or (ahead[0] == "." and ahead[-1].isdigit()))


def is_adjacent(segments: Segments, i: int) -> bool:
    """Whether nothing stands between word `i` and the next."""
    return i + 1 < len(segments.words) and segments.words[i][1] == segments.words[i + 1][0]
