"""Whom an outlet cites as the source of what it passes on: "Reuters quoted the minister as saying", "citing aides"."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.naming.names import PASSIVE, PREPOSITIONS, singular
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.segment import Segments

CITES = frozenset("cited cites citing quoted quotes quoting".split())
SAYING = frozenset("saying stating telling claiming".split())
CARRIES = frozenset(
    "carried carries carrying published publishes publishing broadcast aired released posted issued".split()
)
MAKERS = frozenset({"by", "from"})  # "a statement by the ministry saying"
LONGEST_CITED = 18  # words of whoever is cited, with what they are: "Tim X, a former head of the board, as saying"
LONGEST_TOLD = 4  # words of whoever is told: "as telling reporters in Sorval"


def give_to_the_cited(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Make who is cited the source of each attribution in which the tagger took who cites."""
    _to_who_is_saying(reader, attributions)
    for attribution in attributions:
        _to_who_is_set_off(reader, attribution)
        _to_who_is_cited_in_passing(reader, attribution)
        _to_who_was_saying(reader, attribution)
        _end_before_saying(reader.clauses, attribution)
        _leave_out_saying(reader.clauses, attribution)


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


def _to_who_is_cited_in_passing(reader: UnitReader, attribution: Attribution) -> None:
    """The aides in "The Gazette, citing two aides, said …" and in "according to the Gazette, which cited two aides"."""
    low, cues = reader.clauses.low, reader.contents.cues
    if len(attribution.source) != 1 or not attribution.cue or not attribution.content:
        return
    source, held = attribution.source[0], attribution.content[0]
    ahead = range(source.first + 1, source.end - 1)
    citing = next((i for i in ahead if low[i] in CITES and low[i - 1] in (",", "which")), None)
    if citing is not None and "," in low[source.first : citing]:
        if SAYING.intersection(low[citing : source.end]):  # "which cited two aides as saying …": what is new
            attribution.source = [WordSpan(source.first, low.index(",", source.first), source.probability)]
            return
        attribution.source = [WordSpan(citing + 1, source.end, source.probability)]
        attribution.cue = [WordSpan(citing, citing + 1, source.probability)]
        return
    first = attribution.cue[0].end
    is_set_off = low[first - 1] in ("citing", "quoting") and low[first - 2] == "," and source.end == first - 2
    if not is_set_off or len(attribution.cue) > 1 or held.first != first:
        return
    comma = next((i for i in range(first, min(held.end - 2, first + LONGEST_CITED)) if low[i] == ","), None)
    if comma is None or cues.lemma(low[comma + 1]) not in cues.verbs or reader.clauses.has_quote(first, comma):
        return
    said = comma + 2
    while said < held.end - 1 and (reader.clauses.is_time(said) or reader.clauses.is_time(said + 1)):
        said += 1
    attribution.source = [WordSpan(first, comma, held.probability)]
    attribution.content[0] = WordSpan(said, held.end, held.probability)


def _to_who_was_saying(reader: UnitReader, attribution: Attribution) -> None:
    """The governor in "The road is closed, the Gazette quoted | the governor as saying on Monday"."""
    clauses = reader.clauses
    if not attribution.cue or not attribution.content:
        return
    first, low = attribution.cue[-1].end, clauses.low
    behind = [span for span in attribution.content if span.first >= first]
    if len(behind) == len(attribution.content) or low[first - 1] not in CITES or low[first - 2] in PASSIVE:
        return
    at = next((i for i in range(first, min(first + LONGEST_CITED, len(low))) if low[i] in SAYING), None)
    if at is None or at - 1 <= first or low[at - 1] != "as" or clauses.has_quote(first, at) or ";" in low[first:at]:
        return
    if clauses.segments.sentence_of[first] != clauses.segments.sentence_of[at]:
        return
    rest = WordSpan(at + 1, max([at + 1, *(span.end for span in behind)]), 1.0)
    is_told = low[at] == "telling" and rest.end - rest.first <= LONGEST_TOLD
    if not is_told and _is_said(clauses, rest):
        return
    probability = attribution.content[-1].probability
    attribution.source = [WordSpan(first, at - 1 - (low[at - 2] == ","), probability)]
    attribution.cue = [WordSpan(at, at + 1, probability)]
    attribution.content = [span for span in attribution.content if span.first < first]


def _end_before_saying(clauses: Clauses, attribution: Attribution) -> None:
    """End a source before "as saying", where the rules engine took it along: "quoted commander X | as saying"."""
    for span in attribution.source if attribution.cue else ():
        at = _as_saying(clauses.low, range(span.first + 2, span.end))
        if at is not None and clauses.low[attribution.cue[-1].end - 1] in CITES:
            attribution.source = [WordSpan(span.first, at - 1, span.probability)]
            attribution.cue = [WordSpan(at, at + 1, span.probability)]
            return


def _leave_out_saying(clauses: Clauses, attribution: Attribution) -> None:
    """Make "as saying" the cue of "X was quoted by the Gazette as saying", where the tagger may take it for content."""
    low = clauses.low
    if not attribution.cue or not any(low[i] in CITES for i in _words(attribution.cue)):
        return
    first = attribution.cue[-1].end
    leads = low[first - 1] in ("by", "as") or (low[first : first + 1] == ["by"] and low[first - 1] in CITES)
    at = _as_saying(low, range(first, min(first + LONGEST_CITED, len(low)))) if leads else None
    if at is None or clauses.has_quote(first, at) or any(mark in low[first:at] for mark in ",;."):
        return
    said = at + 1
    while said < len(low) and (clauses.is_time(said) or low[said] in PREPOSITIONS):
        said += 1
    said = said if low[said : said + 1] == ["that"] else at + 1  # "as saying on Friday that"
    named = {(span.first, span.end) for span in attribution.source}
    parts = [span for span in attribution.content if (span.first, span.end) not in named]
    parts = [
        WordSpan(max(span.first, said), span.end, span.probability) if span.first >= first else span for span in parts
    ]
    attribution.content = [span for span in parts if span.first < first or _is_said(clauses, span)]
    attribution.cue = [WordSpan(at, at + 1, attribution.cue[0].probability)]


def _as_saying(low: list[str], words: range) -> int | None:
    """The first "saying" or its like among the words that stands behind "as"."""
    return next((i for i in words if low[i] in SAYING and low[i - 1] == "as"), None)


def _is_said(clauses: Clauses, span: WordSpan) -> bool:
    """Whether more than a time and what leads to it stands in the span."""
    return any(not clauses.is_time(i) and clauses.low[i] not in PREPOSITIONS for i in range(span.first, span.end))


def _words(spans: list[WordSpan]) -> Iterator[int]:
    return (i for span in spans for i in range(span.first, span.end))


def _to_who_is_saying(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Make who is cited the source in "It cited the ministry as saying …", where the tagger took who cites."""
    segments = reader.clauses.segments
    for attribution in attributions:
        saying = _saying(segments, attribution)
        if saying is None:
            continue
        low = [token.lower() for token in segments.tokens[max(0, saying - LONGEST_CITED) : saying]]
        citing = next((i for i in range(len(low) - 1, -1, -1) if low[i] in CITES), None)
        if citing is None:
            citing = _carried(reader, low)
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


def _carried(reader: UnitReader, low: list[str]) -> int | None:
    """The "by" in "The agency carried a statement by | the ministry | saying …", of the words before "saying"."""
    papers = reader.subjects.people.papers
    at = next((i for i in range(len(low) - 1, 0, -1) if low[i] in MAKERS and singular(low[i - 1]) in papers), None)
    return at if at is not None and CARRIES.intersection(low[:at]) else None


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
