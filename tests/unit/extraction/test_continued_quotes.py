"""A quotation that fills the paragraph after one is by the same speaker, whether or not the engine has found it."""

from __future__ import annotations

import pytest

from orchestration.extraction.contents.continued_quotes import find_unclaimed
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment
from orchestration.extraction.text.statement import BODY, Statement

FIRST, SECOND = "“The ferry sails at nine,”", "“Nobody told the captain that the pier had been closed.”"
TEXT = f"{FIRST} Ode said.\n\n{SECOND}\n\nThe ferry did not sail."


def _span(part: str) -> tuple[int, int]:
    return TEXT.index(part), TEXT.index(part) + len(part)


@pytest.mark.parametrize("is_found", [True, False])
def test_quotation_that_fills_the_next_paragraph_has_the_speaker_before_it(is_found: bool) -> None:
    said = Statement(BODY, [_span(FIRST)], [_span("said")], [_span("Ode")], statement_type="direct")
    alone = Statement(BODY, [_span(SECOND)], statement_type="direct")
    segments = segment(TEXT)

    new = find_unclaimed(BODY, segments, find_quotations(segments), [said, alone] if is_found else [said])

    assert [s.content for s in new] == ([] if is_found else [[_span(SECOND)]])
    assert (alone if is_found else new[0]).source == [_span("Ode")]
