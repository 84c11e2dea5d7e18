"""Speakers that articles quote more than these speakers' own history lets expect: pure.

What is expected is the speaker's usual share of the articles read, times the articles read in the newest days: more
reading raises both sides. How surprising a count is, is its chance under a Poisson law of that expectation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A few articles of somebody who is hardly ever quoted are no rise, and of a thousand speakers chance lifts one.
LEAST_ARTICLES = 4
MOST_CHANCE = 0.001
LEAST_TIMES = 2.0
# Added to the history, so that a speaker never quoted before is compared with "hardly ever" and not with "never".
PRIOR_ARTICLES = 0.5


@dataclass(frozen=True)
class Rise:
    """A speaker quoted in `article_count` articles of the newest days where `expected` were to be expected."""

    speaker_id: str
    speaker_name: str
    article_count: int
    expected: float
    chance: float


def find_rises(rows: Sequence[Mapping[str, Any]], *, read_now: int, read_before: int, most: int) -> list[Rise]:
    """The most surprising rises, the least likely first.

    Args:
        rows: speaker_id, speaker_name, article_count (newest days), article_count_before (the time before them).
        read_now, read_before: articles read in the newest days and in the time before them.
        most: how many are returned.
    """
    if not read_now or not read_before:
        return []
    found = []
    for row in rows:
        count = int(row["article_count"])
        expected = (int(row["article_count_before"]) + PRIOR_ARTICLES) / read_before * read_now
        chance = chance_of_as_many(count, expected)
        if count >= LEAST_ARTICLES and count >= LEAST_TIMES * expected and chance <= MOST_CHANCE:
            found.append(Rise(str(row["speaker_id"]), str(row["speaker_name"]), count, expected, chance))
    return sorted(found, key=lambda rise: (rise.chance, -rise.article_count, rise.speaker_name))[:most]


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
