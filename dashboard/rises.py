"""Speakers that articles quote more than these speakers' own history lets expect: pure.

What is expected is the speaker's usual share of the articles read, times the articles read in the newest days: more
reading raises both sides. How surprising a count is, is its chance under a Poisson law of that expectation: as if
articles were independent of each other, which texts that outlets share are not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A few articles of somebody who is hardly ever quoted are no rise.
LEAST_ARTICLES = 4
# The more speakers are compared, the more of them chance lifts: the first of these chances is asked for by which it
# would lift MOST_BY_CHANCE of them at most.
CHANCES = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)
MOST_BY_CHANCE = 0.5
LEAST_TIMES = 2.0
# Added to the history, so that a speaker never quoted before is compared with "hardly ever" and not with "never".
PRIOR_ARTICLES = 0.5


@dataclass(frozen=True)
class Rise:
    """A speaker quoted in `article_count` articles of the newest days where `expected` were to be expected."""

    speaker_id: str
    speaker_name: str
    article_count: int
    article_count_before: int
    expected: float
    chance: float


def find_rises(
    rows: Sequence[Mapping[str, Any]], *, read_now: int, read_before: int, most: int, most_chance: float = CHANCES[0]
) -> list[Rise]:
    """The most surprising rises, the least likely first.

    Args:
        rows: speaker_id, speaker_name, article_count (newest days), article_count_before (the time before them).
        read_now, read_before: articles read in the newest days and in the time before them.
        most: how many are returned.
        most_chance: what `choose_chance` gives.
    """
    if not read_now or not read_before:
        return []
    found = []
    for row in rows:
        count, before = int(row["article_count"]), int(row["article_count_before"])
        expected = expect(before, read_now, read_before)
        if is_rise(count, expected, most_chance):
            chance = chance_of_as_many(count, expected)
            found.append(Rise(str(row["speaker_id"]), str(row["speaker_name"]), count, before, expected, chance))
    return sorted(found, key=lambda rise: (rise.chance, -rise.article_count, rise.speaker_name))[:most]


def expect(before: int, read_now: int, read_before: int) -> float:
    """How many articles of the newest days are to be expected to quote whom `before` of those before them quote."""
    return (before + PRIOR_ARTICLES) / read_before * read_now


def is_rise(count: int, expected: float, most_chance: float) -> bool:
    """Whether so many articles, so much more than expected, and by so small a chance, are a rise."""
    if count < max(LEAST_ARTICLES, LEAST_TIMES * expected):
        return False
    return chance_of_as_many(count, expected) <= most_chance


def choose_chance(compared: Mapping[int, int], *, read_now: int, read_before: int) -> tuple[float, float]:
    """The chance to ask for, and how many rises chance alone then gives; see `count_by_chance`."""
    for most_chance in CHANCES:
        by_chance = count_by_chance(compared, read_now=read_now, read_before=read_before, most_chance=most_chance)
        if by_chance <= MOST_BY_CHANCE:
            break
    return most_chance, by_chance


def count_by_chance(
    compared: Mapping[int, int], *, read_now: int, read_before: int, most_chance: float = CHANCES[0]
) -> float:
    """How many rises chance alone would give, where nobody's share had changed.

    Args:
        compared: how many speakers were quoted in so many articles of the time before.
        read_now, read_before, most_chance: as of `find_rises`.
    """
    if not read_now or not read_before:
        return 0.0
    total = 0.0
    for before, speaker_count in compared.items():
        expected = expect(before, read_now, read_before)
        least = max(LEAST_ARTICLES, math.ceil(LEAST_TIMES * expected))
        while not is_rise(least, expected, most_chance):
            least += 1
        total += speaker_count * chance_of_as_many(least, expected)
    return total


def chance_of_as_many(count: int, expected: float) -> float:
    """The chance of `count` or more where `expected` are to be expected, under a Poisson law."""
    if count <= 0:
        return 1.0
    # The tail is summed upwards from its first term: one minus the sum below it would round to nothing.
    term = math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))
    total, place = 0.0, count
    while term > total * 1e-12 and place < count + 10_000:
        total += term
        place += 1
        term *= expected / place
    return min(1.0, total)
