"""Which pairs of statements are compared: those that share fingerprints, so many for each new statement and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from orchestration.claims.similarity import Edge, compare
from orchestration.claims.statement import Statement

# A fingerprint that more statements share is a common phrase or a boilerplate, and says nothing.
COMMON = 400
# A new statement is compared with those that share most with it.
MOST_COMPARISONS = 60

Comparison = Callable[[Statement, Statement], Edge | None]


def find_edges(
    statements: Mapping[str, Statement], pairs: Iterable[tuple[str, str]], *, comparison: Comparison = compare
) -> list[Edge]:
    """The edges among these pairs of statement ids; sorted, whatever the order of the input."""
    found = (comparison(statements[left], statements[right]) for left, right in pairs)
    return sorted(edge for edge in found if edge)
