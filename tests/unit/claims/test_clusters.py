"""Statements joined around a core: any order of input, no chains, and cut prints of one speech together."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest

from orchestration.claims.clusters import Membership, group
from orchestration.claims.similarity import Edge


def edge(left: str, right: str, similarity: float = 0.8) -> Edge:
    return Edge(min(left, right), max(left, right), "edited", similarity)


def groups(memberships: list[Membership]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for each in memberships:
        found.setdefault(each.core_id, set()).add(each.statement_id)
    return {frozenset(members) for members in found.values()}


def test_statement_that_nothing_is_like_is_a_claim_of_its_own() -> None:
    assert group(["a"], []) == [Membership("a", "a", "core", 1.0)]


def test_parts_of_one_speech_are_held_together_by_the_whole() -> None:
    found = group("abcw", [edge("a", "w", 0.3), edge("b", "w", 0.4), edge("c", "w", 0.5)])

    assert groups(found) == {frozenset("abcw")}
    assert [each.similarity for each in found] == [0.3, 0.4, 0.5, 1.0]
    assert {each.core_id for each in found} == {"w"}


def test_chain_is_not_one_claim() -> None:
    chain = "abcdefgh"
    found = group(chain, [edge(left, right) for left, right in pairwise(chain)])

    assert max(map(len, groups(found))) <= 3
    assert not any({"a", "h"} <= members for members in groups(found))


def test_of_statements_with_as_many_beside_them_the_core_is_the_one_most_like_them() -> None:
    found = group("abcd", [edge("a", "b", 0.3), edge("b", "c", 0.5), edge("c", "d", 0.9)])

    assert [(each.statement_id, each.core_id) for each in found] == [("a", "a"), ("b", "c"), ("c", "c"), ("d", "c")]


def test_statement_between_two_claims_goes_to_the_one_it_is_most_like() -> None:
    edges = [edge("x1", "x2"), edge("x1", "x3"), edge("x2", "x3"), edge("y1", "y2"), edge("y1", "y3"), edge("y2", "y3")]
    found = group(["x1", "x2", "x3", "y1", "y2", "y3", "z"], [*edges, edge("z", "x1", 0.5), edge("z", "y1", 0.9)])

    assert groups(found) == {frozenset({"x1", "x2", "x3"}), frozenset({"y1", "y2", "y3", "z"})}


def test_two_groups_with_enough_edges_between_them_are_one() -> None:
    square = [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("a", "d")]

    assert groups(group("abcd", square)) == {frozenset("abcd")}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # Joined with c, the group of f has five members: d, like two of them, is not like half.
        ("ac be bf ce cf de df", {"abcef", "d"}),
        # Edges to two groups that were joined add up.
        ("ac ad ah ai bc bf bg bh cf ch de dg di ef eg ei fg fi gh hi", {"abcdefghi"}),
        ("ac ad ae ag aj bh bi cf cg df dh ef ek fg fk gk hj ik jk", {"acdefgjk", "bhi"}),
    ],
)
def test_a_group_that_was_joined_is_measured_whole(pairs: str, expected: set[str]) -> None:
    names = set(pairs) - {" "}

    assert groups(group(names, [edge(*pair) for pair in pairs.split()])) == {frozenset(each) for each in expected}


def test_edges_to_statements_not_asked_for_are_passed_over() -> None:
    assert groups(group("ab", [edge("a", "c"), edge("b", "c")])) == {frozenset("a"), frozenset("b")}


def test_order_of_input_does_not_matter() -> None:
    draw = random.Random(7)
    names = [f"s{number:02}" for number in range(40)]
    edges = [
        edge(left, right, draw.choice([0.3, 0.5, 0.9]))
        for left, right in combinations(names, 2)
        if draw.random() < 0.08
    ]
    expected = group(names, edges)

    assert 2 < len(groups(expected)) < 30
    for seed in range(10):
        other = random.Random(seed)
        assert group(other.sample(names, 40), other.sample(edges, len(edges))) == expected
