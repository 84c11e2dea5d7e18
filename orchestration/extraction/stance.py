"""In what manner: asserted, denied, asked or promised, by the cue and, for promises, by what follows it."""

from __future__ import annotations

import re

from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.segment import WORD
from orchestration.extraction.statement import Statement, printed

CALLING_FOR = re.compile(r"\b(?:call|calls|called|calling)\s+(?:for|on|upon)\b", re.I)
OWN_FUTURE = re.compile(
    r"^\W*(?:that\s+)?(it|he|she|they|we|I)\s+(?:will|would|won’t|won't|shall)\b(?!\s+(?:be|consider|have)\b)", re.I
)
HEADLINE_FUTURE = re.compile(r"^\W*(?:to|will)\s+(?!be\b)\w+", re.I)
TOLD_TO = re.compile(r"^\W*(?:not\s+)?to\s+\w+", re.I)
ASKING = re.compile(r"^\W*(?:I|we)\s+(?:ask|urge|demand|request|appeal|implore|beg|call\s+(?:on|upon|for))\b", re.I)
VOWING = re.compile(
    r"\b(?:We|I)\s+(?:(?:will|shall)(?!\s+(?:be|have|see|know|say)\b)|intend\s+to|promise|pledge|vow)\b"
)
# Which kinds of speaker may mean themselves by a pronoun.
MEANS = {
    "it": ("organisation", "state"),
    "he": ("person", "unnamed"),
    "she": ("person", "unnamed"),
}


def stance_of(text: str, statement: Statement, cues: Cues) -> str:
    """One of assert, deny, ask, promise."""
    cue = printed(text, statement.cue)
    content = printed(text, statement.content)
    after = text[statement.cue[-1][1] : statement.cue[-1][1] + 6].lower() if statement.cue else ""
    if CALLING_FOR.search(cue + after):
        return "ask"
    found = [stance for word in WORD.findall(cue) if (stance := cues.stance(word))]
    marked = next((stance for stance in found if stance != "assert"), None)
    if marked:
        return marked
    if TOLD_TO.match(content) and any(cues.lemma(word) == "tell" for word in WORD.findall(cue)):
        return "ask"
    if statement.statement_type == "direct" and ASKING.match(content):
        return "ask"
    if statement.statement_type == "direct" and VOWING.search(content):
        return "promise"
    if (own := OWN_FUTURE.match(content)) and _may_mean(statement, own.group(1).lower()):
        return "promise"
    if statement.field == "title" and statement.statement_type == "indirect" and HEADLINE_FUTURE.match(content):
        return "promise"
    return "assert"


def _may_mean(statement: Statement, pronoun: str) -> bool:
    """Whether the speaker may be whom the pronoun means: "it would sink", said by a captain, is no promise."""
    return not statement.speakers or statement.speakers[0].kind in MEANS.get(pronoun, (statement.speakers[0].kind,))
