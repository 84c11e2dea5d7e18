"""The office that a printed role names: "CLOSE President" and "U.S. president" are one, two ministers are not."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from orchestration.extraction.text.segment import plain_words
from orchestration.identity.vocabulary import load_vocabulary


@lru_cache(maxsize=100_000)
def read_office(role: str | None) -> str | None:
    """The office as noun, or noun and what it is of ("secretary:state"); None where the role names none.

    The last noun of office counts: what stands before it is often another's ("under President").
    """
    vocabulary = load_vocabulary()
    words = [vocabulary.offices.get(word, word) for word in plain_words(role or "")]
    nouns = [
        i for i, word in enumerate(words) if word in vocabulary.office_nouns or word in vocabulary.offices.values()
    ]
    if not nouns:
        return None
    # "Secretary of State": of two nouns around "of" the first is the office.
    at = next((i for i in nouns if i + 1 < len(words) and words[i + 1] in ("of", "for")), nouns[-1])
    near = words[max(0, at - 3) : at] + words[at + 1 : at + 4]
    of = sorted({word for word in near if word in vocabulary.portfolios and word != words[at]})
    return ":".join([words[at], *of])


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
