"""The words of a statement as they are compared: lower case, no marks, each with its weight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

# An apostrophe inside a word belongs to it: outlets print it in four ways.
APOSTROPHE = re.compile(r"(?<=\w)['’‘`](?=\w)")
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d")
# The marks of ordinary print that are not ASCII; they only part words.
PARTING = str.maketrans(dict.fromkeys("“”„«»‘’–—…", " "))
# Longer ones are speeches; what follows would make comparing cost more than it tells.
MOST_WORDS = 500
HALF_WEIGHT = 0.5
WEIGHTS = {"nothing": 0.0, "half": HALF_WEIGHT}
# What a word that only joins weighs all the same inside quotation marks: there the wording itself is what was said.
QUOTED_LEAST = 0.25


@cache
def read_common_words() -> dict[str, float]:
    """Word -> weight of those that weigh less than 1, from common_words.txt."""
    weights: dict[str, float] = {}
    group = 1.0
    for line in files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            group = WEIGHTS[line.strip("[]")]
        elif not line.startswith("#"):
            for word in line.split():
                weights[word] = min(group, weights.get(word, 1.0))
    return weights


@lru_cache(maxsize=10_000)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a text in order, at most MOST_WORDS: no case, accents, marks or punctuation.

    The last ones are kept: a statement's text is asked for as its words and as its passages, and speakers return.
    """
    letters = APOSTROPHE.sub("", text).translate(PARTING)
    if letters.isascii():  # nearly all are; to go through their letters one by one takes ten times as long
        return tuple(WORD.findall(letters.lower())[:MOST_WORDS])
    plain = unicodedata.normalize("NFKD", letters).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(WORD.findall(letters)[:MOST_WORDS])


@cache
def read_quoted_words() -> dict[str, float]:
    """The same inside quotation marks, where no word weighs less than QUOTED_LEAST."""
    return {word: max(QUOTED_LEAST, weight) for word, weight in read_common_words().items()}


def weigh(word: str) -> float:
    """How much a word says: 0 for one that only joins, 0.5 for what all public speech is made of, else 1."""
    return read_common_words().get(word, 1.0)


def weigh_all(words: Iterable[str], *, are_quoted: bool) -> tuple[float, ...]:
    """A weight for each of the words of a passage."""
    known = read_quoted_words() if are_quoted else read_common_words()
    return tuple([known.get(word, 1.0) for word in words])


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without the commonest endings, so that "attacked" meets "attacks"; numbers stay whole."""
    if NUMBER.search(word):
        return word
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
