"""The first look at a paragraph, and what follows from leaving one out."""

from __future__ import annotations

import json
from pathlib import Path

from orchestration.extraction.tagging.gate import AFTER_COLON, HAS_MARKS, Gate, paragraph_words
from orchestration.extraction.tagging.windows import windows
from orchestration.extraction.text.segment import segment

TEXT = "The harbour is old.\n\nThe minister said it would close.\n\nRain fell.\n\nShe warned of floods:\n\n“Leave now.”"


def _gate(folder: Path, weights: dict[str, float], threshold: float = 1.0) -> Gate:
    file = folder / "gate.json"
    file.write_text(json.dumps({"weights": weights, "bias": 0.0, "threshold": threshold}))
    return Gate(file)


def test_a_paragraph_is_kept_when_its_words_weigh_enough(tmp_path: Path) -> None:
    kept = _gate(tmp_path, {"said": 2.0, "warned": 0.6, "floods": 0.5, "rain": 0.9}).kept(segment(TEXT))

    assert kept == [False, True, False, True, False]


def test_a_word_counts_once_however_often_it_stands(tmp_path: Path) -> None:
    assert _gate(tmp_path, {"rain": 0.9}).kept(segment("Rain, rain, rain and rain.")) == [False]


def test_marks_and_an_announcing_colon_are_features() -> None:
    words = paragraph_words(segment(TEXT))

    assert [HAS_MARKS in w for w in words] == [False, False, False, False, True]
    assert [AFTER_COLON in w for w in words] == [False, False, False, False, True]


def test_a_text_without_words_has_no_paragraph(tmp_path: Path) -> None:
    assert _gate(tmp_path, {}).kept(segment(" \n ")) == []


def test_windows_leave_out_what_is_not_kept() -> None:
    segments = segment(TEXT)
    kept = [False, True, False, False, True]

    (window,) = windows(segments, lambda word: [len(word)], [0] * len(segments.words), kept)

    read = [segments.paragraph_of[i] for i in window.words]
    assert sorted(set(read)) == [1, 4]
    assert len(window.piece_of_word) == len(window.words)
    assert len(window.pieces) == len(window.shapes)
