"""What stands in front of a name in one run of capitals and is no part of it: a party, or a compound of two words."""

from __future__ import annotations

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import HYPHENS, unaccented

LONGEST_SYLLABLE = 5  # letters that no second half of a name like "Ki-moon" has


def front_end(tokens: list[str], people: People, gazetteer: Gazetteer, i: int, end: int) -> int | None:
    """One past what word `i` begins, where the name goes on behind it before word `end`."""
    if i + 2 < end and _is_party(tokens, gazetteer, i):
        is_given = unaccented(tokens[i + 1]).lower() in people.first_names
        # "Democrat Ada Weir", not "Republican Harbour Watch"
        if is_given or (i + 3 == end and not any(_is_common(token.lower(), people) for token in tokens[i + 1 : end])):
            return i + 1
    if i + 3 < end and tokens[i + 1] in HYPHENS and tokens[i + 2].islower():
        half = tokens[i + 2]
        return i + 3 if len(half) > LONGEST_SYLLABLE or half in people.roles else None  # "Front-runner Ada Weir"
    return None


def _is_common(word: str, people: People) -> bool:
    """Whether the word, or what it is the plural of, is of bodies, things or offices, and no name."""
    kinds = (people.organisation_words, people.things, people.role_words, people.roles, people.person_nouns)
    return any(word in kind or word.removesuffix("s") in kind for kind in kinds)


def _is_party(tokens: list[str], gazetteer: Gazetteer, i: int) -> bool:
    """Whether the word is somebody of a party, or several: "Democrat"."""
    return any(gazetteer.actors.get(word) is not None for word in (tokens[i] + "s", tokens[i]))
