"""In what manner: asserted, denied, asked or promised, by the cue and, for promises, by what follows it."""

from __future__ import annotations

import re

from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.segment import WORD
from orchestration.extraction.statement import Statement, printed

CALLING_FOR = re.compile(r"\b(?:call|calls|called|calling)\s+(?:for|on|upon)\b", re.I)
OWN_FUTURE = re.compile(
    r"^\W*(?:that\s+)?(?:it|he|she|they|we|I)\s+(?:will|would|won’t|won't|shall)\b(?!\s+(?:be|consider|have)\b)", re.I
)
HEADLINE_FUTURE = re.compile(r"^\W*(?:to|will)\s+(?!be\b)\w+", re.I)
NO_SUCH = re.compile(
    r"^\W*(?:that\s+)?(?:it|he|she|they|we|I|there)\s+(?:has|have|had|is|are|was|were)\s+(?:no\b|never\b|not\b)", re.I
)


def stance_of(text: str, statement: Statement, cues: Cues) -> str:
    """Assert · deny · ask · promise."""
    cue = printed(text, statement.cue)
    content = printed(text, statement.content)
    after = text[statement.cue[-1][1] : statement.cue[-1][1] + 6].lower() if statement.cue else ""
    if CALLING_FOR.search(cue + after):
        return "ask"
    found = [stance for word in WORD.findall(cue) if (stance := cues.stance(word))]
    marked = next((stance for stance in found if stance != "assert"), None)
    if marked:
        return marked
    if OWN_FUTURE.match(content):
        return "promise"
    if statement.field == "title" and statement.statement_type == "indirect" and HEADLINE_FUTURE.match(content):
        return "promise"
    return "assert"
