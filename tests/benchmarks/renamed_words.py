"""Texts with other words in place of their own, each as long as the one before it, so that every span still holds.

A variant of a text is what another article would be: other people, other things said, the same grammar. The same word
becomes the same word in every text of a variant, so that a name is one name in the article, in what is quoted of it
and in the speaker. Words that carry meaning for the pipeline (roles, cues, countries, outlets, dates) are handed in as
kept and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

SHORTEST, LONGEST = 2, 20
SHORTEST_CONTENT = 4
# Of the surnames, the share that becomes another printed one; the rest becomes a name that nobody has.
PRINTED_SURNAMES = 0.4
VOWELS, CONSONANTS = b"aeiou", b"bcdfghjklmnpqrstvwxyz"

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Naming:
    """Words of people: those that stand first in a name, and those that stand last."""

    given: frozenset[bytes]
    family: frozenset[bytes]


@dataclass(frozen=True)
class Variant:
    """Which names and which wording a text is given; two texts of one variant have the same."""

    names: int
    wording: int


@dataclass
class Dictionary:
    """Words by length, sorted: `words[length]` as bytes of that length, `kinds[length]` what each is."""

    words: dict[int, npt.NDArray[np.bytes_]] = field(default_factory=dict)
    kinds: dict[int, npt.NDArray[np.uint8]] = field(default_factory=dict)

    def render(self, variant: Variant) -> dict[int, Bytes]:
        """For each length a row of bytes for every word: the word that takes its place."""
        return {length: self._render(length, variant) for length in self.words}

    def _render(self, length: int, variant: Variant) -> Bytes:
        rows = _as_rows(self.words[length], length)
        made = rows.copy()
        kinds = self.kinds[length]
        for kind in (GIVEN, FAMILY):
            draw = np.random.default_rng([variant.names, kind, length])
            at = np.flatnonzero(kinds == kind)
            made[at] = rows[draw.permutation(at)]
            if kind == FAMILY:
                unheard = at[draw.random(len(at)) >= PRINTED_SURNAMES]
                made[unheard] = _cipher(variant.names)[rows[unheard]]
        for kind in (CONTENT, COMMON):
            at = np.flatnonzero(kinds == kind)
            draw = np.random.default_rng([variant.wording, kind, length])
            made[at] = rows[draw.permutation(at)]
        return made


GIVEN, FAMILY, CONTENT, COMMON = 1, 2, 3, 4


def make_dictionary(
    texts: Iterable[pa.Array], naming: Naming, kept: Collection[bytes], common: Collection[bytes]
) -> Dictionary:
    """The words of these texts that may become others of their kind: names, common words, and other lower-case words
    of SHORTEST_CONTENT letters.
    """
    found: dict[int, set[bytes]] = {}
    for text in texts:
        for length, words in _split(text).items():
            found.setdefault(length, set()).update(np.unique(words[1]).tolist())
    dictionary = Dictionary()
    for length, words_found in sorted(found.items()):
        rows = sorted((word, kind) for word in words_found if (kind := _kind_of(word, naming, kept, common)))
        if rows:
            dictionary.words[length] = np.array([word for word, _ in rows], dtype=f"S{length}")
            dictionary.kinds[length] = np.array([kind for _, kind in rows], dtype=np.uint8)
    return dictionary


class RenamedText:
    """A column of texts, read once, of which any variant can be made."""

    def __init__(self, text: pa.Array, dictionary: Dictionary) -> None:
        self._text = _plain(text)
        self._at: dict[int, tuple[Places, Places]] = {}
        for length, (starts, words) in _split(self._text).items():
            if length not in dictionary.words:
                continue
            known = dictionary.words[length]
            at = np.minimum(np.searchsorted(known, words), len(known) - 1)
            is_known = known[at] == words
            self._at[length] = starts[is_known], at[is_known]

    def render(self, rows: dict[int, Bytes]) -> pa.Array:
        """The column with the words of a rendered dictionary, rows and nulls as they were."""
        validity, offsets, data = self._text.buffers()
        made = np.frombuffer(data, dtype=np.uint8).copy()
        for length, (starts, words) in self._at.items():
            made[starts[:, None] + np.arange(length)] = rows[length][words]
        return pa.Array.from_buffers(
            pa.string(), len(self._text), [validity, offsets, pa.py_buffer(made)], self._text.null_count
        )


def _kind_of(word: bytes, naming: Naming, kept: Collection[bytes], common: Collection[bytes]) -> int:
    if word in common:
        return COMMON
    if word in kept:
        return 0
    if word in naming.family:
        return FAMILY
    if word in naming.given:
        return GIVEN
    return CONTENT if len(word) >= SHORTEST_CONTENT and word.islower() else 0


def _plain(text: pa.Array) -> pa.Array:
    if isinstance(text, pa.ChunkedArray):
        text = text.combine_chunks()
    # A slice keeps the buffer of the whole; taken anew it has its own, beginning at 0.
    return pa.array(text.cast(pa.string()).to_pylist(), pa.string()) if text.offset else text.cast(pa.string())


def _split(text: pa.Array) -> dict[int, tuple[Places, npt.NDArray[np.bytes_]]]:
    """The runs of ASCII letters by length: where each begins in the buffer, and the run itself."""
    text = _plain(text)
    _, offsets, data = text.buffers()
    letters = np.frombuffer(data, dtype=np.uint8)
    lower = letters | 0x20
    is_letter = (lower >= ord("a")) & (lower <= ord("z"))
    begins = is_letter.copy()
    begins[1:] &= ~is_letter[:-1]
    ends = is_letter.copy()
    ends[:-1] &= ~is_letter[1:]
    # A word ends with its row, though the next row follows in the same buffer.
    edges = np.frombuffer(offsets, dtype=np.int32)[: len(text) + 1]
    firsts, lasts = edges[edges < len(letters)], edges[edges > 0] - 1
    begins[firsts] = is_letter[firsts]
    ends[lasts] = is_letter[lasts]
    starts = np.flatnonzero(begins)
    lengths = np.flatnonzero(ends) + 1 - starts
    found = {}
    for length in range(SHORTEST, LONGEST + 1):
        at = starts[lengths == length]
        if len(at):
            rows = np.ascontiguousarray(letters[at[:, None] + np.arange(length)])
            found[length] = at, rows.view(f"S{length}").ravel()
    return found


def _as_rows(words: npt.NDArray[np.bytes_], length: int) -> Bytes:
    return words.view(np.uint8).reshape(len(words), length)


def _cipher(number: int) -> Bytes:
    """A table of 256 bytes: vowels become vowels and consonants consonants, capitals stay capitals."""
    table = np.arange(256, dtype=np.uint8)
    draw = np.random.default_rng([number, 7])
    for letters in (VOWELS, CONSONANTS):
        plain = np.frombuffer(letters, dtype=np.uint8)
        mixed = draw.permutation(plain)
        table[plain] = mixed
        table[plain - 32] = mixed - 32
    return table
