"""Joining judged pairs: the surest first, and nobody beside whom they contradict, be it through a third."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from orchestration.identity.compare import Judgement
from orchestration.identity.join import Components, Pair, join_pairs, make_pair


def pair(names: str, score: float, verdict: str = "same") -> Pair:
    return make_pair(names[0], names[1], Judgement(verdict, score, ("name",)))


def join(
    pairs: Sequence[Pair], apart: str = "", weights: dict[str, int] | None = None
) -> tuple[list[list[str]], list[tuple[str, str]]]:
    """The components of a, b and c, and the reviews with their last reasons; `apart` are two that contradict."""
    components = Components("abc")
    equal = dict.fromkeys("abc", 1)
    _, reviews = join_pairs(components, pairs, lambda one, other: {one, other} == set(apart), equal | (weights or {}))
    return components.all(), [(each.left_id + each.right_id, each.judgement.why[-1]) for each in reviews]


@pytest.mark.parametrize("pairs", [[pair("ab", 0.9), pair("bc", 0.75)], [pair("bc", 0.75), pair("ba", 0.9)]])
def test_two_that_contradict_are_not_joined_through_a_third(pairs: list[Pair]) -> None:
    assert join(pairs, apart="ac") == ([["a", "b"], ["c"]], [("bc", "would join two that differ")])
    assert join(pairs) == ([["a", "b", "c"]], [])


def test_who_may_be_either_of_two_is_neither_unless_one_of_them_is_printed_much_more_often() -> None:
    pairs = [pair("ab", 0.8), pair("bc", 0.75)]

    assert join(pairs, apart="ac") == ([["a"], ["b"], ["c"]], [("ab", "either of two"), ("bc", "either of two")])
    assert join(pairs, apart="ac", weights={"c": 10}) == ([["a"], ["b", "c"]], [("ab", "either of two")])


def test_a_question_about_two_that_others_have_joined_is_none_any_more() -> None:
    assert join([pair("ab", 0.9), pair("ac", 0.5, "unsure")]) == ([["a", "b"], ["c"]], [("ac", "name")])
    assert join([pair("ab", 0.9), pair("bc", 0.9), pair("ac", 0.5, "unsure")]) == ([["a", "b", "c"]], [])
