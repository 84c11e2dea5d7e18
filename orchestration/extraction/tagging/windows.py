"""Cut an article into windows of whole paragraphs that fit the tagger, and into the word pieces that it reads.

Every word is read once: to repeat the paragraph before a window as context takes a fifth of the time and finds no more.
Paragraphs that need not be read are left out. Each window is encoded alone: with dynamic int8 the scale is taken over
everything in a call, so what else is read must not reach it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from orchestration.extraction.text.segment import Segments

CLS, SEP = 101, 102
MAX_PIECES = 224  # attention over longer windows costs more and finds no more; positions past 256 were never trained

WordPieces = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class Window:
    """`words` are read, in order; `pieces` are their word pieces with separators, `shapes` the shape of the word that
    each piece belongs to (0 for separators), `piece_of_word` the first piece of each word.
    """

    words: list[int]
    pieces: list[int]
    shapes: list[int]
    piece_of_word: list[int]


@dataclass(frozen=True, slots=True)
class _Block:
    first: int
    end: int
    size: int


def windows(
    segments: Segments,
    word_pieces: WordPieces,
    shapes: list[int],
    kept: list[bool] | None = None,
    *,
    first_limit: int = MAX_PIECES,
) -> list[Window]:
    """Windows that cover every word once, in order. Empty for a text without words.

    `kept`: by paragraph, whether to read it (all are read without it); `first_limit`: pieces of the first window.
    """
    encoded = [word_pieces(token) for token in segments.tokens]
    blocks = _blocks(segments, encoded)
    chosen = [i for i, b in enumerate(blocks) if kept is None or kept[segments.paragraph_of[b.first]]]
    out: list[Window] = []
    at = 0
    while at < len(chosen):
        limit = MAX_PIECES if out else first_limit
        size = 2 + blocks[chosen[at]].size
        after = at + 1
        while after < len(chosen) and size + blocks[chosen[after]].size + 1 <= limit:
            size += blocks[chosen[after]].size + 1
            after += 1
        out.append(_encode(segments, encoded, shapes, [blocks[i] for i in chosen[at:after]]))
        at = after
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


def _encode(segments: Segments, encoded: list[list[int]], shapes: list[int], read: list[_Block]) -> Window:
    words: list[int] = []
    piece_of_word: list[int] = []
    pieces, shape_of_piece = [CLS], [0]
    for block in read:
        first, end = block.first, block.end
        if words and segments.paragraph_of[first] != segments.paragraph_of[words[-1]]:
            pieces.append(SEP)
            shape_of_piece.append(0)
        sizes = [len(of_word) for of_word in encoded[first:end]]
        words.extend(range(first, end))
        piece_of_word.extend(accumulate(sizes[:-1], initial=len(pieces)))
        pieces.extend(chain.from_iterable(encoded[first:end]))
        shape_of_piece.extend(chain.from_iterable(map(repeat, shapes[first:end], sizes)))
    pieces.append(SEP)
    shape_of_piece.append(0)
    return Window(words, pieces, shape_of_piece, piece_of_word)
