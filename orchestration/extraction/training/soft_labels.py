"""What a teacher says of articles: its scores for every word, and the labels and links that follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from orchestration.extraction.evaluation.labelled import read_json_lines
from orchestration.extraction.tagging.decode import PARTS, decode
from orchestration.extraction.tagging.link import link
from orchestration.extraction.tagging.tagger import LABELS, Tags
from orchestration.extraction.tagging.windows import WordPieces
from orchestration.extraction.text.segment import Segments
from orchestration.extraction.training.apply import tag_all
from orchestration.extraction.training.corpus import NOT_ATTRIBUTED, Labelled, read_plain
from orchestration.extraction.training.network import Tagger

AT_ONCE = 100  # articles between two lines of progress


def read_unlabelled(paths: list[Path], topics: frozenset[str] | None, measured: set[str]) -> Iterator[tuple[str, str]]:
    """Identifier and body of the articles of JSON Lines files that are of one of `topics` or of none; None means all.

    Those that begin like an article of `measured` (see opening) are left out: figures are only worth something on
    articles that were not trained on.
    """
    for path in paths:
        for _, article in read_json_lines(path):
            is_wanted = topics is None or article.get("topic") is None or article["topic"] in topics
            if is_wanted and opening(article["body"]) not in measured:
                yield article["article_id"], article["body"]


def opening(body: str) -> str:
    """What tells a copy of an article: its first 200 letters and digits."""
    return "".join(filter(str.isalnum, body))[:200]


def label(teacher: Tagger, texts: list[tuple[str, str]], word_pieces: WordPieces) -> Iterator[Labelled]:
    """Articles (identifier, body) with the teacher's scores, and its decisions as labels that are not certain."""
    for start in range(0, len(texts), AT_ONCE):
        read = [(identifier, *read_plain(body)) for identifier, body in texts[start : start + AT_ONCE]]
        tags = tag_all(teacher, [(segments, shapes) for _, segments, shapes in read], word_pieces)
        for (identifier, segments, shapes), found in zip(read, tags, strict=True):
            labels, cue_of = decide(segments, found)
            yield Labelled(identifier, segments, shapes, labels, cue_of, found.scores, certain=False)
        print(f"labelled {min(start + AT_ONCE, len(texts))} of {len(texts)} articles", flush=True)


def decide(segments: Segments, tags: Tags) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Label indices and cue heads [n] that follow from a teacher's scores and vectors."""
    n = len(segments.words)
    labels, cue_of = np.zeros(n, np.int64), np.full(n, NOT_ATTRIBUTED, np.int64)
    spans = decode(segments, tags.scores)
    for part in PARTS:
        begin = LABELS.index(f"B-{part}")
        for span in spans[part]:
            labels[span.first : span.end] = begin + 1
            labels[span.first] = begin
    for attribution in link(segments, tags, spans):
        if attribution.cue:
            for span in attribution.source + attribution.cue + attribution.content:
                cue_of[span.first : span.end] = attribution.cue[0].first
    return labels, cue_of
