"""Claims on real pairs of the same quotation, beside the checkout: cut, edited and exact prints are joined."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.settings import load_settings
from tests.benchmarks.claims_on_pairs import fill_warehouse, score

# Of the pairs whose two quotations were both extracted, the share that must be in one claim.
LEAST_JOINED = {"exact": 0.97, "prefix": 0.93, "diverging_tail": 0.85}


@pytest.mark.slow
def test_same_quotation_in_two_outlets_is_one_claim_as_often_as_asked(shared: Path, tmp_path: Path) -> None:
    # The rules cover fewer pairs than the tagger and need a minute instead of ten; what is joined is the same question.
    settings = load_settings(data=tmp_path, engine="rules", workers=1)
    fill_warehouse(settings, shared)
    figures = score(settings, shared)

    assert figures["all"]["pairs"] == 907
    assert figures["all"]["covered"] >= 0.8
    joined = {kind: figures[kind]["joined_of_covered"] for kind in LEAST_JOINED}
    assert {kind: share for kind, share in joined.items() if share < LEAST_JOINED[kind]} == {}
    # A claim that swallows everything would join every pair.
    assert figures["claims"]["largest"][0] <= 15
    assert figures["claims"]["with_two_or_more"] > 700
