"""What somebody tells around an aside: "Weir told lawmakers, | Reuters reported, | that the port would close".

The engines take the aside for the verb of what follows, or what stands before it for what it reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.text.attribution import Attribution, WordSpan

TOLD = frozenset("told tells informed assured reminded".split())
REPORTS = frozenset({"report", "say", "write"})
KINDS = frozenset("news agency newspaper channel".split())  # behind a name: "the TASS agency"
LONGEST_LEAD = 3  # words between the comma and the outlet: "Iran's state-run"
LONGEST_ASIDE = 10  # words
PROBABILITY = 0.8  # these have no score of their own; too few are labelled to measure it


def join_around_asides(
    reader: UnitReader, attributions: list[Attribution], outlets: list[OutletMention]
) -> list[Attribution]:
    """`attributions`, of which those around such an aside are one, of whoever tells."""
    for aside in [*(_aside(reader, mention) for mention in outlets), *_according(reader)]:
        told = _told_before(reader, aside[0]) if aside else None
        if aside is None or told is None:
            continue
        subject, verb = told
        near = [a for a in attributions if _is_of(a, subject[0], aside[1])]
        ends = [span.end for a in near for span in a.content if span.first <= aside[1] < span.end]
        limit = reader.clauses.segments.sentences[reader.clauses.segments.sentence_of[verb]][1]
        end = max(ends, default=reader.clauses.segments.word_at(limit - 1))
        content = [WordSpan(aside[1], end, PROBABILITY)]
        joined = Attribution([WordSpan(*subject, PROBABILITY)], [WordSpan(verb, verb + 1, PROBABILITY)], content)
        attributions = [a for a in attributions if a not in near] + [joined]
    return attributions


def _aside(reader: UnitReader, mention: OutletMention) -> tuple[int, int] | None:
    """The comma that opens an outlet's aside, and the "that" which follows it."""
    low, cues = reader.clauses.low, reader.contents.cues
    lead = range(mention.first - 1, max(0, mention.first - 2 - LONGEST_LEAD), -1)
    comma = next((i for i in lead if low[i] == ","), None)
    verb = next((i for i in range(mention.end, len(low)) if low[i] not in KINDS), len(low))
    if comma is None or cues.lemma("".join(low[verb : verb + 1])) not in REPORTS:
        return None
    return (comma, verb + 2) if low[verb + 1 : verb + 3] == [",", "that"] else None


def _according(reader: UnitReader) -> Iterator[tuple[int, int]]:
    """The commas that open an aside of "according to Reuters", each with the "that" which follows it."""
    low = reader.clauses.low
    for i, word in enumerate(low):
        if word == "according" and i > 0 and low[i - 1] == "," and low[i + 1 : i + 2] == ["to"]:
            end = next((j for j in range(i + 2, min(len(low), i + LONGEST_ASIDE)) if low[j] in ",.;"), len(low))
            if low[end : end + 2] == [",", "that"]:
                yield i - 1, end + 1


def _told_before(reader: UnitReader, comma: int) -> tuple[tuple[int, int], int] | None:
    """Who tells before the aside, and the verb."""
    segments, low = reader.clauses.segments, reader.clauses.low
    first = segments.first_word(segments.sentence_of[comma])
    verb = next((i for i in range(comma - 1, first, -1) if low[i] in TOLD), None)
    if verb is None or "," in low[verb:comma] or reader.clauses.has_quote(verb, comma):
        return None
    subject = reader.subjects.before(first, verb)
    return (subject, verb) if subject else None


def _is_of(attribution: Attribution, first: int, that: int) -> bool:
    """Whether the attribution's verb stands between the two words."""
    return any(first <= span.first < that for span in attribution.cue)
