"""Words with a capital because a sentence begins with them."""

from __future__ import annotations

import pytest

from orchestration.extraction.naming.gazetteer import load_gazetteer
from orchestration.extraction.naming.names import find_names
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.openers import find_common_openers
from orchestration.extraction.text.segment import segment


@pytest.mark.parametrize(
    ("text", "common"),
    [
        ("Come and see. They come each day.", ["Come"]),
        ("Bolt said so. The bolt was loose, and Bolt knew.", []),
        ("Bolt said so.", []),
        ("He said: “Come here.” They come.", ["Come"]),
    ],
)
def test_word_that_stands_small_elsewhere_is_common_where_it_opens_a_sentence(text: str, common: list[str]) -> None:
    segments = segment(text)

    assert [segments.tokens[i] for i in sorted(find_common_openers(segments))] == common


def test_common_word_that_opens_a_sentence_is_no_name() -> None:
    segments = segment("Come along, Hollmann said. They come each day.")

    names = find_names(segments, load_people(), load_gazetteer())

    assert [segments.printed(name.first, name.end) for name in names] == ["Hollmann"]
