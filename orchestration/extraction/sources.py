"""Complete the sources that the tagger left out or took into the content."""

from __future__ import annotations

from orchestration.extraction.attribution import Attribution, WordSpan
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.names import PASSIVE, PREPOSITIONS, Name
from orchestration.extraction.segment import Segments

OPENS_SUBJECT = frozenset([",", "”", '"'])
BETWEEN = frozenset("has have had also already later then reportedly repeatedly just again recently earlier".split())


def free_sources(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Give an attribution without a source the subject beside its cue that stands in its content.

    "…, the minister reportedly stated" and "…, said Gen. X, deputy chief of …": the tagger may read on into who speaks.
    """
    clauses, subjects = reader.clauses, reader.subjects
    for attribution in attributions:
        if attribution.source or len(attribution.cue) != 1 or not attribution.content:
            continue
        cue = attribution.cue[0]
        if clauses.low[cue.end - 1] == "of" or any(clauses.low[i] in PASSIVE for i in range(cue.first - 1, cue.end)):
            continue
        held = next((span for span in attribution.content if cue.first - 2 <= span.end <= cue.first), None)
        found = None
        if held is not None:
            found = subjects.before(held.first, held.end)
        elif attribution.content[0].end <= cue.first:
            held = next((span for span in attribution.content if span.first == cue.end), None)
            found = subjects.after(cue.end, held.end) if held is not None else None
        if found is None or held is None or (found[0] > held.first and clauses.low[found[0] - 1] not in OPENS_SUBJECT):
            continue
        attribution.source = [WordSpan(*found, held.probability)]
        kept = (held.first, found[0]) if found[1] >= held.end - 1 else (found[1], held.end)
        attribution.content = [span for span in attribution.content if span is not held]
        if kept[0] < kept[1]:
            attribution.content.append(WordSpan(*kept, held.probability))
            attribution.content.sort(key=lambda span: span.first)


def complete_sources(segments: Segments, attributions: list[Attribution], names: list[Name]) -> None:
    """Give an attribution without a source the name directly before its cue, or after it in "said X"."""
    by_end = {name.end: name for name in names if not name.is_possessive}
    by_first = {name.first: name for name in names if not name.is_possessive}
    for attribution in attributions:
        if attribution.source or not attribution.cue:
            continue
        at, end = attribution.cue[0].first, attribution.cue[-1].end
        while at and segments.tokens[at - 1].lower() in BETWEEN:
            at -= 1
        inverted = attribution.content and attribution.content[0].end <= attribution.cue[0].first
        name = by_end.get(at) or (by_first.get(end) if inverted else None)
        # "called on New Year's Eve to say": behind a preposition stands no subject.
        is_subject = name and not (name.first and segments.tokens[name.first - 1].lower() in PREPOSITIONS)
        if name and is_subject and not _in_content(attribution, name):
            attribution.source = [WordSpan(name.first, name.end, 0.5)]


def _in_content(attribution: Attribution, name: Name) -> bool:
    return any(span.first < name.end and name.first < span.end for span in attribution.content)
