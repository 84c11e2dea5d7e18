"""Lines whose first word and a colon say who speaks: "Sources: plot was in its last days", "Report: bank knew".

Headlines and the highlights above an article have them. The engine seldom sees an attribution in such a line, which has
neither verb nor marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.names import singular
from orchestration.extraction.segment import Segments, Span, trim
from orchestration.extraction.statement import Statement

LABELS = frozenset(
    """analyst expert official police poll report source study survey un witness lawyer prosecutor""".split()
)
LONGEST_LABEL = 3  # words
FEWEST_WORDS = 4  # of what is said
LONGEST_LINE = 45  # words
EDGES = " \t\n.…"
PROBABILITY = 0.7  # these have no score of their own; too few are labelled to measure it


def find_labelled_lines(field: str, segments: Segments, statements: list[Statement]) -> list[Statement]:
    """New statements, of type indirect, from lines of which no part belongs to one of `statements`."""
    taken = [span for s in statements for span in s.content]
    return [
        Statement(field, [content], [], [source], PROBABILITY)
        for source, content in _lines(segments)
        if not any(a < content[1] and content[0] < b for a, b in taken)
    ]


def _lines(segments: Segments) -> Iterator[tuple[Span, Span]]:
    """Label and content of each such line."""
    tokens = segments.tokens
    for start, end in segments.paragraphs:
        first, stop = segments.word_at(start), segments.word_at(end - 1) + 1
        colon = next((i for i in range(first, min(first + LONGEST_LABEL + 1, stop)) if tokens[i] == ":"), None)
        if colon is None or colon == first or not FEWEST_WORDS <= stop - colon - 1 <= LONGEST_LINE:
            continue
        if singular(tokens[colon - 1]) not in LABELS or segments.sentence_of[first] != segments.sentence_of[stop - 1]:
            continue
        content = trim(segments.text, segments.chars(colon + 1, stop), EDGES, EDGES)
        if content:
            yield segments.chars(first, colon), content
