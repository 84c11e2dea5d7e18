"""What a statement holds, in numbers that two are held beside each other by before either is read.

Of the statements that share a few words most have too little in common for an edge, whatever its kind. That shows in
their words alone: what two of them have in common at most is counted from the numbers here, and what an edge takes at
least says `similarity.least_in_common`. No edge is lost by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zlib import crc32

from orchestration.claims.passages import MARKS
from orchestration.claims.statement import Statement
from orchestration.claims.words import HALF_WEIGHT, MOST_WORDS, QUOTED_LEAST, stem, weigh

# What a word adds to the weight in common: each list that it is in a part.
WEIGHT_OF_TELLING = HALF_WEIGHT
WEIGHT_OF_WHOLE = 1.0 - HALF_WEIGHT
WEIGHT_OF_JOINING = QUOTED_LEAST


@dataclass(frozen=True)
class Outline:
    """The words of a statement as numbers of 16 bits; the second time that one stands there it is another.

    `telling` are the content words without endings, `whole` those of them that weigh 1, with their endings, `joining`
    all others. Two words may have one number: in common is then counted too much, and never too little.
    """

    statement_id: str
    surnames: tuple[str, ...]
    on: date | None
    has_marks: bool
    denies: bool
    telling: tuple[int, ...]
    whole: tuple[int, ...]
    joining: tuple[int, ...]


def outline(statement: Statement) -> Outline | None:
    """The outline of a statement; None where it has more words than are kept of it."""
    if len(statement.words) >= MOST_WORDS:
        return None
    return Outline(
        statement.statement_id,
        tuple(sorted(statement.surnames)),
        statement.on,
        any(mark in statement.text for mark in MARKS),
        statement.denies,
        _number(map(stem, statement.content)),
        _number(word for word in statement.content if weigh(word) == 1),
        _number(word for word in statement.words if not weigh(word)),
    )


def _number(words: Iterable[str]) -> tuple[int, ...]:
    seen: Counter[str] = Counter()
    numbers = []
    for word in words:
        seen[word] += 1
        numbers.append(_hash(word, seen[word]))
    return tuple(numbers)


@lru_cache(maxsize=200_000)
def _hash(word: str, time: int) -> int:
    return crc32(f"{time} {word}".encode()) & 0xFFFF
