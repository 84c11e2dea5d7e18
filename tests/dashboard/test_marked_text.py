"""The printed text comes out as it went in, whatever lies in it and however its statements overlap."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.marked_text import Mark, collect_marks, cut_segments, draw_marked_text

NUMBER = re.compile(r'<a class="hs-ref[^>]*><span>\d+</span></a>')
TAG = re.compile(r"<[^>]*>")


def make_statement(
    statement_id: str, content: list[tuple[int, int]], cue: tuple[int, int] = (0, 0), source: tuple[int, int] = (0, 0)
) -> dict[str, Any]:
    def spans(pairs: list[tuple[int, int]]) -> list[dict[str, int]]:
        return [{"start_char": start, "end_char": end} for start, end in pairs]

    return {
        "statement_id": statement_id,
        "field": "body",
        "speaker_name": "A <b>speaker</b>",
        "content_spans": spans(content),
        "cue_spans": spans([cue]),
        "source_spans": spans([source]),
    }


def read_text(drawn: str) -> str:
    """What a reader sees of the article: numbers and tags taken away, entities turned back."""
    return unescape(TAG.sub("", NUMBER.sub("", drawn)))


pairs = st.tuples(st.integers(0, 60), st.integers(0, 60))
statement_lists = st.lists(st.tuples(st.lists(pairs, max_size=3), pairs, pairs), max_size=6).map(
    lambda parts: [make_statement(f"s{place}", *part) for place, part in enumerate(parts)]
)
printed_texts = st.text(alphabet=st.sampled_from("ab <>&\"'“”😀مر\n/!*[]()"), max_size=50)


@given(printed_texts, statement_lists)
def test_the_text_is_printed_unchanged(printed: str, statements: list[dict[str, Any]]) -> None:
    assert read_text(draw_marked_text(printed, statements, "body", "s0")) == printed


@given(st.integers(0, 50), statement_lists)
def test_segments_cover_the_text_and_carry_the_marks_over_them(length: int, statements: list[dict[str, Any]]) -> None:
    marks = collect_marks(statements, "body", "s0", length)
    segments = cut_segments(length, marks)

    assert [place for segment in segments for place in range(segment.start_char, segment.end_char)] == list(
        range(length)
    )
    for segment in segments:
        over = {mark for mark in marks if mark.start_char <= segment.start_char and segment.end_char <= mark.end_char}
        assert set(segment.marks) == over


def test_a_span_counts_code_points_and_not_bytes() -> None:
    drawn = draw_marked_text("😀 مرحبا he said it", [make_statement("s0", [(2, 7)])], "body", "s0")

    assert '<mark class="hs-content" data-part="said" id="the-words">مرحبا</mark>' in drawn


def test_source_cue_and_content_differ_without_colour() -> None:
    drawn = draw_marked_text("Ann said yes", [make_statement("s0", [(9, 12)], (4, 8), (0, 3))], "body", "s0")

    assert '<mark class="hs-source" data-part="source">Ann</mark>' in drawn
    assert '<mark class="hs-cue" data-part="cue">said</mark>' in drawn
    assert '<mark class="hs-content" data-part="said" id="the-words">yes</mark>' in drawn
    assert drawn.index('data-part="cue"') < drawn.index("hs-ref") < drawn.index('data-part="said"')


def test_overlapping_statements_have_lines_one_below_the_other() -> None:
    statements = [make_statement("s0", [(0, 9)]), make_statement("s1", [(3, 9)]), make_statement("s2", [(5, 7)])]
    marks = collect_marks(statements, "body", None, 9)

    assert {mark.statement_id: mark.lane for mark in marks} == {"s0": 0, "s1": 1, "s2": 2}
    drawn = draw_marked_text("abcdefghi", statements, "body", None)
    assert drawn.count("linear-gradient") == 1 + 2 + 3 + 2


def test_of_very_many_that_overlap_the_last_share_a_line() -> None:
    statements = [make_statement(f"s{place}", [(place, 9)]) for place in range(6)]

    assert [mark.lane for mark in collect_marks(statements, "body", None, 9)] == [0, 1, 2, 3, 3, 3]


def test_statements_after_each_other_share_a_line() -> None:
    statements = [make_statement("s0", [(0, 3)]), make_statement("s1", [(3, 6)])]

    assert [mark.lane for mark in collect_marks(statements, "body", None, 6)] == [0, 0]


def test_another_statement_is_a_link_to_its_own_evidence() -> None:
    drawn = draw_marked_text("abc", [make_statement("a&b", [(0, 3)])], "body", "s9")

    assert 'href="evidence?statement=a%26b"' in drawn
    assert "Statement 1, by A &lt;b&gt;speaker&lt;/b&gt;" in drawn


def test_a_span_beyond_the_text_is_cut() -> None:
    marks = collect_marks([make_statement("s0", [(-5, 2), (8, 90), (95, 99)])], "body", None, 10)

    assert [(mark.start_char, mark.end_char) for mark in marks] == [(0, 2), (8, 10)]
    assert isinstance(marks[0], Mark)
