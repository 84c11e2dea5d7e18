"""Words, sentences and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extraction.text.segment import segment


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text).sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It poured.", ["It rained.", "It poured."]),
        ("Mr. Odhiambo left. So did Gen. Lee.", ["Mr. Odhiambo left.", "So did Gen. Lee."]),
        ("The U.S. Senate met.", ["The U.S. Senate met."]),
        ("“Stop.” He did.", ["“Stop.”", "He did."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("It cost 3.5 million. Why?", ["It cost 3.5 million.", "Why?"]),
    ],
)
def test_sentences_end_at_stops_that_are_no_abbreviation(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


@given(st.text(max_size=300))
def test_words_lie_in_order_inside_the_text(text: str) -> None:
    segments = segment(text)
    ends = 0
    for (start, end), token in zip(segments.words, segments.tokens, strict=True):
        assert ends <= start < end <= len(text)
        assert text[start:end] == token
        ends = end


@given(st.text(max_size=300))
def test_every_word_lies_in_its_sentence_and_its_paragraph(text: str) -> None:
    segments = segment(text)
    for (start, end), sentence, paragraph in zip(
        segments.words, segments.sentence_of, segments.paragraph_of, strict=True
    ):
        assert segments.sentences[sentence][0] <= start < end <= segments.sentences[sentence][1]
        assert segments.paragraphs[paragraph][0] <= start < end <= segments.paragraphs[paragraph][1]
