"""What lower-cased word pieces do not show of a word: how it is capitalised, and whether a quotation holds it.

The tagger reads this beside the pieces, as one small number for each word, in training and afterwards alike.
"""

from __future__ import annotations

from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments

PLAIN, CAPITALISED, CAPITALS = 0, 1, 2
QUOTED = 3  # added where the word stands inside quotation marks
SHAPES = 6


def word_shapes(segments: Segments, quotations: Quotations) -> list[int]:
    """For every word of `segments` a number from 0 to 5: its capitals, plus QUOTED inside a quotation."""
    # A set: where two quotations touch without a space, a word may stand in both.
    quoted = {i for q in quotations.all for i in range(segments.word_at(q.start), segments.word_at(q.end))}
    return [_capitals(token) + QUOTED * (i in quoted) for i, token in enumerate(segments.tokens)]


def _capitals(token: str) -> int:
    if not token[0].isupper():
        return PLAIN
    return CAPITALS if len(token) > 1 and token.isupper() else CAPITALISED
