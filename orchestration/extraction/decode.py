"""From label scores to spans: the best label sequence of each paragraph, and how sure the tagger is of each span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orchestration.extraction.segment import Segments
from orchestration.extraction.tagger import LABELS, Floats

PARTS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words [first, end) with the mean probability of their labels, 0 to 1."""

    first: int
    end: int
    probability: float


def decode(segments: Segments, scores: Floats) -> dict[str, list[WordSpan]]:
    """Spans of each part in order. A span never crosses a paragraph; an I label only follows its own B or I."""
    labels = best_labels(scores, segments.paragraph_of)
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    probability = shifted / shifted.sum(axis=1, keepdims=True) if len(scores) else scores
    out: dict[str, list[WordSpan]] = {part: [] for part in PARTS}
    i, n = 0, len(labels)
    while i < n:
        if labels[i] == 0:
            i += 1
            continue
        part, inside = (labels[i] - 1) // 2, 2 * ((labels[i] - 1) // 2) + 2
        end = i + 1
        while end < n and labels[end] == inside:
            end += 1
        # The first word may be B or I of the part: what counts is that it belongs to the part at all.
        sure = float(probability[i:end, [inside - 1, inside]].sum(axis=1).mean())
        out[PARTS[part]].append(WordSpan(i, end, sure))
        i = end
    return out


def best_labels(scores: Floats, paragraph_of: list[int]) -> list[int]:
    """Viterbi over the labels, begun anew at each paragraph. Scores [n, 7] → n label indices."""
    n = len(scores)
    if not n:
        return []
    rows = scores.tolist()
    back: list[tuple[int, ...]] = []
    best: list[float] = []
    for i, row in enumerate(rows):
        if not i or paragraph_of[i] != paragraph_of[i - 1]:
            start = max(range(len(best)), key=best.__getitem__) if best else 0
            floor = best[start] if best else 0.0
            # An I label cannot open a paragraph: it stays unreachable until a B has been seen.
            best = [floor + row[j] if j in (0, 1, 3, 5) else -1e9 for j in range(len(LABELS))]
            back.append((start,) * len(LABELS))
            continue
        top = max(range(len(best)), key=best.__getitem__)
        previous = [top] * len(LABELS)
        for begin in (1, 3, 5):
            previous[begin + 1] = begin if best[begin] >= best[begin + 1] else begin + 1
        best = [best[previous[j]] + row[j] for j in range(len(LABELS))]
        back.append(tuple(previous))
    label = max(range(len(best)), key=best.__getitem__)
    out = [label]
    for previous_labels in reversed(back[1:]):
        label = previous_labels[label]
        out.append(label)
    return out[::-1]
