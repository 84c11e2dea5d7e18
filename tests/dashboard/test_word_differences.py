"""Wordings compared word by word: the pieces are the text, and only what one side lacks is marked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.word_differences import MOST_WORDS, compare_words, gather_wordings


def marked(first: str, second: str) -> tuple[list[str], list[str]]:
    ours, theirs = compare_words(first, second)
    return [piece.text.strip() for piece in ours if piece.differs], [p.text.strip() for p in theirs if p.differs]


def test_a_changed_word_is_marked_on_either_side() -> None:
    assert marked("The dam will surely hold", "The dam will probably hold") == (["surely"], ["probably"])


def test_capitals_and_quotation_marks_do_not_differ() -> None:
    assert marked('"The dam," she said', "“the dam”, she said") == ([], [])


def test_a_lone_small_word_between_changes_is_not_called_the_same() -> None:
    ours, theirs = marked("boats were sold in the spring", "ferries are moored in May")

    assert ours == ["boats were sold in the spring"]
    assert theirs == ["ferries are moored in May"]


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        ("The war is over", "The conflict is over", (["war"], ["conflict"])),
        ("It hit us", "It beat us", (["hit"], ["beat"])),
        ("The war", "The conflict", (["war"], ["conflict"])),
    ],
)
def test_a_lone_small_word_that_both_begin_or_end_with_is_the_same(
    first: str, second: str, changed: tuple[list[str], list[str]]
) -> None:
    assert marked(first, second) == changed


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_are_the_texts_to_the_letter(first: str, second: str) -> None:
    ours, theirs = compare_words(first, second)

    assert "".join(piece.text for piece in ours) == first
    assert "".join(piece.text for piece in theirs) == second


def test_a_very_long_text_is_kept_whole_and_compared_by_its_beginning() -> None:
    long = "word " * (MOST_WORDS + 50)
    ours, _ = compare_words(long, "other")

    assert "".join(piece.text for piece in ours) == long
    assert not ours[-1].differs


@pytest.mark.timeout(20)
def test_ten_thousand_quotation_marks_are_compared_at_once() -> None:
    assert marked('"' * 10_000, '" ' * 10_000) == ([], [])


def test_prints_with_the_same_words_are_one_wording() -> None:
    def printed(number: int, words: str, outlet: str) -> dict[str, Any]:
        return {"statement_id": f"s{number}", "content_text": words, "outlet_id": outlet, "outlet_name": outlet,
                "published_on": date(2026, 3, number)}  # fmt: skip

    wordings = gather_wordings(
        [printed(1, "The dam is safe", "wire"), printed(2, "Safe", "post"), printed(3, "“the dam is safe.”", "radio")]
    )

    assert [(each.text, each.statement_ids, each.outlet_count) for each in wordings] == [
        ("The dam is safe", ("s1", "s3"), 2),
        ("Safe", ("s2",), 1),
    ]
