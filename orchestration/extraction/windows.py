"""Cut an article into windows of whole paragraphs that fit the tagger, and into the word pieces that it reads.

A window repeats the paragraph before it as context, where that leaves room. Each window is encoded alone: with dynamic
int8 the scale is taken over everything in a call, so what else is read must not reach it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orchestration.extraction.segment import Segments

CLS, SEP = 101, 102
MAX_PIECES = 256  # positions past this were never trained
CONTEXT_SHARE = 0.75  # of a window that repeated context and the first paragraph may fill together

WordPieces = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Window:
    """Words [first, end) are read, of which [scored, end) are new; `pieces` are their word pieces with separators."""

    first: int
    scored: int
    end: int
    pieces: list[int]
    piece_of_word: list[int]


@dataclass(frozen=True, slots=True)
class _Block:
    first: int
    end: int
    size: int


def windows(segments: Segments, word_pieces: WordPieces) -> list[Window]:
    """Windows that cover every word once as new, in order. Empty for a text without words."""
    encoded = [word_pieces(token) for token in segments.tokens]
    blocks = _blocks(segments, encoded)
    out, i = [], 0
    while i < len(blocks):
        size = 2 + blocks[i].size
        first = blocks[i].first
        if i and size + blocks[i - 1].size + 1 <= MAX_PIECES * CONTEXT_SHARE:
            size += blocks[i - 1].size + 1
            first = blocks[i - 1].first
        after = i + 1
        while after < len(blocks) and size + blocks[after].size + 1 <= MAX_PIECES:
            size += blocks[after].size + 1
            after += 1
        out.append(_encode(segments, encoded, first, blocks[i].first, blocks[after - 1].end))
        i = after
    return out


def _blocks(segments: Segments, encoded: list[list[int]]) -> list[_Block]:
    """Paragraphs, the oversize ones split between words."""
    out: list[_Block] = []
    first, size = 0, 0
    for i, pieces in enumerate(encoded):
        new_paragraph = i > 0 and segments.paragraph_of[i] != segments.paragraph_of[i - 1]
        if i > first and (new_paragraph or size + len(pieces) > MAX_PIECES - 2):
            out.append(_Block(first, i, size))
            first, size = i, 0
        size += len(pieces)
    if len(encoded) > first:
        out.append(_Block(first, len(encoded), size))
    return out


def _encode(segments: Segments, encoded: list[list[int]], first: int, scored: int, end: int) -> Window:
    pieces, piece_of_word = [CLS], []
    for i in range(first, end):
        if i > first and segments.paragraph_of[i] != segments.paragraph_of[i - 1]:
            pieces.append(SEP)
        piece_of_word.append(len(pieces))
        pieces.extend(encoded[i])
    pieces.append(SEP)
    return Window(first, scored, end, pieces, piece_of_word)
