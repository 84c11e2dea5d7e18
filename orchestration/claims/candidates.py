"""Which pairs of statements are compared: those that share fingerprints, so many for each new statement and no more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping

from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.similarity import Edge, compare
from orchestration.claims.statement import Statement

# A fingerprint that more statements share is a common phrase or a boilerplate, and says nothing.
COMMON = 400
# A new statement is compared with those that share most with it.
MOST_COMPARISONS = 60

Comparison = Callable[[Statement, Statement], Edge | None]


def find_edges(
    new: Iterable[Statement],
    known: Iterable[Statement] = (),
    *,
    common: Container[int] = frozenset(),
    prints: Mapping[str, Collection[int]] | None = None,
    comparison: Comparison = compare,
) -> list[Edge]:
    """The edges between new statements, and from them to known ones; sorted, whatever the order of the input.

    Pairs of two known statements are not looked at. At most MOST_COMPARISONS comparisons for a new statement. `common`
    are fingerprints that too many statements share where `known` is only part of what there is; `prints` those of
    statements of which they are known already.
    """
    fresh = {each.statement_id: each for each in new}
    everything = {each.statement_id: each for each in known} | fresh
    prints = {
        name: prints[name] if prints and name in prints else fingerprints(each) for name, each in everything.items()
    }
    holders: dict[int, list[str]] = defaultdict(list)
    for name in sorted(everything):
        for fingerprint in prints[name]:
            holders[fingerprint].append(name)
    pairs: set[tuple[str, str]] = set()
    for name in fresh:
        shared = Counter(
            other
            for fingerprint in prints[name]
            if len(holders[fingerprint]) <= COMMON and fingerprint not in common
            for other in holders[fingerprint]
            if other != name
        )
        nearest = sorted(shared, key=lambda other: (-shared[other], other))[:MOST_COMPARISONS]
        pairs.update((min(name, other), max(name, other)) for other in nearest)
    found = (comparison(everything[left], everything[right]) for left, right in sorted(pairs))
    return [edge for edge in found if edge]
