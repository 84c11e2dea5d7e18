"""What is said of somebody without a word of who says it: "he was accused of theft", "the site is said to be closed".

Somebody has said it, though the text does not say who: a statement without a speaker. What is only thought or expected
of somebody is none.
"""

from __future__ import annotations

import re

from orchestration.extraction.text.segment import plain_words
from orchestration.extraction.text.statement import Statement

ADVERBS = r"(?:(?:\w+ly|also|often|long|since|once|later|then|now)\s)*"
PASSIVE = rf"(?:(?:has|have|had)\s)?{ADVERBS}(?:is|are|was|were|been|being)\s{ADVERBS}(?:being\s)?"
BLAMED = re.compile(
    rf"{PASSIVE}(?:accused|blamed|faulted|criticised|criticized|condemned|denounced|attacked|ridiculed|mocked|praised)"
    r"(?:\s(?P<last>of|for|as|over))?",
    re.IGNORECASE,
)
SAID = re.compile(rf"{PASSIVE}(?:said|reported|alleged|rumou?red)(?:\s(?P<last>to))?", re.IGNORECASE)
OF_BLAME = frozenset("of for as over".split())


def is_said_of_somebody(text: str, statement: Statement) -> bool:
    """Whether the cue is a passive, nobody says it, and behind it stands what is said of somebody."""
    if statement.source or len(statement.cue) != 1:
        return False
    start, end = statement.cue[0]
    behind = [span for span in statement.content if span[0] >= end]
    opening = plain_words(text[slice(*behind[0])])[:1] if behind else []
    for passive, openings in ((BLAMED, OF_BLAME), (SAID, frozenset({"to"}))):
        found = passive.fullmatch(text, start, end)
        if found and opening and (found.group("last") or opening[0] in openings):
            return True
    return False
