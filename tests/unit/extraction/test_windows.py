"""Windows: every word in one of them, whole paragraphs where they fit, none longer than the tagger reads."""

from __future__ import annotations

import pytest

from orchestration.extraction.tagging.windows import CLS, MAX_PIECES, SEP, windows
from orchestration.extraction.text.segment import segment


@pytest.mark.parametrize("lengths", [[3], [10] * 60, [40, 300, 5], [222, 222], [223], [600], [1, 220, 1]])
def test_every_word_is_read_once_in_order(lengths: list[int]) -> None:
    segments = segment("\n\n".join(" ".join(["word"] * length) for length in lengths))

    found = windows(segments, lambda word: [1000], [0] * len(segments.words))

    assert [i for window in found for i in window.words] == list(range(sum(lengths)))
    for window in found:
        assert len(window.pieces) == len(window.shapes) <= MAX_PIECES
        assert (window.pieces[0], window.pieces[-1]) == (CLS, SEP)
        assert [window.pieces[at] for at in window.piece_of_word] == [1000] * len(window.words)


def test_a_paragraph_that_fits_is_not_parted() -> None:
    segments = segment("\n\n".join(" ".join(["word"] * length) for length in (180, 100, 100)))

    found = windows(segments, lambda word: [1000], [0] * len(segments.words))

    assert [{segments.paragraph_of[i] for i in window.words} for window in found] == [{0}, {1, 2}]


def test_a_word_of_several_pieces_counts_by_its_first() -> None:
    segments = segment("one two")

    (window,) = windows(segments, lambda word: [7, 8, 9], [4, 5])

    assert window.pieces == [CLS, 7, 8, 9, 7, 8, 9, SEP]
    assert window.shapes == [0, 4, 4, 4, 5, 5, 5, 0]
    assert window.piece_of_word == [1, 4]
