"""Where quotations begin and end, with the marks that real texts have."""

from __future__ import annotations

import pytest

from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment


def _printed(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(segment(text)).all]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said: “Yes.” She said: “No.”", ["“Yes.”", "“No.”"]),
        ('He said: "Yes." She said: "No."', ['"Yes."', '"No."']),
        ("Il a dit: «Oui.»", ["«Oui.»"]),
        ("The farmers' union wouldn't sign.", []),
        ("It’s the ministers’ paper.", []),
        ("‘It was late,’ she said.", ["‘It was late,’"]),
        ("“It’s the ‘new’ one,” she said.", ["“It’s the ‘new’ one,”"]),
        ('A 12" pipe and a 14" pipe lay there.', []),
        ("", []),
    ],
)
def test_marks_are_paired_by_kind(text: str, quoted: list[str]) -> None:
    assert _printed(text) == quoted


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“It never closes, he said.\n\nAnother day, another “quotation”."
    assert _printed(text) == ["“It never closes, he said.", "“quotation”"]


def test_a_quotation_carries_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“One,” she said. “Two.\n\n“Three.\n\n“Four.”"
    found = find_quotations(segment(text)).all
    assert [q.continues for q in found] == [False, True, True, False]
    assert text[found[-1].start : found[-1].end] == "“Four.”"


def test_share_counts_letters_inside_marks() -> None:
    text = "abcd “efgh” ij"
    assert find_quotations(segment(text)).share(text, [(0, len(text))]) == pytest.approx(0.4)
