"""From judged pairs to speakers: the surest pairs first, and never two names that contradict each other in one.

The outcome is a function of the pairs alone: they are put in order before anything is joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from orchestration.identity.compare import DOMINANT, Judgement

TIE = 0.1  # two partners whose scores differ by less are equally likely


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles by id, the smaller first, and what was judged of them."""

    left_id: str
    right_id: str
    judgement: Judgement


def make_pair(one: str, other: str, judgement: Judgement) -> Pair:
    """The pair with its ids in order."""
    return Pair(min(one, other), max(one, other), judgement)


def doubt(pair: Pair, reason: str) -> Pair:
    """The pair as a question, for one more reason."""
    judgement = Judgement("unsure", pair.judgement.score, (*pair.judgement.why, reason))
    return Pair(pair.left_id, pair.right_id, judgement)


class Components:
    """Profiles by the component they are in; a component is named by its smallest id until it has a better name."""

    def __init__(self, profile_ids: Iterable[str]) -> None:
        self._members: dict[str, list[str]] = {each: [each] for each in profile_ids}
        self._root: dict[str, str] = {each: each for each in self._members}

    def root(self, profile_id: str) -> str:
        """The component of a profile."""
        return self._root[profile_id]

    def members(self, root: str) -> list[str]:
        """The profiles of a component, sorted."""
        return self._members[root]

    def unite(self, one: str, other: str) -> None:
        """Make one component of those of two profiles."""
        low, high = sorted((self._root[one], self._root[other]))
        if low == high:
            return
        for each in self._members[high]:
            self._root[each] = low
        self._members[low] = sorted(self._members[low] + self._members.pop(high))

    def all(self) -> list[list[str]]:
        """Every component's profiles."""
        return [self._members[root] for root in sorted(self._members)]


def join_pairs(
    components: Components,
    pairs: Iterable[Pair],
    contradict: Callable[[str, str], bool],
    weights: Mapping[str, int],
) -> tuple[list[Pair], list[Pair]]:
    """Join what is judged the same; returns the pairs that hold and those that are left for review.

    A profile that may be either of two that contradict each other is joined to neither, unless one of them is printed
    so much more often (`weights`: articles by profile) that the other is the doubtful one.
    """
    listed = sorted(pairs, key=lambda pair: (-pair.judgement.score, pair.left_id, pair.right_id))
    same = [pair for pair in listed if pair.judgement.verdict == "same"]
    torn = _find_torn(same, contradict, weights)
    edges: list[Pair] = []
    reviews = [pair for pair in listed if pair.judgement.verdict == "unsure"]
    for pair in same:
        left, right = components.root(pair.left_id), components.root(pair.right_id)
        clash = left != right and any(
            contradict(a, b) for a in components.members(left) for b in components.members(right)
        )
        if pair in torn or clash:
            reviews.append(doubt(pair, "either of two" if pair in torn else "would join two that differ"))
        else:
            components.unite(pair.left_id, pair.right_id)
            edges.append(pair)
    # Joined by other pairs since: no question is left.
    reviews = [pair for pair in reviews if components.root(pair.left_id) != components.root(pair.right_id)]
    return edges, reviews


def _find_torn(same: list[Pair], contradict: Callable[[str, str], bool], weights: Mapping[str, int]) -> set[Pair]:
    partners: dict[str, list[tuple[float, str, Pair]]] = defaultdict(list)
    for pair in same:
        partners[pair.left_id].append((pair.judgement.score, pair.right_id, pair))
        partners[pair.right_id].append((pair.judgement.score, pair.left_id, pair))
    torn: set[Pair] = set()
    for listed in partners.values():
        best = max(score for score, _, _ in listed)
        near = [(other, pair) for score, other, pair in listed if score > best - TIE]
        for other, pair in near:
            rivals = [another for another, _ in near if DOMINANT * weights[another] > weights[other]]
            if any(contradict(other, another) for another in rivals if another != other):
                torn.add(pair)
    return torn
