"""Where a text is written from, as it is printed before its first sentence: "BISHKEK (TCA) —", "LIMA, Oct. 13 —"."""

from __future__ import annotations

import re

from orchestration.extraction.text.segment import Segments

DATELINE = re.compile(
    r"[A-ZÀ-Ý][A-ZÀ-Ý .,’'/-]{1,40}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s*(?:\([^)\n]{2,40}\)\s*[—–-]+|—|–|--?(?=\s))\s*"
)


def dateline_end(segments: Segments, at: int) -> int:
    """Where the text begins behind the dateline, for a position in the paragraph that opens with one; else 0."""
    start = segments.paragraphs[segments.paragraph_at(at)][0]
    match = DATELINE.match(segments.text, start)
    return match.end() if match else 0


def in_dateline(segments: Segments, word: int) -> bool:
    """Whether the word is a part of the dateline that opens its paragraph."""
    return segments.words[word][0] < dateline_end(segments, segments.words[word][0])
