"""The office that a printed role names: "CLOSE President" and "U.S. president" are one, two ministers are not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from orchestration.extraction.text.segment import plain_words
from orchestration.identity.vocabulary import load_vocabulary


@lru_cache(maxsize=100_000)
def read_office(role: str | None) -> str | None:
    """The office as noun, or noun and what it is of ("secretary:state"); None where the role names none.

    The last noun of office counts: what stands before it is often another's ("under President"). Whether somebody holds
    it still makes no difference: a former minister is compared as a minister.
    """
    words = _read_words(role)
    at = _find_noun(words)
    if at is None:
        return None
    vocabulary = load_vocabulary()
    near = words[max(0, at - 3) : at] + words[at + 1 : at + 4]
    of = sorted({word for word in near if word in vocabulary.portfolios and word != words[at]})
    return ":".join([words[at], *of])


@lru_cache(maxsize=100_000)
def is_held(role: str | None) -> bool:
    """Whether whoever is printed with the role holds its office: no "former minister", no "president-elect"; False
    where it names none. An acting minister does.
    """
    words = _read_words(role)
    at = _find_noun(words)
    if at is None:
        return False
    vocabulary = load_vocabulary()
    still = max((i for i in range(at) if words[i] in vocabulary.held_still), default=-1)
    before, after = words[still + 1 : at], words[at + 1 :]
    return not (vocabulary.not_held_after_this & {*before} or vocabulary.not_held_before_this & {*after})


def choose_office(roles: Sequence[str]) -> tuple[str | None, bool]:
    """The office of somebody with these roles in an article, the first that is held or else the first; and which it is.

    An article that calls somebody a former minister once may say "the minister" afterwards: that office is not held.
    """
    named = [(office, is_held(role)) for role in roles if (office := read_office(role))]
    given_up = {office for office, held in named if not held}
    kept = (office for office, _ in named if not given_up & {office, office.split(":")[0]})
    if (office := next(kept, None)) is not None:
        return office, True
    return (named[0][0] if named else None), False


def _read_words(role: str | None) -> list[str]:
    offices = load_vocabulary().offices
    return [offices.get(word, word) for word in plain_words(role or "")]


def _find_noun(words: Sequence[str]) -> int | None:
    """Where the noun of office stands among the words of a role."""
    vocabulary = load_vocabulary()
    nouns = [
        i for i, word in enumerate(words) if word in vocabulary.office_nouns or word in vocabulary.offices.values()
    ]
    if not nouns:
        return None
    # "Secretary of State": of two nouns around "of" the first is the office.
    return next((i for i in nouns if i + 1 < len(words) and words[i + 1] in ("of", "for")), nouns[-1])


def agree(one: str, other: str) -> bool:
    """Whether two offices may be the same: the noun is, and where both say what it is of, that is."""
    noun, *of = one.split(":")
    other_noun, *other_of = other.split(":")
    return noun == other_noun and (not of or not other_of or of == other_of)


def compare(ones: Collection[str], others: Collection[str]) -> str:
    """What two sets of offices say: "agree" where any is in both, "unknown" where either is empty, else "disagree"."""
    return _compare(frozenset(ones), frozenset(others)) if ones and others else "unknown"


@lru_cache(maxsize=100_000)
def _compare(ones: frozenset[str], others: frozenset[str]) -> str:
    return "agree" if any(agree(one, other) for one in ones for other in others) else "disagree"


def are_apart(ones: Collection[str], others: Collection[str]) -> bool:
    """Whether all of these offices are of a walk of life in which nobody of the others is: a judge's, a striker's."""
    return bool(ones and others) and all(_are_apart(one, other) for one in ones for other in others)


def _are_apart(one: str, other: str) -> bool:
    vocabulary = load_vocabulary()
    walks = {vocabulary.walks.get(office.split(":")[0]) for office in (one, other)}
    return None not in walks and len(walks) == 2 and walks not in vocabulary.walks_that_meet
