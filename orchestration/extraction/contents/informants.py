"""Who is named inside what somebody says as the one it is from: "according to the board, the mine will close"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.by_rules.cues import DETERMINERS
from orchestration.extraction.naming.names import PREPOSITIONS
from orchestration.extraction.text.segment import Span
from orchestration.extraction.text.statement import Statement

# "It went according to plan" is from nobody.
ACCORDING = re.compile(r"\b([Aa]ccording to)\s+((?!our\b|my\b|plan\b)[^,.;:“”\"()]{2,80})")
MARKS = ',.;:“”"()'
OPENING = frozenset({"that", "and", "but", "while", "as", "because", "though", "although"})
# With one of these behind whoever is named begins what is from him: "according to the board | the mine will close".
OPENS_CLAUSE = (DETERMINERS - {"that"}) | frozenset("he she it they we there".split())
JOINING = PREPOSITIONS | {"and", "or"}


def informants_within(clauses: Clauses, parent: Statement) -> Iterator[tuple[list[Span], Span, Span]]:
    """Content, cue and source of each "according to X" inside the content of `parent`, in characters."""
    segments = clauses.segments
    for start, end in parent.content:
        for match in ACCORDING.finditer(segments.text, start, end):
            sentence = segments.sentences[segments.sentence_at(match.start())]
            parts = [(max(start, sentence[0]), match.start()), (match.end(), min(end, sentence[1]))]
            source = match.span(2)
            is_cut_off = match.end() < parts[1][1] and segments.text[match.end()] not in MARKS
            if is_cut_off or all(_says_nothing(segments.text[slice(*part)]) for part in parts):
                begin = _clause_after(clauses, source)
                if begin is None:
                    continue
                source, parts = (source[0], segments.words[begin - 1][1]), [(segments.words[begin][0], parts[1][1])]
            yield parts, match.span(1), source


def _says_nothing(text: str) -> bool:
    return "".join(c for c in text if c.isalnum() or c.isspace()).strip().lower() in OPENING | {""}


def _clause_after(clauses: Clauses, named: Span) -> int | None:
    """The first word of the clause that follows, without a comma, whoever is named at the head of `named`."""
    first, last = clauses.segments.word_at(named[0]), clauses.segments.word_at(named[1] - 1)
    starts = (i for i in range(first + 1, last) if clauses.low[i] in OPENS_CLAUSE)
    return next((i for i in starts if clauses.low[i - 1] not in JOINING), None)
