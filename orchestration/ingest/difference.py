"""What two versions of a text differ in: the paragraphs that changed, word by word. Pure: texts in, pieces out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]
# Words with the space after them, so that the pieces put together are the text.
WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that both versions have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """The changed paragraphs in order, each as its pieces; `unchanged` counts the paragraphs that both have."""

    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    unchanged: int = 0


def compare_versions(old: str, new: str) -> Difference:
    """The difference between two texts whose paragraphs stand on lines of their own.

    Of every changed paragraph the pieces that are not "added" are the old wording, those not "removed" the new one.
    """
    before, after = _split(old), _split(new)
    paragraphs: list[tuple[Piece, ...]] = []
    unchanged = 0
    for tag, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            unchanged += end - start
            continue
        gone, come = before[start:end], after[other_start:other_end]
        both = min(len(gone), len(come))
        paragraphs.extend(_compare_words(*pair) for pair in zip(gone[:both], come[:both], strict=True))
        paragraphs.extend((Piece("removed", text),) for text in gone[both:])
        paragraphs.extend((Piece("added", text),) for text in come[both:])
    return Difference(tuple(paragraphs), unchanged)


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _compare_words(old: str, new: str) -> tuple[Piece, ...]:
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, [word.strip() for word in before], [word.strip() for word in after], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            _add(pieces, "same", after[other_start:other_end])
            continue
        _add(pieces, "removed", before[start:end])
        _add(pieces, "added", after[other_start:other_end])
    return tuple(pieces)


def _add(pieces: list[Piece], kind: Kind, words: Sequence[str]) -> None:
    if words:
        pieces.append(Piece(kind, "".join(words)))
