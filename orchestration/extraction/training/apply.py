"""Run a network over articles outside the product: to see how it does, and to let a teacher label what nobody has."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch

from orchestration.extraction.tagging.tagger import LABELS, LINK_SIZE, Tags
from orchestration.extraction.tagging.windows import WordPieces, windows
from orchestration.extraction.text.segment import Segments
from orchestration.extraction.training.network import Tagger

PIECES_A_BATCH = 4096


def tag_all(tagger: Tagger, articles: Iterable[tuple[Segments, list[int]]], word_pieces: WordPieces) -> list[Tags]:
    """Tags of every article (segments, shapes), windows as in the product, batched over articles."""
    tagger.eval()
    out: list[Tags] = []
    jobs = []
    for index, (segments, shapes) in enumerate(articles):
        n = len(segments.words)
        scores, queries, keys = (np.zeros((n, width), np.float32) for width in (len(LABELS), LINK_SIZE, LINK_SIZE))
        out.append(Tags(scores, queries, keys, np.zeros(n, np.int32)))
        jobs += [(index, number, w) for number, w in enumerate(windows(segments, word_pieces, shapes))]
    jobs.sort(key=lambda job: len(job[2].pieces))
    start = 0
    while start < len(jobs):
        end = start + 1
        while end < len(jobs) and len(jobs[end][2].pieces) * (end + 1 - start) <= PIECES_A_BATCH:
            end += 1
        _run(tagger, jobs[start:end], out)
        start = end
    return out


def _run(tagger: Tagger, jobs: list, out: list[Tags]) -> None:
    n = max(len(w.pieces) for _, _, w in jobs)
    ids, mask, shapes = (torch.zeros(len(jobs), n, dtype=torch.long) for _ in range(3))
    for i, (_, _, window) in enumerate(jobs):
        ids[i, : len(window.pieces)] = torch.tensor(window.pieces)
        shapes[i, : len(window.pieces)] = torch.tensor(window.shapes)
        mask[i, : len(window.pieces)] = 1
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        found = [x.float().numpy() for x in tagger(ids, mask, shapes)]
    for i, (article, number, window) in enumerate(jobs):
        words, at = window.words, window.piece_of_word
        tags = out[article]
        for target, values in zip((tags.scores, tags.queries, tags.keys), found, strict=True):
            target[words] = values[i, at]
        tags.window_of[words] = number
