"""Transcripts and printed interviews: paragraphs that open with a name and a colon belong to whoever is named.

"BRANDT: We have begun." The engine reads some of them and misses the next; in a transcript all of them count, and what
the engine found inside is nested in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from orchestration.extraction.contents.interviews import find_answers
from orchestration.extraction.contents.speech_labels import KnownSpeakers, Label, find_labels
from orchestration.extraction.naming.names import Name
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments, Span, trim
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import Statement

PROBABILITY = 0.9  # these have no score of their own; too few are labelled to measure it
FEWEST_LINES, FEWEST_SPEAKERS = 4, 2
FEWEST_WORDS = 5  # of a line, on average: a list of results is no conversation
MOST_BETWEEN = 2.5  # paragraphs a label, on average: a list of claims that are checked is none either
NEARLY = 0.6  # of a line
EDGES = ' \t\n“”"'


def find_transcript(
    field: str,
    segments: Segments,
    statements: list[Statement],
    names: list[Name],
    outlets: list[OutletMention],
    people: People,
) -> list[Statement]:
    """All statements of the text: the lines of a transcript, and of `statements` those that are no part of such a line.

    A transcript has two speakers or more, one of them again: people whom the text names elsewhere too, offices, or
    whoever asks. Where labels are printed in capitals one such speaker is enough, and every label counts. Who only asks
    says nothing.
    """
    labels = find_labels(segments, KnownSpeakers.of(segments, names, outlets, people))
    if len(labels) < FEWEST_LINES and not any(label.is_asker for label in labels.values()):
        return statements
    interview = find_answers(segments, labels, names, outlets, people)
    for turns, ends in (*_transcripts(labels), (interview, interview)):
        following = dict(pairwise(ends))  # behind the last label only its own paragraph is a line
        spoken = [n for n, label in turns.items() if not label.is_asker]
        lines = {n: s for n in spoken if (s := _line(field, segments, turns[n], n, following.get(n, n + 1)))}
        words = sum(len(segments.text[a:b].split()) for s in lines.values() for a, b in s.content)
        if lines and words >= FEWEST_WORDS * len(lines):
            by_place = SpanIndex(((segments.paragraphs[n][0], s.end), (turns[n].span, s)) for n, s in lines.items())
            kept = [s for s in statements if s.source and not _is_part_of_any(s, by_place)]
            asking = SpanIndex((label.span, label) for label in turns.values() if label.is_asker)
            return [*lines.values(), *(s for s in kept if s.cue or not asking.within(*s.source[0]))]
    return statements


def _transcripts(labels: dict[int, Label]) -> Iterator[tuple[dict[int, Label], dict[int, Label]]]:
    """The turns of a transcript, by paragraph, and all its labels: of those in capitals and of those that are not."""
    for is_upper in (True, False):
        these = {n: label for n, label in labels.items() if label.is_asker or label.text.isupper() == is_upper}
        known = {n for n, label in these.items() if label.who and not label.is_asker}
        turns = {n: label for n, label in these.items() if label.is_asker or n in known or (is_upper and known)}
        named = Counter(label.last_word for label in turns.values() if not label.is_asker)
        speakers = len(named) + (sum(named.values()) < len(turns))
        if len(turns) < FEWEST_LINES or speakers < FEWEST_SPEAKERS or max(named.values(), default=1) == 1:
            continue
        if max(these) - min(these) <= MOST_BETWEEN * len(these):
            yield turns, these


def _line(field: str, segments: Segments, label: Label, number: int, following: int) -> Statement | None:
    """What is said under the label of one paragraph, with the paragraphs up to `following`."""
    spans: list[Span] = [(label.start, segments.paragraphs[number][1]), *segments.paragraphs[number + 1 : following]]
    content = [bare for span in spans if span[0] < span[1] and (bare := trim(segments.text, span, EDGES, EDGES))]
    source = label.who or label.span
    return Statement(field, content, [], [source], PROBABILITY, "direct") if content else None


def _is_part_of_any(statement: Statement, lines: SpanIndex[tuple[Span, Statement]]) -> bool:
    """Whether the engine read one of `lines` itself."""
    spans = statement.source + statement.content
    return any(_is_part(statement, *line) for span in spans for line in lines.within(*span))


def _is_part(statement: Statement, label: Span, line: Statement) -> bool:
    """Whether the engine read the line itself: by its label, without a verb, or nearly as a whole."""
    has_label = any(start < label[1] and label[0] < end for start, end in statement.source)
    held = sum(max(0, min(b, d) - max(a, c)) for a, b in statement.content for c, d in line.content)
    is_whole = held >= NEARLY * sum(b - a for a, b in line.content)
    return has_label or is_whole or (not statement.cue and line.holds(statement.start))
