"""The likeliest allowed label sequence: the quick way and the search agree with trying them all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extraction.tagging.decode import best_labels
from orchestration.extraction.tagging.tagger import LABELS

SCORE = st.integers(-9, 9)


def _is_allowed(labels: tuple[int, ...]) -> bool:
    return all(
        label == 0 or label % 2 or before in (label, label - 1)
        for before, label in zip((0, *labels), labels, strict=False)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(SCORE, min_size=len(LABELS), max_size=len(LABELS)), min_size=1, max_size=4))
def test_labels_are_the_best_of_all_allowed_sequences(rows: list[list[int]]) -> None:
    scores = np.array(rows, np.float32)
    allowed = [labels for labels in product(range(len(LABELS)), repeat=len(rows)) if _is_allowed(labels)]
    best = max(sum(rows[i][label] for i, label in enumerate(labels)) for labels in allowed)

    found = tuple(best_labels(scores, [0] * len(rows)))

    assert _is_allowed(found)
    assert sum(rows[i][label] for i, label in enumerate(found)) == best


@pytest.mark.parametrize(("paragraph_of", "expected"), [([0, 0], [5, 6]), ([0, 1], [5, 5])])
def test_a_span_goes_on_within_its_paragraph_only(paragraph_of: list[int], expected: list[int]) -> None:
    scores = np.zeros((2, len(LABELS)), np.float32)
    scores[0, 5], scores[1, 6], scores[1, 5] = 9, 9, 8

    assert best_labels(scores, paragraph_of) == expected
