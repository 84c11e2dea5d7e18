"""In what manner something is said where a headline leaves the verb out."""

from __future__ import annotations

import pytest

from orchestration.extraction.rules.vocabulary import load_cues
from orchestration.extraction.stance import stance_of
from orchestration.extraction.statement import TITLE, Statement


@pytest.mark.parametrize(
    ("headline", "cue", "stance"),
    [("Weir admits to leaking letters", "admits", "assert"), ("Weir says to close the pier", "says", "promise")],
)
def test_what_somebody_has_done_is_no_promise(headline: str, cue: str, stance: str) -> None:
    at = headline.index(cue)
    after = at + len(cue)
    statement = Statement(TITLE, [(after + 1, len(headline))], [(at, after)], [(0, 4)], statement_type="indirect")
    assert stance_of(headline, statement, load_cues(), {})[0] == stance
