"""Two wordings of one claim compared word by word: pure. Capitals, quotation marks and punctuation do not count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from dashboard.filters import UNKNOWN_CODE

# A word with the blanks and marks around it, so that the pieces together are the text.
WORD = re.compile(r"\S+\s*")
MARKS = re.compile(r"[^\w]+")
# Comparing costs the product of the lengths at worst; a print of a whole speech is compared by its beginning.
MOST_WORDS = 400
SHORT = 3


@dataclass(frozen=True)
class Piece:
    """A stretch of a wording as printed, and whether the other wording lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Wording:
    """One way in which a claim is printed.

    `statement_ids` are its prints, earliest first; `outlet_count` counts their known outlets; `text` is as first
    printed.
    """

    text: str
    statement_ids: tuple[str, ...]
    outlet_names: tuple[str, ...]
    outlet_count: int
    first_on: Any


def compare_words(reference: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts as pieces that are the text together, those marked that the other lacks.

    Beyond MOST_WORDS words a text is one unmarked piece.
    """
    first, second = _cut(reference), _cut(other)
    matcher = SequenceMatcher(None, _fold(first[0]), _fold(second[0]), autojunk=False)
    ours: list[Piece] = []
    theirs: list[Piece] = []
    stretches = matcher.get_opcodes()
    for place, (kind, start, end, other_start, other_end) in enumerate(stretches):
        # A lone "the" between two changed stretches is chance, and would cut both into shreds; at either end it is not
        # between two.
        is_between = 0 < place < len(stretches) - 1
        is_chance = is_between and end - start == 1 and len(_fold(first[0][start:end])[0]) <= SHORT
        differs = kind != "equal" or is_chance
        _add(ours, first[0][start:end], differs)
        _add(theirs, second[0][other_start:other_end], differs)
    for pieces, rest in ((ours, first[1]), (theirs, second[1])):
        if rest:
            pieces.append(Piece(rest, False))
    return ours, theirs


def gather_wordings(prints: Sequence[Mapping[str, Any]]) -> list[Wording]:
    """The different wordings of prints, in the order in which they are first printed."""
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in prints:
        words = str(row["content_text"] or "")
        groups.setdefault(tuple(fold_words(words)), []).append(row)
    return [
        Wording(
            text=str(rows[0]["content_text"] or ""),
            statement_ids=tuple(row["statement_id"] for row in rows),
            outlet_names=tuple(dict.fromkeys(str(row["outlet_name"] or "outlet unknown") for row in rows)),
            outlet_count=len({row["outlet_id"] for row in rows} - {UNKNOWN_CODE}),
            first_on=rows[0]["published_on"],
        )
        for rows in groups.values()
    ]


def fold_words(words: str) -> list[str]:
    """The words of a text as they are compared: lower case, without marks; pieces that are marks alone are left out."""
    return [folded for folded in _fold(WORD.findall(words)) if folded]


def _cut(words: str) -> tuple[list[str], str]:
    found = list(WORD.finditer(words))
    kept = found[:MOST_WORDS]
    rest = words[kept[-1].end() :] if len(found) > MOST_WORDS else ""
    leading = words[: found[0].start()] if found else words
    pieces = [match.group() for match in kept]
    if leading and pieces:
        pieces[0] = leading + pieces[0]
    return pieces or ([words] if words else []), rest


def _fold(pieces: Sequence[str]) -> list[str]:
    return [MARKS.sub("", piece.casefold()) for piece in pieces]


def _add(pieces: list[Piece], words: Sequence[str], differs: bool) -> None:
    if not words:
        return
    # A difference of marks alone is none.
    differs = differs and any(_fold(words))
    before = pieces.pop().text if pieces and pieces[-1].differs == differs else ""
    pieces.append(Piece(before + "".join(words), differs))
