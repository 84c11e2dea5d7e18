"""Which words of a text are time expressions, and which only look like one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from orchestration.extraction.dates import find_expressions

FOUND = [
    ("The council met on Tuesday.", "on Tuesday", "weekday"),
    ("Tuesday brought rain.", "Tuesday", "weekday"),
    ("It happened late Monday.", "late Monday", "weekday"),
    ("Late on Sunday the gates closed.", "Late on Sunday", "weekday"),
    ("They left Monday morning.", "Monday morning", "weekday"),
    ("He resigned last Friday.", "last Friday", "weekday"),
    ("Prices fell last week.", "last week", "unit"),
    ("Prices rise this month.", "this month", "unit"),
    ("Prices fell earlier this year.", "earlier this year", "unit"),
    ("The vote is next year.", "next year", "unit"),
    ("Snow fell earlier in the week.", "earlier in the week", "unit"),
    ("The dam opened last November.", "last November", "month"),
    ("The dam opened in November.", "in November", "month"),
    ("The dam opened in late January.", "in late January", "month"),
    ("The dam opened in December 2017.", "in December 2017", "month"),
    ("It closed December 2017 for good.", "December 2017", "month"),
    ("The dam opened in May.", "in May", "month"),
    ("The dam opened in early March.", "in early March", "month"),
    ("The treaty was signed on February 8.", "on February 8", "date"),
    ("The treaty was signed Feb. 8.", "Feb. 8", "date"),
    ("The treaty was signed on 8 February 2018.", "on 8 February 2018", "date"),
    ("The treaty was signed on February 8, 2018, in Bern.", "on February 8, 2018", "date"),
    ("The treaty was signed on the 8th of February.", "on the 8th of February", "date"),
    ("The treaty was signed Thursday, Feb. 8.", "Thursday, Feb. 8", "date"),
    ("Stamped 2018-02-08 by the clerk.", "2018-02-08", "date"),
    ("The bridge fell in 2014.", "in 2014", "year"),
    ("The bridge fell in early 2014.", "in early 2014", "year"),
    ("Two days earlier the bridge fell.", "Two days earlier", "offset"),
    ("The bridge fell a day later.", "a day later", "offset"),
    ("The bridge fell three weeks ago.", "three weeks ago", "offset"),
    ("The bridge fell the previous day.", "the previous day", "offset"),
    ("The bridge fell yesterday.", "yesterday", "deictic"),
    ("“It fell today,” she said.", "today", "deictic"),
    ("Today the bridge fell.", "Today", "deictic"),
    ("It was closed at the time.", "at the time", "anaphoric"),
    ("It reopened the same day.", "the same day", "anaphoric"),
    ("It reopened on that day.", "on that day", "anaphoric"),
    ("It has rained in recent days.", "in recent days", "recent"),
    ("The inquiry began on the 8th.", "on the 8th", "day_of_month"),
    ("Fireworks flew on New Year’s Eve.", "on New Year’s Eve", "holiday"),
]


@pytest.mark.parametrize(("text", "printed", "kind"), FOUND)
def test_expression_is_found_with_its_printed_words(text: str, printed: str, kind: str) -> None:
    (expression,) = find_expressions(text)
    assert (expression.text, expression.kind) == (printed, kind)
    assert text[expression.start : expression.end] == printed


FALSE_FRIENDS = [
    "The council may march on the palace.",
    "They sat for a second and the sun set.",
    "Theresa May met the envoys.",
    "It was criticised by May and her cabinet.",
    "About 1,200 people, 2,014 of them armed, came.",
    "The 2016 election was close.",
    "Rents fell in 2016 elections terms.",
    "The November election was close.",
    "Readers of the Mail on Sunday wrote in.",
    "The Sunday Times had it first.",
    "He told the Sunday Lantern.",
    "She spoke to the Friday Courier at length.",
    "USA Today had it first.",
    "Shops open early for Black Friday sales.",
    "He said that day care was costly.",
    "The room is on the 8th floor.",
    "At the time of the crash it was dark.",
    "On the same day that the dam broke, it rained.",
    "Augusta and Julya are towns.",
    "March on, he cried.",
    "Model A-2014-15 was sold.",
    "He is 45 years old and 20 years younger.",
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_words_that_only_look_like_a_time_are_left_alone(text: str) -> None:
    assert [expression.text for expression in find_expressions(text)] == []


@pytest.mark.parametrize(
    "text",
    ["The road is shut since Monday.", "It lasts until March.", "The law of last year failed.", "It ran through 2014."],
)
def test_limit_or_duration_is_bound(text: str) -> None:
    (expression,) = find_expressions(text)
    assert expression.is_bound


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday’s vote failed.",
        "A Monday report was clear.",
        "A March request was denied.",
        "In a 2014 interview",
        "In his 2014 book",
    ],
)
def test_expression_that_modifies_a_noun_is_attributive(text: str) -> None:
    (expression,) = find_expressions(text)
    assert expression.is_attributive


def test_several_expressions_come_in_printed_order_without_overlap() -> None:
    text = "On Oct. 2 and Oct. 6, and again last week, shells fell seven days apart; in 2014 they did not."
    found = find_expressions(text)
    assert [expression.text for expression in found] == ["On Oct. 2", "Oct. 6", "last week", "in 2014"]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_expression_does_not_reach_over_a_paragraph() -> None:
    assert [e.text for e in find_expressions("A heading for June\n\n15 people came.")] == []
