"""Claim ids: one given is never given up. A claim that takes in others keeps the oldest id, and the other ids lead to
it; of a claim that falls apart, the part that holds most of it keeps the id.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from hashlib import md5

from orchestration.claims.clusters import Membership


@dataclass(frozen=True)
class Naming:
    """The id of each claim by its core; ids that are new, in order; and old ids with the id that they lead to."""

    by_core: Mapping[str, str]
    given: tuple[str, ...]
    aliases: Mapping[str, str]


def claim_id_of(core_id: str) -> str:
    """The id of a claim that is new, from its core: 16 hexadecimal digits, as `left(md5('claim|' || id), 16)`."""
    return md5(f"claim|{core_id}".encode(), usedforsecurity=False).hexdigest()[:16]


def name_claims(
    memberships: Iterable[Membership],
    before: Iterable[tuple[str, str]],
    age: Mapping[str, int],
    withdrawn: Container[str] = frozenset(),
) -> Naming:
    """Name every claim of these memberships.

    `before` has (statement, claim id) for what the statements, or those that they replace, belonged to; `age` the
    number of every id ever given that may be met here, lower for an older one; `withdrawn` those of them that no
    statement has and that lead nowhere: a claim with the same core may have them again.
    """
    members: dict[str, list[str]] = defaultdict(list)
    core_of = {}
    for each in memberships:
        members[each.core_id].append(each.statement_id)
        core_of[each.statement_id] = each.core_id
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for statement_id, claim_id in before:
        if statement_id in core_of:
            votes[claim_id][core_of[statement_id]] += 1
    claimed: dict[str, list[str]] = defaultdict(list)
    for claim_id, groups in votes.items():
        claimed[min(groups, key=lambda core: (-groups[core], core))].append(claim_id)
    by_core, given, aliases = {}, [], {}
    for core in sorted(members):
        if core in claimed:
            oldest, *others = sorted(claimed[core], key=lambda claim_id: (age[claim_id], claim_id))
            by_core[core] = oldest
            aliases.update(dict.fromkeys(others, oldest))
        else:
            by_core[core] = _new_id(core, age, withdrawn)
            given.append(by_core[core])
    return Naming(by_core, tuple(given), aliases)


def _new_id(core: str, age: Mapping[str, int], withdrawn: Container[str]) -> str:
    attempt, seed = 0, core
    while (claim_id := claim_id_of(seed)) in age and claim_id not in withdrawn:
        attempt += 1
        seed = f"{core}|{attempt}"
    return claim_id
