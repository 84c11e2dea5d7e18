"""What kind of thing a run of capitalised words names, by the words alone."""

from __future__ import annotations

from itertools import pairwise

from orchestration.extraction.dates.vocabulary import NUMBER_WORDS
from orchestration.extraction.naming.gazetteer import INSTITUTION, Gazetteer
from orchestration.extraction.naming.name_ends import is_many
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, unaccented

IN_LETTERS = frozenset({"WHO", "IT", "US"})  # small they are pronouns
LONGEST_SYLLABLE = 6  # letters that no second half of a name like "Ki-moon" has
TOWNS = frozenset("town city village hamlet suburb township".split())
DIRECTIONS = frozenset({"North", "South", "East", "West"})  # before one word more: a part of a town or country
LONGEST_LETTERS = 3  # of the country or town that ends a body's name: "UK", "USA", "DC"
AFTER_NAMES = frozenset("II III IV VI JR SR MD MP MPS MEP MSP QC KC CBE OBE MBE DBE JP PHD CPA CEO CFO PM UN".split())


def kind_of(
    tokens: list[str],
    people: People,
    gazetteer: Gazetteer,
    first: int,
    core: int,
    end: int,
    has_title: bool,
    before: str,
) -> str:
    """The kind of the run [first, end), of which [core, end) is the name; `before` is the word in front of it."""
    words = tokens[core:end]
    if not words:
        return "role_only"
    if known := _known(tokens, gazetteer, first, core, end):
        return known
    # "World Bank President Ajay Banga": with a title in between, the body in front is no part of the name.
    if any(word.lower() in people.organisation_words for word in tokens[core if has_title else first : end]):
        return "organisation"
    if has_title:
        return "person"
    is_party = len(words) == 1 and before == "the" and gazetteer.actors.get(words[0] + "s") is not None
    if is_party or _is_thing(words, people):
        return "place"  # "the Green victory", "the Harbour Act": nobody
    if before in TOWNS and not has_title and words[0].lower() not in people.first_names:
        return "place"  # "the riverside town of Van Keld" has none of who speaks
    if "&" in words or (len(words) == 1 and len(words[0]) > 1 and words[0].isupper()):
        return "organisation"
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) > 1 and _ends_in_people(tokens, gazetteer, end):
        return "country"  # "African-Americans"
    if _is_lettered(words, letters, people) or _has_acronym(tokens, letters, end):
        return "organisation"
    if len(letters) > 2 and all(word.isupper() for word in letters) and words[0].lower() not in people.first_names:
        return "organisation"  # a line in capitals, nobody's name
    if len(letters) >= 2:
        is_body = before == "the" or len(letters) > 5 or _are_workers(words, people) or _is_company(words, people)
        return "organisation" if is_body else "person"
    return "organisation" if before == "the" else "bare"


def is_in_letters(tokens: list[str], i: int) -> bool:
    """Whether word `i` names a body by letters that in small are a pronoun: "the WHO said", not "WHO KNEW"."""
    beside = [tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens)]
    return tokens[i] in IN_LETTERS and not any(token.isupper() and len(token) > 1 for token in beside)


def is_compound(tokens: list[str], people: People, first: int, end: int) -> bool:
    """Whether the words are one with a small second half, which names nobody: "Law-enforcement", "Weir-backers"."""
    half = tokens[end - 1]
    is_two = end - first == 3 and tokens[first + 1] in HYPHENS and half.islower()
    is_word = len(half) >= LONGEST_SYLLABLE or half.endswith("ed") or half in people.roles
    return is_two and (is_word or half in NUMBER_WORDS)  # "Thirty-nine"


def _is_thing(words: list[str], people: People) -> bool:
    """Whether the name is of an event, a law or a place, which says nothing: "World War II", "the Harbour Act"."""
    last = words[-1]
    if len(words) == 2 and words[0] in DIRECTIONS:
        return True  # "East Jerusalem"
    number = len(words) > 2 and (last.isdigit() or not set(last) - set("IVXL"))
    is_thing = len(words) > 1 and words[-2 if number else -1].lower() in people.things
    return is_thing and unaccented(words[0]).lower() not in people.first_names


def _are_workers(words: list[str], people: People) -> bool:
    """Whether the name is of several people by what they do or are, or theirs: "Harbour Workers", "Writers' Guild"."""
    if any(mark in APOSTROPHES and is_many(owner, people) for owner, mark in pairwise(words)):
        return True
    last = words[-1].lower()
    is_plural = last.endswith("s") and last[:-1] in people.person_nouns
    return is_plural and unaccented(words[0]).lower() not in people.first_names


def _is_company(words: list[str], people: People) -> bool:
    """Whether the last word is a trade and no surname behind a first name: "Sorval Energy", not "Paul Capital"."""
    return words[-1].lower() in people.company_words and unaccented(words[0]).lower() not in people.first_names


def _known(tokens: list[str], gazetteer: Gazetteer, first: int, core: int, end: int) -> str | None:
    """The kind of what the seeds know by exactly these words."""
    found = gazetteer.countries.whole(tokens, core, end)
    if (found and found.value.kind == INSTITUTION) or gazetteer.countries.is_whole(tokens, first, end):
        return "country"
    if gazetteer.outlets.is_whole(tokens, core, end):
        return "outlet"
    if gazetteer.outlets.is_whole(tokens, first, end):
        return "outlet"
    if gazetteer.actors.is_whole(tokens, core, end) or gazetteer.actors.is_whole(tokens, first, end):
        return "actor"
    return None


def _ends_in_people(tokens: list[str], gazetteer: Gazetteer, end: int) -> bool:
    found = gazetteer.countries.first(tokens, end - 1, end)
    return found is not None and found.value.kind == "demonym_plural"


def _is_lettered(words: list[str], letters: list[str], people: People) -> bool:
    """Whether capitals, or what it calls itself, make a name a body's: "AFL-CIO", "Clear Rivers UK"."""
    last = letters[-1] if letters else ""
    if words[0] == "Team" and len(words) > 1:
        return True  # "Team Weir"
    if 1 < len(words) == len(letters) and len(words[0]) == LONGEST_LETTERS and words[0].isupper():
        return not any(word.isupper() or word.lower() in people.roles for word in words[1:])  # "CNN Philippines"
    if len(words) == len(letters) + 1 == 3 and words[1] in "-‐‑":
        return all(word.isupper() and len(word) > 1 for word in letters)
    is_short = 1 < len(last) <= LONGEST_LETTERS and last.isupper() and last not in AFTER_NAMES
    return len(letters) > 1 and is_short and all(not word.isupper() and len(word) > 1 for word in letters[:-1])


def _has_acronym(tokens: list[str], letters: list[str], end: int) -> bool:
    """Whether the initials of the name stand in brackets behind it: "Free Rivers Union (FRU)"."""
    if len(letters) < 2 or end + 2 >= len(tokens) or tokens[end] != "(" or tokens[end + 2] != ")":
        return False
    return tokens[end + 1] == "".join(word[0] for word in letters)
