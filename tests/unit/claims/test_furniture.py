"""Lists of links that an article's text holds, found without what stands around them."""

from __future__ import annotations

import pytest

from orchestration.claims.furniture import find_furniture

LIST = "Board delays vote on the ferries Five things to know about the new cranes MORE"


@pytest.mark.parametrize("name", ["Adaeze Maria Okafor", "Okafor"])
def test_list_of_links_run_into_a_sentence_is_furniture(name: str) -> None:
    text = f"Speaker Adaeze Okafor {name}{LIST} (L) said that the board had waited long enough.\n\nMORE to come."

    assert [text[start:end] for start, end in find_furniture(text)] == [LIST]


@pytest.mark.parametrize(
    "text",
    [
        "Captain McDonald said that the port needs MORE cranes.",
        "The paper YouGov asked said\n\nthat they want MORE.",
        "Adaeze OkaforBoard delays vote on the ferries and so on.",
        "",
    ],
)
def test_prose_is_no_furniture(text: str) -> None:
    assert find_furniture(text) == []
