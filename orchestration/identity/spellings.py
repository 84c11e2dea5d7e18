"""One word as different transcriptions from other scripts write it: "Sergei" and "Sergey", "Dehqan" and "Dehghan"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from orchestration.extraction.rules.vocabulary import load_people
from orchestration.identity.vocabulary import load_vocabulary

VOWELS = re.compile(r"[aeiouh]")
DOUBLED = re.compile(r"(.)\1+")
MIN_SPELT = 4  # letters of a word before two spellings of it are looked for
# The "e" of a last syllable, unless it is the only one: others write "a" or "i" for it, or nothing. A last letter is
# never that: it tells Maria from Mario, and Carl from Carla.
WEAK_VOWEL = re.compile(r"(?<=[aeiouy])([^aeiouy]+)e(?=[^aeiouy]+$)")
FOR_WEAK_VOWEL = ("a", "i", "")
OPENING_YE = re.compile(r"^ie")  # what "ye" has become: one letter of the Cyrillic alphabet is either, at the beginning


@lru_cache(maxsize=100_000)
def spell(word: str) -> str:
    """A word as every transcription of it would be: "dehghan" and "dehqan" are "dihgan"."""
    vocabulary = load_vocabulary()
    return _replace(word, (*vocabulary.spellings, *vocabulary.surname_spellings))


@lru_cache(maxsize=100_000)
def consonants_of(word: str) -> str:
    """What all spellings of a word have in common; the word itself where it has vowels alone."""
    return DOUBLED.sub(r"\1", VOWELS.sub("", spell(word))) or word


def is_spelt_alike(one: str, other: str) -> bool:
    """Whether two first names are one in two spellings: "yevgeny" and "evgeny", "ahmad" and "ahmed".

    Not the names of a woman and a man, however alike: "frances" and "francis".
    """
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_SPELT or consonants_of(one) != consonants_of(other):
        return False
    genders = load_people().first_names
    if {genders.get(one), genders.get(other)} >= {"feminine", "masculine"}:
        return False
    return _spell_first(one) in _list_spellings(other) or _spell_first(other) in _list_spellings(one)


@lru_cache(maxsize=100_000)
def _list_spellings(word: str) -> frozenset[str]:
    """A first name as it is spelt, and with its weak vowel otherwise."""
    otherwise = (WEAK_VOWEL.sub(rf"\1{vowel}", word) for vowel in FOR_WEAK_VOWEL)
    return frozenset(map(_spell_first, (word, *otherwise)))


@lru_cache(maxsize=100_000)
def _spell_first(word: str) -> str:
    return OPENING_YE.sub("e", _replace(word, load_vocabulary().spellings))


def _replace(word: str, spellings: Iterable[tuple[str, str]]) -> str:
    for old, new in spellings:
        word = word.replace(old, new)
    return DOUBLED.sub(r"\1", word)
