"""What somebody tells around an outlet's aside: "Weir told lawmakers, | Reuters reported, | that the port would close".

The engines take the aside for the verb of what follows, or what stands before it for what it reports.
"""

from __future__ import annotations

from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.text.attribution import Attribution, WordSpan

TOLD = frozenset("told tells informed assured reminded".split())
REPORTS = frozenset({"report", "say", "write"})
KINDS = frozenset("news agency newspaper channel".split())  # behind a name: "the TASS agency"
LONGEST_LEAD = 3  # words between the comma and the outlet: "Iran's state-run"
PROBABILITY = 0.8  # these have no score of their own; too few are labelled to measure it


def join_around_asides(
    reader: UnitReader, attributions: list[Attribution], outlets: list[OutletMention]
) -> list[Attribution]:
    """`attributions`, of which those around such an aside are one, of whoever tells."""
    for mention in outlets:
        aside = _aside(reader, mention)
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
