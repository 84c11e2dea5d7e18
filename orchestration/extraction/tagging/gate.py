"""A cheap first look: which paragraphs can hold a statement at all, so that the tagger need not read the others.

A weight for each of some thousand words, learnt from labelled paragraphs (training/paragraphs.py); the weights of a
paragraph's words are added up, each word once. What the skipping costs in recall is in the model card.
"""

from __future__ import annotations

import json
from pathlib import Path

from orchestration.extraction.text.segment import Segments

# Features beside the words themselves; no word has a space in it.
HAS_MARKS, AFTER_COLON = "has marks", "after colon"
MARKS = frozenset('“”"«»„‘')


class Gate:
    """Loaded weights. Costs about half a microsecond a word."""

    def __init__(self, file: Path) -> None:
        loaded = json.loads(file.read_text(encoding="utf-8"))
        self._weights: dict[str, float] = loaded["weights"]
        self._least = loaded["threshold"] - loaded["bias"]

    def kept(self, segments: Segments) -> list[bool]:
        """For each paragraph whether it may hold a statement."""
        weights = self._weights
        return [
            sum(weights[word] for word in words if word in weights) >= self._least
            for words in paragraph_words(segments)
        ]


def paragraph_words(segments: Segments) -> list[set[str]]:
    """The features of each paragraph: its words in lower case, its marks, and whether a colon announces it."""
    out: list[set[str]] = [set() for _ in segments.paragraphs]
    for token, paragraph in zip(segments.tokens, segments.paragraph_of, strict=True):
        out[paragraph].add(token.lower())
    for index, words in enumerate(out):
        if not words.isdisjoint(MARKS):
            words.add(HAS_MARKS)
        if index and segments.text[segments.paragraphs[index - 1][1] - 1] == ":":
            words.add(AFTER_COLON)
    return out
