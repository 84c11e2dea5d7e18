"""Spans found by place are those that looking at all of them finds."""

from __future__ import annotations

import random

import pytest

from orchestration.extraction.text.segment import Span
from orchestration.extraction.text.spans import SpanIndex


@pytest.mark.parametrize("longest", [1, 8, 120])
def test_spans_within_are_all_that_share_a_character_in_order(longest: int) -> None:
    chance = random.Random(longest)
    spans = [(start, start + chance.randint(1, longest)) for start in chance.choices(range(100), k=60)]
    index: SpanIndex[Span] = SpanIndex((span, span) for span in spans)
    for start in range(110):
        for end in (start + 1, start + 5, start + 60):
            expected = sorted(span for span in spans if span[0] < end and start < span[1])
            assert index.within(start, end) == expected


def test_no_spans_hold_nothing() -> None:
    assert SpanIndex[Span](()).within(0, 10) == []
