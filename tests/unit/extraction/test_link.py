"""Each span points to one cue; a source that several cues share is given to all of them."""

from __future__ import annotations

import numpy as np
import pytest

from orchestration.extraction.tagging.link import link
from orchestration.extraction.tagging.tagger import LABELS, LINK_SIZE, Tags
from orchestration.extraction.text.attribution import WordSpan
from orchestration.extraction.text.segment import Segments, segment


def _span(segments: Segments, part: str) -> WordSpan:
    start = segments.text.index(part)
    return WordSpan(segments.word_at(start), segments.word_at(start + len(part) - 1) + 1, 0.9)


def _pointing(segments: Segments, to_cue: dict[WordSpan, WordSpan]) -> Tags:
    """Tags of one window whose link vectors point each span to its cue."""
    n = len(segments.words)
    queries, keys = np.zeros((n, LINK_SIZE), np.float32), np.zeros((n, LINK_SIZE), np.float32)
    for span, cue in to_cue.items():
        queries[span.first : span.end, cue.first], keys[cue.first, cue.first] = 9, 9
    return Tags(np.zeros((n, len(LABELS)), np.float32), queries, keys, np.zeros(n, np.int32))


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The port authority said the pier was shut, adding that it would stay so.", ["said", "adding"]),
        ("The port authority spoke of a loss and promised that it would be made up.", ["spoke of", "promised"]),
    ],
)
def test_source_stands_beside_one_cue_and_points_to_another(text: str, cues: list[str]) -> None:
    segments = segment(text)
    source, first, second = _span(segments, "The port authority"), *(_span(segments, cue) for cue in cues)
    contents = [WordSpan(first.end, second.first - 1, 0.9), WordSpan(second.end, len(segments.words) - 1, 0.9)]
    points = {source: second, first: first, second: second, contents[0]: first, contents[1]: second}

    found = link(
        segments, _pointing(segments, points), {"source": [source], "cue": [first, second], "content": contents}
    )

    assert [(a.source, a.cue, a.content) for a in found] == [
        ([source], [first], [contents[0]]),
        ([source], [second], [contents[1]]),
    ]


def test_source_of_another_clause_is_not_shared() -> None:
    segments = segment("The port authority said it regretted that the rumour suggested a fire.")
    source, first, second = (_span(segments, part) for part in ("The port authority", "said", "suggested"))
    contents = [_span(segments, "it regretted"), _span(segments, "a fire")]
    points = {source: first, first: first, second: second, contents[0]: first, contents[1]: second}

    found = link(
        segments, _pointing(segments, points), {"source": [source], "cue": [first, second], "content": contents}
    )

    assert [a.source for a in found] == [[source], []]
