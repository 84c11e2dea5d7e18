"""A place is found again where it is certain, and not at all where it is not."""

from __future__ import annotations

import pytest

from orchestration.corrections.anchors import Match, choose_statement, find_place, make_anchor
from orchestration.corrections.correction import Anchor

BODY = (
    "The dam is safe, Ada Okafor said on Monday. Nobody believed it. “The dam is safe,” her deputy said as well. "
    "Later the unions denied it."
)
CONTENT = "The dam is safe"


def anchor_at(start: int, text: str = CONTENT, printed: str = BODY) -> Anchor:
    return make_anchor("a", "v1", "body", printed, (start, start + len(text)))


def test_the_same_text_gives_the_same_place_also_where_the_words_stand_twice() -> None:
    second = BODY.index("“The dam") + 1

    assert find_place(anchor_at(second), BODY) == (second, second + len(CONTENT))
    # Nothing around them tells which: three prints of the whole, and a text that is all there is.
    thrice = f"{BODY}\n" * 3
    middle = len(BODY) + 1 + second
    assert find_place(anchor_at(middle, printed=thrice), thrice) == (middle, middle + len(CONTENT))
    assert find_place(anchor_at(0, "No.", "No."), "No.") == (0, 3)


def test_an_anchor_keeps_the_words_around_it() -> None:
    start = BODY.index("“The dam") + 1
    anchor = anchor_at(start)

    assert (anchor.article_id, anchor.article_version, anchor.field) == ("a", "v1", "body")
    assert (anchor.text, anchor.start_char) == (CONTENT, start)
    assert anchor.before.endswith("Nobody believed it. “")
    assert anchor.after.startswith(",” her deputy said")
    assert (len(anchor.before), len(anchor.after)) == (40, 40)


@pytest.mark.parametrize(
    "printed",
    [
        "A correction was made to this article.\n\n" + BODY,
        BODY.replace("“", '"').replace("”", '"'),
        BODY.replace("The dam is safe", "The dam\nis  safe"),
        BODY.replace("on Monday", "on Tuesday"),
    ],
)
def test_a_new_version_is_found_by_the_surroundings(printed: str) -> None:
    place = find_place(anchor_at(BODY.index("“The dam") + 1), printed)

    assert place is not None
    assert printed[place[0] : place[1]].split() == CONTENT.split()
    assert "Ada" in printed[: place[0]]


@pytest.mark.parametrize(
    "printed",
    [
        BODY.replace("The dam is safe", "The dam will hold"),
        "The dam is safe! The dam is safe!",  # twice, and nothing around it as it was
        "",
    ],
)
def test_a_place_that_is_not_certain_is_not_found(printed: str) -> None:
    assert find_place(anchor_at(BODY.index("“The dam") + 1), printed) is None


def test_a_short_text_needs_its_surroundings() -> None:
    anchor = anchor_at(BODY.rindex("it."), "it")

    assert find_place(anchor, "They closed it.") is None
    found = find_place(anchor, "Late at night the unions denied it.")
    assert found == (32, 34)


@pytest.mark.parametrize(
    ("bounds", "kind"),
    [((10, 60), "exact"), ((10, 66), "overlapping"), ((4, 60), "overlapping"), ((14, 58), "overlapping")],
)
def test_bounds_that_moved_by_a_few_words_are_the_same_statement(bounds: tuple[int, int], kind: str) -> None:
    assert choose_statement((10, 60), [("far", (100, 150)), ("it", bounds)]) == Match("it", kind)


def test_one_statement_alone_is_found_too() -> None:
    assert choose_statement((10, 60), [("it", (10, 60))]) == Match("it", "exact")


def test_what_stands_around_or_inside_a_statement_is_not_it() -> None:
    assert choose_statement((10, 30), [("around", (0, 80))]) is None
    assert choose_statement((0, 80), [("inside", (10, 30)), ("another", (40, 70))]) is None
    assert choose_statement((0, 80), [("inside", (10, 30)), ("it", (0, 78))]) == Match("it", "overlapping")


def test_two_that_overlap_alike_are_neither() -> None:
    assert choose_statement((10, 60), [("one", (10, 55)), ("other", (12, 60))]) is None
    assert choose_statement((10, 60), []) is None
