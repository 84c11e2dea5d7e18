"""Pairs are found through shared words, at a cost that follows the new statements, in any order of input."""

from __future__ import annotations

import random
from datetime import date, timedelta

from orchestration.claims.candidates import COMMON, MOST_COMPARISONS, find_edges
from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.similarity import Edge, compare
from orchestration.claims.statement import Statement

DAY = date(2026, 3, 1)
FIRST = [f"{start}{middle}" for start in "bdfgklmnprst" for middle in ("al", "en", "or")]
WORDS = [f"{first}{end}{last}" for first in FIRST for end in ("ik", "us", "ey", "ond") for last in "bdfgklmnprst"]
SPEAKERS = ["ada okafor", "ben ude", "chidi eze", None]


def make_statements(count: int, seed: int, prefix: str = "s") -> list[Statement]:
    """Quotations of invented words by a few speakers; one in four is a cut print of the one before."""
    draw = random.Random(seed)
    made: list[Statement] = []
    for number in range(count):
        words = draw.choices(WORDS, k=draw.randint(6, 20))
        if made and number % 4 == 3:
            words = list(made[-1].words[: max(5, len(made[-1].words) - draw.randint(0, 3))])
        on = DAY + timedelta(days=draw.randint(0, 20))
        made.append(Statement(f"{prefix}{number:05}", f"“{' '.join(words)}.”", draw.choice(SPEAKERS), on))
    return made


class Counting:
    """The real comparison, counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, a: Statement, b: Statement) -> Edge | None:
        self.count += 1
        return compare(a, b)


def count_comparisons(new: list[Statement], known: list[Statement]) -> int:
    counting = Counting()
    find_edges(new, known, comparison=counting)
    return counting.count


def test_candidates_lose_no_pair_that_comparing_all_would_find() -> None:
    statements = make_statements(160, seed=1)
    every = [compare(a, b) for i, a in enumerate(statements) for b in statements[i + 1 :]]

    expected = sorted(edge for edge in every if edge)
    assert len(expected) >= 35
    assert find_edges(statements) == expected


def test_order_of_input_does_not_matter() -> None:
    statements = make_statements(200, seed=2)
    expected = find_edges(statements)
    for seed in range(5):
        shuffled = random.Random(seed).sample(statements, len(statements))
        assert find_edges(shuffled) == expected


def test_days_one_by_one_find_what_one_run_finds() -> None:
    statements = make_statements(200, seed=3)
    edges = [find_edges(statements[start : start + 40], statements[:start]) for start in range(0, 200, 40)]

    assert sorted(edge for day in edges for edge in day) == find_edges(statements)


def test_comparisons_of_a_day_follow_the_day_not_the_history() -> None:
    day = make_statements(100, seed=4, prefix="new")
    short, long = make_statements(500, seed=5), make_statements(4000, seed=6)
    alone = count_comparisons(day, [])

    assert alone > 0
    assert count_comparisons(day, long) <= count_comparisons(day, short) + len(day)
    # All pairs would be 400,000.
    assert count_comparisons(day, long) < 10 * len(day)


def test_one_sentence_printed_everywhere_is_compared_so_often_and_no_more() -> None:
    copies = [
        Statement(f"c{number:04}", "“The northern dam will be finished before the rains.”") for number in range(COMMON)
    ]

    assert count_comparisons(copies, []) <= MOST_COMPARISONS * len(copies)
    edges = find_edges(copies)
    assert {name for edge in edges for name in (edge.left_id, edge.right_id)} == {each.statement_id for each in copies}


def test_fingerprint_that_too_many_share_is_passed_over() -> None:
    left, right = (Statement(name, "“The northern dam will be finished before the rains.”") for name in "ab")
    common = fingerprints(left)

    assert len(find_edges([left, right])) == 1
    assert find_edges([left, right], common=common) == []


def test_fingerprints_are_the_same_in_every_process() -> None:
    # Computed once and stored: a change would part new statements from old ones.
    assert min(fingerprints(Statement("a", "northern dam finished"))) == 3894531044933651535
