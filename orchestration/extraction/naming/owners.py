"""Whose: the name in the possessive before a noun, and the noun behind it: "Weir's letter", "Harris' campaign"."""

from __future__ import annotations

from orchestration.extraction.naming.names import Name, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES

OWNERS = frozenset({"his", "her", "its", "their", "my", "our"})


def owned_by(tokens: list[str], name: Name) -> int:
    """The word behind the possessive of a name: "campaign" in "Weir's campaign" and "Harris' campaign"."""
    return name.end + 1 + (tokens[name.end + 1 : name.end + 2] in (["s"], ["S"]))


def owner_in(names: list[Name], first: int, end: int) -> Name | None:
    """Whose letter or account the words [first, end) are: "McCain’s statement", "a post on McCain’s account"."""
    return next((n for n in names if n.first >= first and n.end <= end and n.is_possessive), None)


def is_own_paper(tokens: list[str], first: int, noun: str) -> bool:
    """Whether people have written the paper of the phrase at `first`, which is then no newspaper: "their paper"."""
    return noun == "paper" and tokens[first].lower() in ("his", "her", "their")


def is_of_owner(people: People, noun: str) -> bool:
    """Whether a noun behind a possessive is somebody else or a body: "Weir's lawyer", "Weir's campaign"."""
    word = singular(noun)
    return word in (people.organisation_nouns | people.roles | people.generic_people) - people.papers


def goes_on(tokens: list[str], people: People, word: int, end: int) -> bool:
    """Whether a body's name goes on behind the apostrophe at `word`: "Independent Women's Forum analyst"."""
    bodies = people.organisation_words
    return tokens[word] in APOSTROPHES and any(t.istitle() and t.lower() in bodies for t in tokens[word:end])
