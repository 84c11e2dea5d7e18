"""Statements joined into claims. Every member is like the claim's core, not only like some other member: a chain of
pairs, each alike, does not make one claim of its two ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.claims.similarity import Edge


@dataclass(frozen=True, order=True)
class Membership:
    """A statement, the core of its claim and what joins the two; a core is joined to itself: kind core, similarity 1."""

    statement_id: str
    core_id: str
    kind: str
    similarity: float


def group(statement_ids: Iterable[str], edges: Iterable[Edge]) -> list[Membership]:
    """One membership for each statement, sorted by statement; the result depends on the sets alone, not their order.

    Cores are the statements that most others are like, none of them beside another core; each other statement goes
    to the core that it is most like.
    """
    beside: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge in edges:
        beside[edge.left_id][edge.right_id] = edge
        beside[edge.right_id][edge.left_id] = edge
    wanted = set(statement_ids)
    ranked = sorted(wanted, key=lambda name: (-len(beside[name]), -_pull(beside[name]), name))
    rank = {name: place for place, name in enumerate(ranked)}
    cores: set[str] = set()
    for name in ranked:
        if cores.isdisjoint(beside[name]):
            cores.add(name)
    return sorted(_join(name, beside[name], cores, rank) for name in wanted)


def _join(name: str, beside: dict[str, Edge], cores: set[str], rank: dict[str, int]) -> Membership:
    if name in cores:
        return Membership(name, name, "core", 1.0)
    core = min((other for other in beside if other in cores), key=lambda other: (-beside[other].similarity, rank[other]))
    return Membership(name, core, beside[core].kind, beside[core].similarity)


def _pull(beside: dict[str, Edge]) -> float:
    return round(sum(edge.similarity for edge in beside.values()), 4)
