"""Whether two printed names may be one: by first names, surnames and the heads of long names of bodies."""

from __future__ import annotations

from functools import lru_cache

from orchestration.extraction.naming.names import JOINING
from orchestration.extraction.text.segment import plain_words, unaccented

SCHOLARLY = frozenset("center centre foundation institute institution university college".split())


def same_person(known: tuple[str, ...], new: tuple[str, ...], nicknames: dict[str, frozenset[int]]) -> bool:
    """Whether a known and a new name, as words, may be one person's; a known surname alone fits any first name."""
    if not known or not new:
        return False  # a name of marks alone
    if len(known) == 1:
        return known[0] == new[-1]
    if known[-1] != new[-1]:
        return False
    if known[0] == new[0]:
        return True
    if 1 in (len(known[0]), len(new[0])):
        return known[0][0] == new[0][0]  # J. and John
    return bool(nicknames.get(known[0], frozenset()) & nicknames.get(new[0], frozenset()))


def contains(long: str, short: str) -> bool:
    """Whether `short` is the end or the head of a long organisation name: "the Brotherhood" for the Muslim Brotherhood,
    "the Observatory" for the Observatory for Human Rights.
    """
    words, part = words_of(long), words_of(short)
    if len(part) == 1 and len(words) > 1 and words[0] == part[0] and words[-1] in SCHOLARLY:
        return True  # "Pew" for the Pew Research Center
    heads = {words[i - 1 : i] for i, word in enumerate(words) if word in JOINING and i}
    if part in heads:
        return True
    return len(words) > len(part) > 0 and (
        words[-len(part) :] == part or (len(part) > 1 and words[: len(part)] == part)
    )


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents and possessives."""
    words = plain_words(unaccented(name))
    return tuple(word for word in words if word != "s" or len(words) == 1)  # alone it is a name: "Mr. S"


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A name in lower case, without its article."""
    words = words_of(name)
    return " ".join(words[1:] if words[:1] in (("the",), ("a",), ("an",)) else words)
