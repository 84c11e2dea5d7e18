"""Statements joined into claims. Every member is like the claim's core, not only like some other member: a chain of
pairs, each alike, does not make one claim of its two ends. Two groups become one where half of all pairs across agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orchestration.claims.similarity import Edge

# Of the pairs between two groups, the share that must be edges for the two to be one.
DENSE = 0.5

Neighbours = Mapping[str, Mapping[str, Edge]]


@dataclass(frozen=True, order=True)
class Membership:
    """A statement, the core of its claim, and the edge that holds it there.

    `kind` and `similarity` are those of its edge to the core, or to the member that it is most like where groups were
    joined; a core is kind `core`, similarity 1.
    """

    statement_id: str
    core_id: str
    kind: str
    similarity: float


def group(statement_ids: Iterable[str], edges: Iterable[Edge]) -> list[Membership]:
    """One membership for each statement, sorted by statement; the result depends on the sets alone, not their order.

    Cores are the statements that most others are like, none of them beside another core; each other statement goes
    to the core that it is most like. Edges to statements that are not asked for are passed over.
    """
    wanted = set(statement_ids)
    beside: dict[str, dict[str, Edge]] = defaultdict(dict)
    for edge in edges:
        if edge.left_id in wanted and edge.right_id in wanted:
            beside[edge.left_id][edge.right_id] = edge
            beside[edge.right_id][edge.left_id] = edge
    ranked = sorted(wanted, key=lambda name: (-len(beside[name]), -_pull(beside[name]), name))
    rank = {name: place for place, name in enumerate(ranked)}
    cores = _pick_cores(ranked, beside)
    core_of = {name: _nearest_core(name, beside[name], cores, rank) for name in wanted}
    core_of = _join_dense(core_of, beside, rank)
    return sorted(_describe(name, core_of, beside[name]) for name in wanted)


def _pick_cores(ranked: list[str], beside: Neighbours) -> set[str]:
    cores: set[str] = set()
    for name in ranked:
        if cores.isdisjoint(beside[name]):
            cores.add(name)
    return cores


def _nearest_core(name: str, beside: Mapping[str, Edge], cores: set[str], rank: Mapping[str, int]) -> str:
    if name in cores:
        return name
    return min((each for each in beside if each in cores), key=lambda each: (-beside[each].similarity, rank[each]))


def _join_dense(core_of: dict[str, str], beside: Neighbours, rank: Mapping[str, int]) -> dict[str, str]:
    """The groups after joining those with enough edges between them, the densest first."""
    sizes = Counter(core_of.values())
    across: dict[str, Counter[str]] = defaultdict(Counter)
    for name, edges in beside.items():
        for other in edges:
            if core_of[name] != core_of[other]:
                across[core_of[name]][core_of[other]] += 1
    into: dict[str, str] = {}
    waiting = True
    while waiting:
        pairs = [
            (-count / (sizes[left] * sizes[right]), rank[left], rank[right], left, right)
            for left in across
            for right, count in across[left].items()
            if rank[left] < rank[right] and count >= DENSE * sizes[left] * sizes[right]
        ]
        waiting = bool(pairs)
        if pairs:
            *_, left, right = min(pairs)
            _absorb(left, right, across, sizes)
            into[right] = left
    return {name: _follow(core, into) for name, core in core_of.items()}


def _absorb(left: str, right: str, across: dict[str, Counter[str]], sizes: Counter[str]) -> None:
    sizes[left] += sizes.pop(right)
    for other, count in across.pop(right).items():
        del across[other][right]
        if other != left:
            across[left][other] += count
            across[other][left] += count


def _follow(core: str, into: Mapping[str, str]) -> str:
    while core in into:
        core = into[core]
    return core


def _describe(name: str, core_of: Mapping[str, str], beside: Mapping[str, Edge]) -> Membership:
    core = core_of[name]
    if name == core:
        return Membership(name, name, "core", 1.0)
    inside = [edge for other, edge in beside.items() if core_of[other] == core]
    best = beside.get(core) or min(inside, key=lambda edge: (-edge.similarity, edge.left_id, edge.right_id))
    return Membership(name, core, best.kind, best.similarity)


def _pull(beside: Mapping[str, Edge]) -> float:
    return round(sum(edge.similarity for edge in beside.values()), 4)
