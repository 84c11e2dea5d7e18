"""Transcripts and printed interviews: paragraphs that open with a name and a colon belong to whoever is named.

"BRANDT: We have begun." The engine reads some of them and misses the next; in a transcript all of them count, and what
the engine found inside is nested in them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from orchestration.extraction.naming.names import Name, singular
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments, Span, trim
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import Statement

PROBABILITY = 0.9  # these have no score of their own; too few are labelled to measure it
LABEL = re.compile(r"[“\"]?(?P<who>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){0,4}(?:\s\([^)\n]{1,40}\))?):\s")
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

    A transcript has two speakers or more, one of them again: people or outlets whom the text names elsewhere too, or
    offices. Where labels are printed in capitals one such speaker is enough, and every label counts.
    """
    known = _known(segments, names, outlets)
    labels = {n: m for n, (start, _) in enumerate(segments.paragraphs) if (m := LABEL.match(segments.text, start))}
    for is_upper in (True, False):
        these = {n: m for n, m in labels.items() if m["who"].isupper() == is_upper}
        speakers = {n for n, m in these.items() if _is_speaker(m["who"], known, people)}
        spoken = list(these) if is_upper and speakers else sorted(speakers)
        named = Counter(these[n]["who"] for n in spoken)
        if len(spoken) < FEWEST_LINES or len(named) < FEWEST_SPEAKERS or max(named.values()) == 1:
            continue
        if max(these) - min(these) > MOST_BETWEEN * len(these):
            continue
        following = dict(pairwise(these))  # behind the last label only its own paragraph is a line
        lines = [line for n in spoken if (line := _line(field, segments, these[n], n, following.get(n, n + 1)))]
        if sum(len(segments.text[a:b].split()) for s in lines for a, b in s.content) >= FEWEST_WORDS * len(lines):
            by_place = SpanIndex(((line.source[0][0], line.end), line) for line in lines)
            return lines + [s for s in statements if s.source and not _is_part_of_any(s, by_place)]
    return statements


def _known(segments: Segments, names: list[Name], outlets: list[OutletMention]) -> frozenset[str]:
    """The last words of the people and outlets that the text names, in lower case; capitals alone name nobody."""
    people = (segments.tokens[n.end - 1] for n in names if n.kind == "person" and n.end - n.core > 1 - n.has_title)
    printed = (segments.tokens[m.end - 1] for m in outlets)
    return frozenset([w.lower() for w in people if not w.isupper()] + [w.lower() for w in printed])


def _is_speaker(label: str, known: frozenset[str], people: People) -> bool:
    words = label.split(" (")[0].lower().split()
    return words[-1] in known or any(singular(word) in people.single_offices for word in words)


def _line(field: str, segments: Segments, label: re.Match[str], number: int, following: int) -> Statement | None:
    """What is said under the label of one paragraph, with the paragraphs up to `following`."""
    spans: list[Span] = [(label.end(), segments.paragraphs[number][1]), *segments.paragraphs[number + 1 : following]]
    content = [bare for span in spans if span[0] < span[1] and (bare := trim(segments.text, span, EDGES, EDGES))]
    return Statement(field, content, [], [label.span("who")], PROBABILITY) if content else None


def _is_part_of_any(statement: Statement, lines: SpanIndex[Statement]) -> bool:
    """Whether the engine read one of `lines` itself."""
    spans = statement.source + statement.content
    return any(_is_part(statement, line) for span in spans for line in lines.within(*span))


def _is_part(statement: Statement, line: Statement) -> bool:
    """Whether the engine read the line itself: by its label, without a verb, or nearly as a whole."""
    label = line.source[0]
    has_label = any(start < label[1] and label[0] < end for start, end in statement.source)
    held = sum(max(0, min(b, d) - max(a, c)) for a, b in statement.content for c, d in line.content)
    is_whole = held >= NEARLY * sum(b - a for a, b in line.content)
    return has_label or is_whole or (not statement.cue and line.holds(statement.start))
