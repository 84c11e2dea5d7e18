"""Windows of labelled articles as arrays for training, and their batches of equal length."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orchestration.extraction.tagging.tagger import LABELS
from orchestration.extraction.tagging.windows import MAX_PIECES, WordPieces, windows
from orchestration.extraction.training.corpus import Labelled

IGNORED = -100
FIRST_WINDOWS = (64, 128, 192, MAX_PIECES)  # the first window's limit varies, so that cuts fall elsewhere each epoch
ROUNDING = 16  # lengths are padded to a multiple


@dataclass(frozen=True)
class Example:
    """One window of n pieces: ids, shapes, labels (IGNORED but on first pieces), link targets (-1 for none), [n] each.

    `scores` [n, 7] are a teacher's, zero where there is none; `certain`: whether people gave the labels.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    labels: NDArray[np.int64]
    links: NDArray[np.int64]
    scores: NDArray[np.float32] | None
    certain: bool


@dataclass(frozen=True)
class Batch:
    """Examples padded to one length: [b, n] each, scores [b, n, 7], taught [b] (has scores), certain [b]."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    shapes: NDArray[np.int64]
    labels: NDArray[np.int64]
    links: NDArray[np.int64]
    scores: NDArray[np.float32]
    taught: NDArray[np.bool_]
    certain: NDArray[np.bool_]


def examples(article: Labelled, word_pieces: WordPieces, first_window: int) -> Iterator[Example]:
    """The windows of an article, the first one of at most `first_window` pieces."""
    begin_cue = LABELS.index("B-cue")
    for window in windows(article.segments, word_pieces, article.shapes, first_limit=first_window):
        words, n = np.array(window.words), len(window.pieces)
        labels, links = np.full(n, IGNORED, np.int64), np.full(n, -1, np.int64)
        at = np.array(window.piece_of_word, np.int64)
        labels[at] = article.labels[words]
        position = dict(zip(window.words, window.piece_of_word, strict=True))
        for i, piece in position.items():
            head = int(article.cue_of[i])
            if head in position and article.labels[head] == begin_cue:
                links[piece] = position[head]
        scores = None
        if article.scores is not None:
            scores = np.zeros((n, len(LABELS)), np.float32)
            scores[at] = article.scores[words]
        yield Example(
            np.array(window.pieces, np.int64), np.array(window.shapes, np.int64), labels, links, scores, article.certain
        )


def batches(
    articles: list[Labelled], word_pieces: WordPieces, pieces_a_batch: int, chance: random.Random
) -> list[Batch]:
    """All windows of one epoch, shuffled, in batches of similar length that hold about `pieces_a_batch` pieces."""
    found = [e for a in articles for e in examples(a, word_pieces, chance.choice(FIRST_WINDOWS))]
    chance.shuffle(found)
    out: list[Batch] = []
    for start in range(0, len(found), 800):
        pool = sorted(found[start : start + 800], key=lambda e: len(e.ids))
        row: list[Example] = []
        for example in pool:
            if row and _padded(example) * (len(row) + 1) > pieces_a_batch:
                out.append(_stack(row))
                row = []
            row.append(example)
        out.append(_stack(row))
    chance.shuffle(out)
    return out


def _padded(example: Example) -> int:
    return -(-len(example.ids) // ROUNDING) * ROUNDING


def _stack(row: list[Example]) -> Batch:
    shape = (len(row), max(map(_padded, row)))
    batch = Batch(
        ids=np.zeros(shape, np.int64),
        mask=np.zeros(shape, np.int64),
        shapes=np.zeros(shape, np.int64),
        labels=np.full(shape, IGNORED, np.int64),
        links=np.full(shape, -1, np.int64),
        scores=np.zeros((*shape, len(LABELS)), np.float32),
        taught=np.array([e.scores is not None for e in row]),
        certain=np.array([e.certain for e in row]),
    )
    for i, example in enumerate(row):
        n = len(example.ids)
        batch.ids[i, :n], batch.mask[i, :n], batch.shapes[i, :n] = example.ids, 1, example.shapes
        batch.labels[i, :n], batch.links[i, :n] = example.labels, example.links
        if example.scores is not None:
            batch.scores[i, :n] = example.scores
    return batch
