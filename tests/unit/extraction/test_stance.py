"""In what manner something is said where a headline leaves the verb out."""

from __future__ import annotations

import pytest

from orchestration.extraction.circumstances.stance import stance_of
from orchestration.extraction.rules.vocabulary import load_cues
from orchestration.extraction.text.statement import BODY, TITLE, Speaker, Statement


@pytest.mark.parametrize(
    ("headline", "cue", "stance"),
    [("Weir admits to leaking letters", "admits", "assert"), ("Weir says to close the pier", "says", "promise")],
)
def test_what_somebody_has_done_is_no_promise(headline: str, cue: str, stance: str) -> None:
    at = headline.index(cue)
    after = at + len(cue)
    statement = Statement(TITLE, [(after + 1, len(headline))], [(at, after)], [(0, 4)], statement_type="indirect")
    assert stance_of(headline, statement, load_cues(), {})[0] == stance


@pytest.mark.parametrize(
    ("text", "who", "statement_type", "stance"),
    [
        ("“I will open the pier,” Weir said", "Weir", "direct", "promise"),
        ("“I would never open the pier,” Weir said", "Weir", "direct", "assert"),
        ("“They go around saying ‘We will open it,’” Weir said", "Weir", "direct", "assert"),
    ],
)
def test_only_what_the_speaker_will_do_is_promised(text: str, who: str, statement_type: str, stance: str) -> None:
    content, cue = (0, text.index("”") + 1), (text.index("said"), len(text))
    statement = Statement(BODY, [content], [cue], [(cue[0] - 5, cue[0] - 1)], statement_type=statement_type)
    statement.speakers = [Speaker(who, who, "person")]
    assert stance_of(text, statement, load_cues(), {})[0] == stance


@pytest.mark.parametrize(
    ("who", "kind", "said", "stance"),
    [
        ("The harbour board", "organisation", "it would open the pier", "promise"),
        ("Harbour groups", "organisation", "it would open the way to more ferries", "assert"),
        ("Fifty percent", "unnamed", "they would support a new pier", "assert"),
        ("The sailors", "unnamed", "they would rather stay", "assert"),
    ],
)
def test_it_is_no_promise_of_several_or_of_a_share(who: str, kind: str, said: str, stance: str) -> None:
    text = f"{who} said {said}"
    at = len(who) + 1
    statement = Statement(BODY, [(at + 5, len(text))], [(at, at + 4)], [(0, len(who))])
    statement.speakers = [Speaker(who, who, kind)]
    assert stance_of(text, statement, load_cues(), {})[0] == stance
