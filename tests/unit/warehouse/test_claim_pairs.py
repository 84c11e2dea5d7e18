"""Pairs are found through shared words, at a cost that follows the new statements, in any order of input.

Counted by DuckDB over a table of fingerprints as the raw file has it; compared by the rules.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from orchestration.claims.candidates import COMMON, MOST_COMPARISONS, find_edges
from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.similarity import Edge, compare
from orchestration.claims.statement import Statement
from orchestration.claims.words import MOST_WORDS
from orchestration.warehouse.claim_pairs import find_pairs, keep_possible, list_fingerprints, list_outlines

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


def make_mixed(count: int, seed: int) -> list[Statement]:
    """Statements of all forms about few things: quoted, reported and both, repeated, cut, reworded, on near days."""
    draw = random.Random(seed)
    nouns = "dam ferry bridge harbour budget strike treaty border reactor census".split()
    verbs = "collapse reopen flood expand fail divide protect close rebuild delay".split()
    joins = "that the will not be of in and by for we have to it is before after".split()
    made: list[Statement] = []
    for number in range(count):
        words = [draw.choice(draw.choice((nouns, verbs, joins, joins))) for _ in range(draw.randint(4, 24))]
        if made and draw.random() < 0.6:
            words = list(draw.choice(made).words)
            start = draw.randint(0, len(words) // 2)
            words = words[start : start + draw.randint(3, 24)]
            if draw.random() < 0.5:
                words = [word + "s" if word in nouns and draw.random() < 0.5 else word for word in words]
        cut = draw.randint(0, len(words))
        text = draw.choice(("“{0} {1}.”", "{0} {1}", "{0} “{1}”", "“{0}” {1} “{0}”"))
        on = draw.choice((None, *(DAY + timedelta(days=days) for days in (0, 1, 2, 5, 30))))
        made.append(
            Statement(f"m{number:05}", text.format(" ".join(words[:cut]), " ".join(words[cut:])),
                      draw.choice(SPEAKERS), on, draw.choice(("assert", "assert", "deny")))
        )  # fmt: skip
    return made


def pair_up(new: Iterable[Statement], known: Iterable[Statement] = ()) -> list[tuple[str, str]]:
    """The pairs that are compared where `known` are matched already."""
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA raw")
        con.register("known", list_fingerprints(known))
        con.execute("CREATE TABLE raw.claim_fingerprints AS SELECT * FROM known")
        con.register("known_outlines", list_outlines(known))
        con.execute("CREATE TABLE raw.claim_outlines AS SELECT * FROM known_outlines")
        con.execute("CREATE TEMP TABLE claim_gone (statement_id VARCHAR)")
        con.register("fresh", list_fingerprints(new))
        con.register("fresh_outlines", list_outlines(new))
        return find_pairs(con)


def count_pairs(new: list[Statement], known: list[Statement]) -> int:
    """How many comparisons the new ones cost."""
    return len(pair_up(new, known))


def edges_between(new: list[Statement], known: list[Statement] | None = None) -> list[Edge]:
    """The edges of new statements."""
    known = known or []
    return find_edges({each.statement_id: each for each in new + known}, pair_up(new, known))


def test_candidates_lose_no_pair_that_comparing_all_would_find() -> None:
    statements = make_statements(160, seed=1)
    every = [compare(a, b) for i, a in enumerate(statements) for b in statements[i + 1 :]]

    expected = sorted(edge for edge in every if edge)
    assert len(expected) >= 35
    assert edges_between(statements) == expected


def test_what_the_outlines_pass_over_is_no_edge() -> None:
    kinds: set[str] = set()
    for seed in range(4):
        statements = make_mixed(120, seed)
        every = [(a, b) for i, a in enumerate(statements) for b in statements[i + 1 :]]
        sides = zip(*((a.statement_id, b.statement_id) for a, b in every), strict=True)
        with duckdb.connect() as con:
            con.register("every_pair", pa.table([pa.array(side) for side in sides], names=["left_id", "right_id"]))
            con.register("outlines", list_outlines(statements))
            possible = set(keep_possible(con, "every_pair", "outlines"))
        edges = {(edge.left_id, edge.right_id): edge.kind for a, b in every if (edge := compare(a, b))}

        assert edges.keys() <= possible
        assert len(possible) < len(every) / 2
        kinds.update(edges.values())
    assert kinds == {"exact", "contained", "edited", "passage", "paraphrase"}


def test_a_short_denial_of_what_another_said_is_compared_and_its_like_is_not() -> None:
    words = "that the American fleet had shelled the fishing villages of the southern coast"
    said = Statement("said", words, "omar haddad", DAY)

    for stance, later, expected in (("deny", 1, [("denied", "said")]), ("assert", 1, []), ("deny", 8, [])):
        other = Statement("denied", words, "washington", DAY + timedelta(days=later), stance)
        assert pair_up([said, other]) == expected


def test_long_speech_has_no_outline_and_is_compared() -> None:
    speech = " ".join(WORDS[: MOST_WORDS + 1])
    statements = [Statement(name, f"“{speech}.”") for name in ("one", "other")]

    assert list_outlines(statements).num_rows == 0
    assert pair_up(statements) == [("one", "other")]


def test_order_of_input_does_not_matter() -> None:
    statements = make_statements(200, seed=2)
    expected = edges_between(statements)
    for seed in range(5):
        shuffled = random.Random(seed).sample(statements, len(statements))
        assert edges_between(shuffled) == expected


def test_days_one_by_one_find_what_one_run_finds() -> None:
    statements = make_statements(200, seed=3)
    edges = [edges_between(statements[start : start + 40], statements[:start]) for start in range(0, 200, 40)]

    assert sorted(edge for day in edges for edge in day) == edges_between(statements)


def test_comparisons_of_a_day_follow_the_day_not_the_history() -> None:
    day = make_statements(100, seed=4, prefix="new")
    short, long = make_statements(500, seed=5), make_statements(4000, seed=6)
    alone = count_pairs(day, [])

    assert alone > 0
    assert count_pairs(day, long) <= count_pairs(day, short) + len(day)
    # All pairs would be 400,000.
    assert count_pairs(day, long) < 10 * len(day)


def test_one_sentence_printed_everywhere_is_compared_so_often_and_no_more() -> None:
    copies = [
        Statement(f"c{number:04}", "“The northern dam will be finished before the rains.”") for number in range(COMMON)
    ]

    assert count_pairs(copies, []) <= MOST_COMPARISONS * len(copies)
    edges = edges_between(copies)
    assert {name for edge in edges for name in (edge.left_id, edge.right_id)} == {each.statement_id for each in copies}


def test_fingerprint_that_too_many_share_is_passed_over() -> None:
    text = "“The northern dam will be finished before the rains.”"
    known = [Statement(f"k{number:04}", text) for number in range(COMMON - 1)]

    assert count_pairs([Statement("n", text)], known) == MOST_COMPARISONS
    assert pair_up([Statement("n", text), Statement("o", text)], known) == []


def test_what_is_compared_is_what_shares_most() -> None:
    words = " ".join(WORDS[:40])
    near = [Statement(f"near{number:02}", f"“{words} {WORDS[50 + number]}.”") for number in range(MOST_COMPARISONS)]
    far = [Statement(f"far{number:02}", f"“{' '.join(WORDS[:5])} {WORDS[200 + number]}.”") for number in range(40)]
    new = Statement("new", f"“{words}.”")

    assert sorted(pair_up([new], near + far)) == [(each.statement_id, "new") for each in near]


def test_fingerprints_are_the_same_in_every_process() -> None:
    # Computed once and stored: a change would part new statements from old ones.
    assert min(fingerprints(Statement("a", "northern dam finished"))) == 3894531044933651535
