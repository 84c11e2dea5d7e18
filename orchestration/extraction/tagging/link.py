"""From spans to attributions: which source and which content belong to which cue.

The link head scores each span against the first word of every cue of its window. Cues that point to another cue are
parts of it ("asked ... about"). A content without a cue in its window stands alone.
"""

from __future__ import annotations

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
    groups = _join_cues(tags, cues) if cues else []
    for part in ("source", "content") if cues else ():
        for span in spans[part]:
            scores = _scores(tags, span, cues)
            nearest = int(scores.argmax())
            if scores[nearest] <= NEVER / 2:
                if part == "content":
                    alone.append(Attribution(content=[span]))
            elif part == "content":
                groups[nearest].content.append(span)
            elif scores[nearest] > groups[nearest].source_score:
                groups[nearest].source, groups[nearest].source_score = [span], float(scores[nearest])
    found = list({id(group): group for group in groups}.values())
    _share_sources(segments, spans["source"], found)
    return sorted(found + alone, key=lambda a: min(span.first for span in a.content or a.cue))


def _scores(tags: Tags, span: WordSpan, cues: list[WordSpan]) -> np.ndarray:
    heads = np.array([cue.first for cue in cues])
    scores = tags.queries[span.first : span.end].mean(axis=0) @ tags.keys[heads].T / np.sqrt(LINK_SIZE)
    scores[tags.window_of[heads] != tags.window_of[span.first]] = NEVER
    return np.asarray(scores)


def _join_cues(tags: Tags, cues: list[WordSpan]) -> list[Attribution]:
    """One attribution for each cue; the same object for cues that are parts of one."""
    root = [int(_scores(tags, cue, cues).argmax()) for cue in cues]
    root = [target if root[target] == target else i for i, target in enumerate(root)]
    groups = [Attribution() for _ in cues]
    for i, cue in enumerate(cues):
        groups[root[i]].cue.append(cue)
    return [groups[root[i]] for i in range(len(cues))]


def _share_sources(segments: Segments, sources: list[WordSpan], found: list[Attribution]) -> None:
    """Conjoined cues ("X said …, adding …", "X said … and warned …") share the nearest source to their left."""
    for attribution in found:
        if attribution.source or not attribution.cue or not attribution.cue[0].first:
            continue
        cue = attribution.cue[0].first
        sentence = segments.sentence_of[cue]
        left = [s for s in sources if s.end <= cue and segments.sentence_of[s.first] == sentence]
        participle = segments.tokens[cue].lower().endswith("ing")
        if left and (participle or segments.tokens[cue - 1].lower() in CONJUNCTIONS):
            attribution.source = [left[-1]]
            continue
        # "While admitting that …, X said": the participle leads, its subject follows.
        right = [s for s in sources if s.first > cue and segments.sentence_of[s.first] == sentence]
        if right and participle and segments.tokens[cue - 1].lower() in LEADING:
            attribution.source = [right[0]]
