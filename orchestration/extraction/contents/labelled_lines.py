"""Lines of which a word beside a colon says who speaks: "Sources: plot was in its last days", "Bank knew: report".

Headlines and the highlights above an article have them. The engine seldom sees an attribution in such a line, which has
neither verb nor marks.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.naming.names import singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments, Span, trim
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import TITLE, Statement

LONGEST_LABEL = 3  # words
FEWEST_WORDS = 4  # of what is said
LONGEST_LINE = 45  # words
EDGES = " \t\n.…"
PROBABILITY = 0.7  # these have no score of their own; too few are labelled to measure it


def find_labelled_lines(field: str, segments: Segments, statements: list[Statement], people: People) -> list[Statement]:
    """New statements, of type indirect, from lines of which no part belongs to one of `statements`.

    The label stands in front, in a headline also behind.
    """
    taken = SpanIndex((span, s) for s in statements for span in s.content)
    return [
        Statement(field, [content], [], [source], PROBABILITY)
        for source, content in _lines(segments, people, field == TITLE)
        if not taken.within(*content)
    ]


def _lines(segments: Segments, people: People, is_headline: bool) -> Iterator[tuple[Span, Span]]:
    """Label and content of each such line."""
    tokens = segments.tokens
    for start, end in segments.paragraphs:
        first, stop = segments.word_at(start), segments.word_at(end - 1) + 1
        if segments.sentence_of[first] != segments.sentence_of[stop - 1]:
            continue
        colon = next((i for i in range(first, min(first + LONGEST_LABEL + 1, stop)) if tokens[i] == ":"), None)
        if colon is not None and colon > first and singular(tokens[colon - 1]) in people.labels:
            label, said = (first, colon), (colon + 1, stop)
        elif is_headline and (last := _last_label(tokens, first, stop, people)):
            label, said = (last + 1, stop), (first, last)
        else:
            continue
        if FEWEST_WORDS <= said[1] - said[0] <= LONGEST_LINE:
            content = trim(segments.text, segments.chars(*said), EDGES, EDGES)
            if content:
                yield segments.chars(*label), content


def _last_label(tokens: list[str], first: int, stop: int, people: People) -> int | None:
    """The colon before the label that ends a headline: "… in Russia probe: sources"."""
    ahead = range(max(first, stop - 1 - LONGEST_LABEL), stop - 1)
    colon = next((i for i in ahead if tokens[i] == ":"), None)
    return colon if colon is not None and singular(tokens[stop - 1]) in people.labels else None
