"""Labelled articles as the tagger learns them: one label for each word, and for each attributed word its cue.

The file format is that of PolNeAR's articles in JSON Lines: `article_id`, `body`, and `attributions`, each with
`source`, `cue` and `content` as lists of [start, end) code points into the body.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from orchestration.extraction.evaluation.pairing import Record
from orchestration.extraction.tagging.decode import PARTS
from orchestration.extraction.tagging.tagger import LABELS
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import Segments, segment
from orchestration.extraction.text.shapes import word_shapes

NOT_ATTRIBUTED = -1
# A single closing mark is also the apostrophe, so single marks stay as they are.
OTHER_MARKS = str.maketrans({"“": "‘", "”": "’", '"': "'"})
FOLD_SHARE = 20  # one article in so many is kept for early stopping and calibration


@dataclass(frozen=True)
class Labelled:
    """An article of n words: its label indices [n], and for each word the first word of its cue, else -1 [n].

    `scores` [n, 7] are a teacher's logits, where there are any; `certain` says whether people gave the labels.
    """

    article_id: str
    segments: Segments
    shapes: list[int]
    labels: NDArray[np.int64]
    cue_of: NDArray[np.int64]
    scores: NDArray[np.float32] | None = None
    certain: bool = True


def is_in_fold(article_id: str) -> bool:
    """Whether an article is kept back from training; decided by its identifier alone, so the same in every run."""
    return zlib.crc32(article_id.encode()) % FOLD_SHARE == 0


def read_plain(text: str) -> tuple[Segments, list[int]]:
    """Words and shapes of a text, as the extractor reads them."""
    segments = segment(text)
    return segments, word_shapes(segments, find_quotations(segments))


def to_labelled(article: Record) -> Labelled:
    """A labelled article, as evaluation/labelled.py reads it, word by word."""
    segments, shapes = read_plain(article["body"])
    n = len(segments.words)
    labels, cue_of = np.zeros(n, np.int64), np.full(n, NOT_ATTRIBUTED, np.int64)
    for attribution in article["attributions"]:
        taken: list[int] = []
        for part in PARTS:
            begin = LABELS.index(f"B-{part}")
            words = sorted({i for span in attribution[part] for i in _words(segments, span)})
            previous = None
            for i in words:
                if labels[i]:  # PolNeAR nests hardly ever; the first attribution keeps the word
                    continue
                labels[i] = begin + (previous is not None and previous == i - 1)
                taken.append(i)
                previous = i
        heads = [i for i in taken if labels[i] == LABELS.index("B-cue")]
        cue_of[taken] = heads[0] if heads else NOT_ATTRIBUTED
    return Labelled(article["article_id"], segments, shapes, labels, cue_of)


def with_single_marks(article: Labelled) -> Labelled | None:
    """The same article as a British paper would print it, its double quotation marks single.

    None where the words are then cut otherwise, so that labels would not fit.
    """
    segments, shapes = read_plain(article.segments.text.translate(OTHER_MARKS))
    if segments.words != article.segments.words:
        return None
    return replace(article, segments=segments, shapes=shapes)


def _words(segments: Segments, span: list[int]) -> range:
    start, end = span
    first = segments.word_at(start)
    last = first
    while last < len(segments.words) and segments.words[last][0] < end:
        last += 1
    return range(first, last)
