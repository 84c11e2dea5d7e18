"""From spans to attributions: which source and which content belong to which cue.

The link head scores each span against the first word of every cue of its window. Cues that point to another cue are
parts of it ("asked ... about"). A content without a cue in its window stands alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from orchestration.extraction.tagging.tagger import LINK_SIZE, Tags
from orchestration.extraction.text.attribution import NEVER, Attribution, WordSpan
from orchestration.extraction.text.segment import Segments

LEADING = frozenset({"while", "after", "before", "in", "by", "when", "without"})
CONJUNCTIONS = frozenset({"and", "but", "or", ",", "then", "also"})


def link(segments: Segments, tags: Tags, spans: dict[str, list[WordSpan]]) -> list[Attribution]:
    """Attributions in the order of their first content word (of their cue where they have no content)."""
    cues = spans["cue"]
    alone = [Attribution(content=[span]) for span in spans["content"]] if not cues else []
    heads = _CueHeads(tags, cues)
    groups = _join_cues(heads, cues)
    for part in ("source", "content") if cues else ():
        for span in spans[part]:
            nearest, score = heads.nearest(span)
            if nearest is None:
                if part == "content":
                    alone.append(Attribution(content=[span]))
            elif part == "content":
                groups[nearest].content.append(span)
            elif score > groups[nearest].source_score:
                groups[nearest].source, groups[nearest].source_score = [span], score
    found = list({id(group): group for group in groups}.values())
    _share_sources(segments, spans["source"], found)
    return sorted(found + alone, key=lambda a: min(span.first for span in a.content or a.cue))


class _CueHeads:
    """The first words of the cues, to which spans of the same window point."""

    def __init__(self, tags: Tags, cues: list[WordSpan]) -> None:
        self._tags = tags
        heads = [cue.first for cue in cues]
        self._keys, self._windows = tags.keys[heads], tags.window_of[heads].tolist()

    def nearest(self, span: WordSpan) -> tuple[int | None, float]:
        """The index of the cue to which the span points, None where its window has none, and the score."""
        window = self._tags.window_of[span.first]
        low, high = bisect_left(self._windows, window), bisect_right(self._windows, window)
        if low == high:
            return None, NEVER
        scores = self._tags.queries[span.first : span.end].mean(axis=0) @ self._keys[low:high].T / np.sqrt(LINK_SIZE)
        best = int(scores.argmax())
        return low + best, float(scores[best])


def _join_cues(heads: _CueHeads, cues: list[WordSpan]) -> list[Attribution]:
    """One attribution for each cue; the same object for cues that are parts of one."""
    root = [i if (found := heads.nearest(cue)[0]) is None else found for i, cue in enumerate(cues)]
    root = [target if root[target] == target else i for i, target in enumerate(root)]
    groups = [Attribution() for _ in cues]
    for i, cue in enumerate(cues):
        groups[root[i]].cue.append(cue)
    return [groups[root[i]] for i in range(len(cues))]


def _share_sources(segments: Segments, sources: list[WordSpan], found: list[Attribution]) -> None:
    """Cues without a source share the nearest one to their left where it stands beside them or a word joins them.

    A span points to one cue: of "X said …, adding …" and "X said … and warned …" the other cue has none of its own.
    """
    for attribution in found:
        if attribution.source or not attribution.cue or not attribution.cue[0].first:
            continue
        cue = attribution.cue[0].first
        sentence = segments.sentence_of[cue]
        left = [s for s in sources if s.end <= cue and segments.sentence_of[s.first] == sentence]
        participle = segments.tokens[cue].lower().endswith("ing")
        is_beside = left != [] and left[-1].end == cue
        if left and (is_beside or participle or segments.tokens[cue - 1].lower() in CONJUNCTIONS):
            attribution.source = [left[-1]]
            continue
        # "While admitting that …, X said": the participle leads, its subject follows.
        right = [s for s in sources if s.first > cue and segments.sentence_of[s.first] == sentence]
        if right and participle and segments.tokens[cue - 1].lower() in LEADING:
            attribution.source = [right[0]]
