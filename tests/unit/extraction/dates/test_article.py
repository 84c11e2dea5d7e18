"""Dates of all statements of a text: own ones, and those carried over on one occasion and only there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from orchestration.extraction.dates import DatedStatement, StatementSpans, date_statements
from tests.unit.extraction.dates.marked_text import MarkedText, read_marked

FRIDAY = date(2018, 2, 9)


def date_marked(marked: str, speakers: dict[int, str], published_on: date | None = FRIDAY) -> list[DatedStatement]:
    article = read_marked(marked, speakers)
    return date_statements(article.text, published_on, article.statements, article.sentences, article.paragraphs)


def prefixes(dated: list[DatedStatement]) -> list[str | None]:
    return [one.range.iso_prefix if one.range else None for one in dated]


def test_a_statement_of_a_year_that_no_day_is_kept_of_has_no_date() -> None:
    marked = "On 5 June 1789, Deputy <1|Morel> {1|declared} [[1|that the estates were one]]."

    assert prefixes(date_marked(marked, {1: "morel"})) == [None]


def test_today_counts_from_a_dateline_with_its_year_which_is_printed_later() -> None:
    marked = "WESTERLY, Feb. 7, 2018 — <1|Tull> today {1|announced} [[1|a new dam]]."

    assert prefixes(date_marked(marked, {1: "tull"})) == ["2018-02-07"]
    assert prefixes(date_marked(marked.replace("2018", "2016"), {1: "tull"})) == ["2018-02-09"]


CARRIED = [
    (
        "[[1|“The dam held,”]] <1|Tull> {1|said} on Monday.\n\n[[2|“It will hold,”]] <2|she> {2|added}.",
        {1: "tull", 2: "tull"},
        ["2018-02-05", "2018-02-05"],
    ),
    (
        "In January, <1|Tull> {1|warned} [[1|that the dam leaked]].\n\n<2|She> {2|stressed} [[2|that it was old]].\n\n"
        "[[3|“We were first to say so,”]] <3|the engineer> {3|said}.",
        {1: "tull", 2: "tull", 3: "tull"},
        ["2018-01"] * 3,
    ),
    (
        "On Monday, <1|Tull> {1|told} reporters [[1|that the dam held]], {2|saying} [[2|it was sound]].",
        {1: "tull", 2: "tull"},
        ["2018-02-05"] * 2,
    ),
    (
        "On Monday, <1|the owners> {1|said} [[1|the dam held]], while <2|the mayor> {2|said} [[2|it leaked]].",
        {1: "owners", 2: "mayor"},
        ["2018-02-05"] * 2,
    ),
    (
        "The institute put out a report late Monday. <1|The report> {1|details} [[1|the cracks]].",
        {1: "institute"},
        ["2018-02-05"],
    ),
    (
        "<1|Tull> {1|said} in an interview with the Courier [[1|the dam held]].\n\n<2|Brand> {2|denied} [[2|it]].\n\n"
        "[[3|“It held,”]] <3|Tull> {3|told} the Courier in an interview taped on Tuesday.",
        {1: "tull", 2: "brand", 3: "tull"},
        ["2018-02-06", None, "2018-02-06"],
    ),
    (
        "On Monday, the two mayors met. Then <1|both> issued notices {1|speaking of} [[1|a new dam]].",
        {1: "mayors"},
        ["2018-02-05"],
    ),
]


@pytest.mark.parametrize(("marked", "speakers", "expected"), CARRIED)
def test_date_is_carried_over_on_the_same_occasion(
    marked: str, speakers: dict[int, str], expected: list[str | None]
) -> None:
    dated = date_marked(marked, speakers)
    assert prefixes(dated) == expected
    assert all(
        (one.basis == "inherited") == (one.range is not None and one.range.basis == "inherited") for one in dated
    )


NOT_CARRIED = [
    # another speaker
    ("<1|Tull> {1|said} on Monday [[1|the dam held]]. <2|Brand> {2|said} [[2|it leaked]].", {1: "tull", 2: "brand"}),
    # unknown speakers are never the same
    ("<1|One> {1|said} on Monday [[1|the dam held]]. <2|One> {2|said} [[2|it leaked]].", {}),
    # another date moves the narrative on
    (
        "<1|Tull> {1|said} on Monday [[1|it held]].\n\nOn Friday, it broke. <2|Tull> {2|said} [[2|it was old]].",
        {1: "tull", 2: "tull"},
    ),
    # told in the present tense
    ("<1|Tull> {1|said} on Monday [[1|it held]]. <2|She> {2|dismisses} [[2|the cracks]].", {1: "tull", 2: "tull"}),
    # another listener
    (
        "<1|Tull> {1|told} the Courier on Monday [[1|the dam held]].\n\n<2|She> {2|told} Radio Nine [[2|it was old]].",
        {1: "tull", 2: "tull"},
    ),
    # a separate occasion
    (
        "<1|Tull> {1|said} on Monday [[1|the dam held]].\n\nSeparately, <2|she> {2|said} [[2|it was old]].",
        {1: "tull", 2: "tull"},
    ),
    # said by someone inside what was said
    (
        "<1|Tull> {1|said} on Monday [[1|the mayor <2|she knew> had {2|promised} [[2|a new dam]]]].",
        {1: "tull", 2: "tull"},
    ),
]


@pytest.mark.parametrize(("marked", "speakers"), NOT_CARRIED)
def test_date_is_not_carried_over_to_another_occasion(marked: str, speakers: dict[int, str]) -> None:
    assert prefixes(date_marked(marked, speakers)) == ["2018-02-05", None]


def test_at_the_time_returns_to_the_speakers_last_occasion_and_takes_what_lies_between() -> None:
    dated = date_marked(
        "In December 2017, <1|Tull> {1|warned} [[1|that the dam leaked]].\n\n<2|Brand> {2|agreed} [[2|it did]].\n\n"
        "<3|Tull> {3|called} [[3|it a shame]].\n\n[[4|“It cannot last,”]] <4|Tull> {4|said} at the time.",
        {1: "tull", 2: "brand", 3: "tull", 4: "tull"},
    )
    assert prefixes(dated) == ["2017-12", None, "2017-12", "2017-12"]
    assert [one.inherited_from for one in dated] == [None, None, 0, 0]
    assert dated[3].expression is not None
    assert dated[3].expression.text == "In December 2017"


def test_at_the_time_of_another_event_means_that_event() -> None:
    dated = date_marked(
        "<1|Tull> {1|said} on Monday [[1|the dam held]].\n\nThe dam was built in March 2016. "
        "[[2|“It will last,”]] <2|Tull> {2|said} at the time.",
        {1: "tull", 2: "tull"},
    )
    assert prefixes(dated) == ["2018-02-05", "2016-03"]


def test_relative_expression_counts_from_the_date_before_it() -> None:
    dated = date_marked(
        "The dam broke on May 4, 2016. Two days earlier, <1|Tull> {1|said} [[1|it would hold]].", {1: "tull"}
    )
    assert prefixes(dated) == ["2016-05-02"]


def test_dateline_stands_in_for_an_unknown_publication() -> None:
    marked = "Tuesday, October 15, 2019\n\nLate on Sunday, <1|Tull> {1|said} [[1|the dam held]]."
    assert prefixes(date_marked(marked, {1: "tull"}, None)) == ["2019-10-13"]


def test_weekday_without_publication_stays_open() -> None:
    dated = date_marked("<1|Tull> {1|said} on Monday [[1|the dam held]].", {1: "tull"}, None)
    assert dated[0].range is None
    assert dated[0].basis == "none"


def test_results_keep_the_order_of_the_statements() -> None:
    article: MarkedText = read_marked(
        "<1|Tull> {1|said} on Monday [[1|the dam held]]. <2|Brand> {2|said} on Tuesday [[2|it leaked]]."
    )
    turned = date_statements(article.text, FRIDAY, article.statements[::-1], article.sentences, article.paragraphs)
    assert prefixes(turned) == ["2018-02-06", "2018-02-05"]
    assert [one.index for one in turned] == [0, 1]


def test_reference_article_is_dated_throughout(shared: Path) -> None:
    article = json.loads((shared / "gold" / "kabulov.jsonl").read_text(encoding="utf-8"))
    text, gold = article["body"], [s for s in article["statements"] if s["field"] == "body"]
    statements = [
        StatementSpans(
            [(a, b) for a, b in s["content"]],
            [(a, b) for a, b in s["cue"]],
            [(a, b) for a, b in s["source"]],
            s["speakers"][0]["name"],
        )
        for s in gold
    ]
    layout = MarkedText(text, statements, None)
    dated = date_statements(
        text, date.fromisoformat(article["published_on"]), statements, layout.sentences, layout.paragraphs
    )
    assert dict(zip([s["id"] for s in gold], prefixes(dated), strict=True)) == {s["id"]: s["said_on"] for s in gold}
