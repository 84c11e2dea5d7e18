"""Ids of claims: new, kept, joined, parted."""

from __future__ import annotations

from orchestration.claims.clusters import Membership
from orchestration.claims.identifiers import claim_id_of, name_claims


def members(*groups: str) -> list[Membership]:
    """One claim for each string, its letters the statements and the first one the core."""
    return [Membership(name, each[0], "edited", 0.9) for each in groups for name in each]


def test_new_claim_is_named_after_its_core() -> None:
    naming = name_claims(members("ab"), [], {})

    assert naming.by_core == {"a": claim_id_of("a")}
    assert naming.given == (claim_id_of("a"),)
    assert naming.aliases == {}


def test_claim_keeps_its_id_when_its_core_changes() -> None:
    naming = name_claims(members("cab"), [("a", "old"), ("b", "old")], {"old": 1})

    assert (naming.by_core, naming.given, naming.aliases) == ({"c": "old"}, (), {})


def test_joined_claims_keep_the_older_id_and_the_other_leads_to_it() -> None:
    before = [("a", "younger"), ("b", "younger"), ("c", "older")]
    naming = name_claims(members("abc"), before, {"younger": 9, "older": 3})

    assert naming.by_core == {"a": "older"}
    assert naming.aliases == {"younger": "older"}


def test_larger_part_of_a_claim_that_falls_apart_keeps_the_id() -> None:
    before = [(name, "whole") for name in "abcd"]
    naming = name_claims(members("a", "bcd"), before, {"whole": 1})

    assert naming.by_core == {"a": claim_id_of("a"), "b": "whole"}
    assert naming.given == (claim_id_of("a"),)


def test_id_that_was_given_to_another_claim_is_not_given_again() -> None:
    taken = claim_id_of("a")
    naming = name_claims(members("a", "bcd"), [(name, taken) for name in "abcd"], {taken: 1})

    assert naming.by_core["b"] == taken
    assert naming.by_core["a"] != taken
    assert naming.given == (naming.by_core["a"],)


def test_id_that_no_statement_has_any_more_may_return_with_its_core() -> None:
    withdrawn = claim_id_of("a")

    assert name_claims(members("a"), [], {withdrawn: 1}, {withdrawn}).by_core == {"a": withdrawn}
