"""Mend the sources of statements: the one who spoke instead of the outlet that reports it, and a subject left out.

The tagger gives each word one role, so of "…," he said, according to Reuters, one attribution gets the content and
the other none. The one who said it is the source; Reuters is found again as the relay.
"""

from __future__ import annotations

from orchestration.extraction.attribution import Attribution, WordSpan
from orchestration.extraction.names import Name
from orchestration.extraction.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.segment import Segments

CITING = frozenset({"cite", "quote"})
LONGEST_NAME = 12  # words
BETWEEN = frozenset("has have had also already later then reportedly repeatedly just again recently earlier".split())


def prefer_speakers(
    segments: Segments, attributions: list[Attribution], outlets: list[OutletMention], cues: Cues
) -> list[Attribution]:
    """`attributions` with content, each from whoever spoke where an outlet and a speaker share one sentence."""
    spare = [a for a in attributions if not a.content and a.source and a.cue and not _is_outlet(a, outlets)]
    spare = [a for a in spare if any(cues.lemma(t) in cues.verbs or t == "according" for t in _cue_words(segments, a))]
    out = [a for a in attributions if a.content]
    for cited in [a for a in out if _cue_words(segments, a) and cues.lemma(_cue_words(segments, a)[-1]) in CITING]:
        # "…, Steppe Wire reported, citing the minister": what is cited is whoever spoke.
        sentence = segments.sentence_of[cited.cue[0].first]
        short = cited.content[0].end - cited.content[0].first <= LONGEST_NAME
        reported = [
            a
            for a in out
            if a is not cited and a.cue and segments.sentence_of[a.cue[0].first] == sentence and _is_outlet(a, outlets)
        ]
        if short and reported and len(cited.content) == 1:
            reported[0].source, reported[0].cue = cited.content, cited.cue
            out.remove(cited)
    for attribution in out:
        if not attribution.source or not _is_outlet(attribution, outlets):
            continue
        sentences = {segments.sentence_of[span.end - 1] for span in attribution.content + attribution.cue}
        near = [a for a in spare if segments.sentence_of[a.cue[0].first] in sentences]
        if near:
            attribution.source, attribution.cue = near[0].source, near[0].cue
            spare.remove(near[0])
    return out


def prefer_quoted(segments: Segments, attributions: list[Attribution], names: list[Name]) -> None:
    """Make the subject of "X was quoted by Y as saying" the source, where the tagger took Y."""
    tokens = segments.tokens
    by_end = {name.end: name for name in names if not name.is_possessive}
    for attribution in attributions:
        for span in attribution.cue:
            quoted = next((i for i in range(span.first, span.end) if tokens[i].lower() in ("quoted", "cited")), None)
            if quoted is None or quoted < 2 or tokens[quoted - 1].lower() not in ("was", "is", "were", "are"):
                continue
            name = by_end.get(quoted - 1)
            if name:
                attribution.source = [WordSpan(name.first, name.end, 0.5)]
            elif tokens[quoted - 2].lower() in ("he", "she", "they", "it"):
                attribution.source = [WordSpan(quoted - 2, quoted - 1, 0.5)]


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
        if name and not _in_content(attribution, name):
            attribution.source = [WordSpan(name.first, name.end, 0.5)]


def _is_outlet(attribution: Attribution, outlets: list[OutletMention]) -> bool:
    return any(s.first <= m.first < s.end for s in attribution.source for m in outlets)


def _cue_words(segments: Segments, attribution: Attribution) -> list[str]:
    return [segments.tokens[i].lower() for span in attribution.cue for i in range(span.first, span.end)]


def _in_content(attribution: Attribution, name: Name) -> bool:
    return any(span.first < name.end and name.first < span.end for span in attribution.content)
