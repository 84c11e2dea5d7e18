"""The word lists of vocabulary.yml beside this file, checked when loaded, with those of the extraction's people.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.rules.vocabulary import VocabularyError, load_people

FILE = Path(__file__).with_name("vocabulary.yml")


@dataclass(frozen=True)
class Vocabulary:
    """`letters` and `spellings` are replaced in a name, `surname_spellings` after these where it is no first name;
    `offices` maps a word to the one that stands for it. After `not_held_after_this` and before `not_held_before_this`
    an office is held no more or not yet, but for what stands after `held_still`. `walks` has the walk of life of an
    office, `walks_that_meet` the pairs of these that one person is often in.
    """

    suffixes: frozenset[str]
    titles: frozenset[str]
    before_names: frozenset[str]
    particles: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    letters: dict[int, str]
    spellings: tuple[tuple[str, str], ...]
    surname_spellings: tuple[tuple[str, str], ...]
    offices: dict[str, str]
    office_nouns: frozenset[str]
    not_held_after_this: frozenset[str]
    not_held_before_this: frozenset[str]
    held_still: frozenset[str]
    walks: dict[str, str]
    walks_that_meet: frozenset[frozenset[str]]
    portfolios: frozenset[str]
    generic_organisations: frozenset[str]


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary. Raises VocabularyError where a word is not lower case or stands twice in a list."""
    raw = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    people = load_people()
    offices = dict(raw["offices"])
    nouns = (people.roles | people.titles | people.single_offices | set(offices)) - set(_checked(raw, "no_office"))
    generic = people.generic_organisations | people.organisation_nouns | people.generic_people | people.national_bodies
    return Vocabulary(
        suffixes=frozenset(_checked(raw, "suffixes")),
        titles=people.titles,
        before_names=people.function_words | frozenset(_checked(raw, "before_names")),
        particles=people.particles,
        nicknames=people.nicknames,
        letters=str.maketrans(raw["letters"]),
        spellings=tuple((old, new) for old, new in raw["spellings"]),
        surname_spellings=tuple((old, new) for old, new in raw["surname_spellings"]),
        offices=offices,
        office_nouns=frozenset(nouns),
        not_held_after_this=frozenset(_checked(raw, "not_held_after_this")),
        not_held_before_this=frozenset(_checked(raw, "not_held_before_this")),
        held_still=frozenset(_checked(raw, "held_still")),
        walks=_read_walks(raw),
        walks_that_meet=frozenset(frozenset(pair.split()) for pair in _checked(raw, "walks_that_meet")),
        portfolios=people.portfolios | frozenset(_checked(raw, "portfolios")),
        generic_organisations=frozenset(generic),
    )


def _checked(raw: dict[str, Any], section: str) -> list[str]:
    words: list[str] = raw[section]
    for word in words:
        if word != word.strip().lower() or words.count(word) > 1:
            raise VocabularyError(f"{FILE.name}, {section}: “{word}” is not lower case or stands twice; keep one")
    return words


def _read_walks(raw: dict[str, Any]) -> dict[str, str]:
    walks: dict[str, str] = {}
    for walk in raw["walks"]:
        for office in _checked(raw["walks"], walk):
            if office in walks:
                raise VocabularyError(f"{FILE.name}, walks: “{office}” stands twice; keep it once, or in no walk")
            walks[office] = walk
    return walks
