"""From label scores to spans: the best label sequence of each paragraph, and how sure the tagger is of each span."""

from __future__ import annotations

import numpy as np

from orchestration.extraction.tagging.tagger import LABELS, Floats
from orchestration.extraction.text.attribution import NEVER, WordSpan
from orchestration.extraction.text.segment import Segments

PARTS = ("source", "cue", "content")


def decode(segments: Segments, scores: Floats) -> dict[str, list[WordSpan]]:
    """Spans of each part in order, each with the mean probability of its labels.

    A span never crosses a paragraph; an I label only follows its own B or I.
    """
    if not len(scores):
        return {part: [] for part in PARTS}
    labels = best_labels(scores, segments.paragraph_of)
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    probability = shifted / shifted.sum(axis=1, keepdims=True)
    # The first word may be B or I of the part: what counts is that it belongs to the part at all.
    of_part = [probability[:, 2 * part + 1] + probability[:, 2 * part + 2] for part in range(len(PARTS))]
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
        sure = float(of_part[part][i:end].mean())
        out[PARTS[part]].append(WordSpan(i, end, sure))
        i = end
    return out


def best_labels(scores: Floats, paragraph_of: list[int]) -> list[int]:
    """The likeliest allowed label sequence of each paragraph. Scores [n, 7] → n label indices.

    Where every word's own best label makes an allowed sequence, that is the likeliest one; only the other paragraphs,
    a few in a hundred, are worth a search.
    """
    labels = scores.argmax(axis=1)
    paragraphs = np.asarray(paragraph_of)
    before = np.concatenate([[0], labels[:-1]])
    before[1:][paragraphs[1:] != paragraphs[:-1]] = 0
    is_inside = (labels > 0) & (labels % 2 == 0)
    broken = is_inside & (before != labels) & (before != labels - 1)
    for paragraph in np.unique(paragraphs[broken]):
        first, end = np.searchsorted(paragraphs, [paragraph, paragraph + 1])
        labels[first:end] = _search(scores[first:end].tolist())
    return [int(label) for label in labels]


def _search(rows: list[list[float]]) -> list[int]:
    """Viterbi over the labels of one paragraph: an I label only follows its own B or I."""
    best = [rows[0][j] if j in (0, 1, 3, 5) else NEVER for j in range(len(LABELS))]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(range(len(best)), key=best.__getitem__)
        previous = [top] * len(LABELS)
        for begin in (1, 3, 5):
            previous[begin + 1] = begin if best[begin] >= best[begin + 1] else begin + 1
        best = [best[previous[j]] + row[j] for j in range(len(LABELS))]
        back.append(previous)
    label = max(range(len(best)), key=best.__getitem__)
    out = [label]
    for previous in reversed(back):
        label = previous[label]
        out.append(label)
    return out[::-1]
