"""What work came to ("the study found that …", "a poll shows …"), and what somebody made clear.

"Find" and "show" are no verbs of speech: people find keys, and pictures show houses. What published work finds, it
says; so does a body whose office it is to find something out, where a whole clause follows.
"""

from __future__ import annotations

import re

from orchestration.extraction.naming.names import singular
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.segment import plain_words
from orchestration.extraction.text.statement import Statement, printed

# Where the head of "a poll of 900 voters released Thursday by the college" ends.
HEAD_END = re.compile(
    r",|\s(?:of|by|from|in|on|for|at|about|with|among|to|into|that|which|who|concerning|regarding|last|this|"
    r"(?:released|conducted|published|commissioned|filed|taken|done|obtained|led|issued))\b",
    re.IGNORECASE,
)
FEWEST = 5  # words of what is shown
MADE_CLEAR = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|also|again)\s+)*(?:made|makes|make|making)\s+(?:it\s+)?(?:\w+\s+)?clear|"
    r"(?:(?:has|have|had|also)\s+)*(?:made|makes)\s+the\s+case",
    re.IGNORECASE,
)
# "Talked about", not "wanted to talk about", and no "talk of" or "talks about" that others hold.
TALKED = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|been|also|again|once|often|then|now|recently|later|repeatedly|frequently)\s+)*"
    r"talk(?:s|ed|ing)\s(?:\w+\s){0,4}?(?:about|of)",
    re.IGNORECASE,
)
CLAUSE_OPENS = tuple([word] for word in ("he", "she", "it", "they", "there", "this"))
FEWEST_TALKED_OF = 4  # words
FIGURE = re.compile(r"\W*(?:results?|data|figures|numbers|findings)$", re.IGNORECASE)


def is_finding(text: str, statement: Statement, lemmas: list[str], cues: Cues) -> bool:
    """Whether what is not quoted is what work, or a body, has found or shown. `lemmas` are of the verbs of the cue."""
    source, cue = statement.source, statement.cue
    if not source or not cue or source[0][0] > cue[0][0] or lemmas[-1:] == [] or lemmas[-1] not in cues.findings:
        return False
    whole = text[slice(*source[0])]
    end = HEAD_END.search(whole)
    head = FIGURE.sub("", whole[: end.start()] if end else whole)
    words = plain_words(head)
    last = singular(words[-1]) if words else ""
    content = plain_words(printed(text, statement.content))
    if last in cues.works_that_find:
        return content[:1] == ["that"] or len(content) >= FEWEST
    return last in cues.finders and lemmas[-1] == "find" and content[:1] == ["that"]


def is_made_clear(text: str, statement: Statement) -> bool:
    """Whether somebody "made clear" or "made the case" what follows as a clause, not quoted."""
    if len(statement.cue) != 1 or MADE_CLEAR.fullmatch(text[slice(*statement.cue[0])]) is None:
        return False
    start, end = statement.content[0]
    words = plain_words(text[start:end])
    return start > statement.cue[0][1] and (words[:1] == ["that"] or words[:1] in CLAUSE_OPENS)


def is_talked_of(text: str, statement: Statement) -> bool:
    """Whether somebody "talked about" what is told in some words: a subject of one or two tells nothing."""
    if len(statement.cue) != 1 or TALKED.fullmatch(text[slice(*statement.cue[0])]) is None:
        return False
    is_behind = bool(statement.source) and statement.source[0][0] < statement.cue[0][0] < statement.start
    return is_behind and len(plain_words(printed(text, statement.content))) >= FEWEST_TALKED_OF
