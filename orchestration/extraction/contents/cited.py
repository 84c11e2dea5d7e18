"""Whom an outlet cites as the source of what it passes on: "Reuters quoted the minister as saying", "citing aides"."""

from __future__ import annotations

from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.naming.names import PASSIVE, PREPOSITIONS
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.segment import Segments

CITES = frozenset("cited cites citing quoted quotes quoting".split())
SAYING = frozenset("saying stating telling claiming".split())
LONGEST_CITED = 18  # words of whoever is cited, with what they are: "Tim X, a former head of the board, as saying"


def give_to_the_cited(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Make who is cited the source of each attribution in which the tagger took who cites."""
    _to_who_is_saying(reader.clauses.segments, attributions)
    for attribution in attributions:
        _to_who_is_set_off(reader, attribution)
        _to_who_was_saying(reader, attribution)


def _to_who_is_set_off(reader: UnitReader, attribution: Attribution) -> None:
    """The minister in "The Gazette had reported, citing | the minister, | that …"."""
    low = reader.clauses.low
    if len(attribution.content) < 2 or not attribution.source:
        return
    named, said = attribution.content[:2]
    is_cited = (
        named.first > 0 and low[named.first - 1] in ("citing", "quoting") and named.end - named.first <= LONGEST_CITED
    )
    if is_cited and low[named.end] == "," and low[said.first] == "that" and said.first == named.end + 1:
        cue = WordSpan(named.first - 1, named.first, named.probability)
        attribution.source, attribution.cue, attribution.content = [named], [cue], attribution.content[1:]


def _to_who_was_saying(reader: UnitReader, attribution: Attribution) -> None:
    """The governor in "The road is closed, the Gazette quoted | the governor as saying on Monday"."""
    clauses = reader.clauses
    if len(attribution.content) < 2 or not attribution.cue:
        return
    first = attribution.cue[-1].end
    held = attribution.content[-1]
    words = range(first, min(held.end, first + LONGEST_CITED))
    at = next((i for i in words if clauses.low[i] in SAYING and clauses.low[i - 1] == "as"), None)
    if at is None or held.first != first or clauses.low[first - 1] not in CITES or at - 1 <= first:
        return
    rest = range(at + 1, held.end)
    if not all(clauses.is_time(i) or clauses.low[i] in PREPOSITIONS for i in rest):
        return
    attribution.source = [WordSpan(first, at - 1, held.probability)]
    attribution.cue = [WordSpan(at, at + 1, held.probability)]
    attribution.content = attribution.content[:-1]


def _to_who_is_saying(segments: Segments, attributions: list[Attribution]) -> None:
    """Make who is cited the source in "It cited the ministry as saying …", where the tagger took who cites."""
    for attribution in attributions:
        saying = _saying(segments, attribution)
        if saying is None:
            continue
        low = [token.lower() for token in segments.tokens[max(0, saying - LONGEST_CITED) : saying]]
        citing = next((i for i in range(len(low) - 1, -1, -1) if low[i] in CITES), None)
        marks = '.;“”"' if low[-2:] == [",", "as"] else ',.;“”"'  # "quoted Tim X, a former deputy, as saying"
        if citing is None or (citing and low[citing - 1] in PASSIVE) or any(mark in low[citing:] for mark in marks):
            continue
        first, end = saying - len(low) + citing + 1, saying - (low[-1] == "as") - (low[-2:] == [",", "as"])
        if first >= end or segments.sentence_of[first] != segments.sentence_of[saying]:
            continue
        probability = attribution.cue[0].probability
        held = [span for span in attribution.content if span.end > saying + 1]
        attribution.source = [WordSpan(first, end, probability)]
        attribution.cue = [WordSpan(saying, saying + 1, probability)]
        attribution.content = [WordSpan(max(span.first, saying + 1), span.end, span.probability) for span in held]


def _saying(segments: Segments, attribution: Attribution) -> int | None:
    """The word "saying" or its like at the end of the cue, or near the begin of what somebody is cited for."""
    if not attribution.cue or not attribution.content:
        return None
    last = attribution.cue[-1].end - 1
    if segments.tokens[last].lower() in SAYING:
        return last
    first = attribution.content[0].first
    ahead = range(first, min(attribution.content[0].end - 1, first + LONGEST_CITED))
    cites = segments.tokens[last].lower() in CITES and first == last + 1
    return next((i for i in ahead if segments.tokens[i].lower() in SAYING), None) if cites else None
