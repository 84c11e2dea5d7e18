"""Capitals and quotation marks as the tagger reads them beside the pieces."""

from __future__ import annotations

from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment
from orchestration.extraction.text.shapes import CAPITALISED, CAPITALS, PLAIN, QUOTED, SHAPES, word_shapes


def _shapes(text: str) -> dict[str, int]:
    segments = segment(text)
    return dict(zip(segments.tokens, word_shapes(segments, find_quotations(segments)), strict=True))


def test_capitals_are_told_apart() -> None:
    shapes = _shapes("The UN met in Accra; I waited")

    assert [shapes[w] for w in ("The", "UN", "met", "Accra", "I")] == [
        CAPITALISED, CAPITALS, PLAIN, CAPITALISED, CAPITALISED,
    ]  # fmt: skip


def test_words_inside_quotation_marks_are_quoted_marks_included() -> None:
    shapes = _shapes("Korkut said: “We open in May.” Nobody clapped")

    assert shapes["Korkut"] == CAPITALISED
    assert [shapes[w] for w in ("“", "We", "open", "”")] == [QUOTED, QUOTED + CAPITALISED, QUOTED, QUOTED]
    assert shapes["clapped"] == PLAIN


def test_marks_that_touch_count_once() -> None:
    segments = segment("''''''' said “one”“two” and ''three''''four'' a»b``''b''«``’")
    quotations = find_quotations(segments)

    assert all(before.end <= after.start for before, after in zip(quotations.all, quotations.all[1:], strict=False))
    assert max(word_shapes(segments, quotations)) < SHAPES
