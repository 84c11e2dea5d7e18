"""Which statements of a headline are somebody's: most are found by the tagger; a colon needs a speaker before it."""

from __future__ import annotations

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.names import singular
from orchestration.extraction.rules.vocabulary import Cues, People
from orchestration.extraction.text.segment import Segments
from orchestration.extraction.text.statement import Statement, printed

SPEAKING_LABELS = frozenset({"report", "reports", "study", "poll", "survey", "source", "sources", "un", "police"})


def is_attributed_title(
    segments: Segments,
    statement: Statement,
    gazetteer: Gazetteer,
    cues: Cues,
    people: People,
    surnames: frozenset[str],
) -> bool:
    """Whether a statement found in a headline attributes something. "Opinion: …" and "City: …" do not.

    `surnames` are those of the people whom the article names.
    """
    cue = printed(segments.text, statement.cue).strip()
    if cue.lower() == "to" or _is_passive(segments, statement, cue):
        return False
    if cue not in (":", "", "-", "–", "—"):
        return bool(statement.source) or any(cues.stance(word) for word in cue.split())
    if not statement.source:
        return False
    start, end = statement.source[0]
    first, stop = segments.word_at(start), segments.word_at(end - 1) + 1
    words = segments.tokens[first:stop]
    label = words[-1].lower()
    if label in SPEAKING_LABELS or singular(label) in people.generic_people or singular(label) in people.roles:
        return True
    if label in surnames:
        return True
    if statement.statement_type == "indirect":
        return False  # "Paris: two men arrested"
    source = printed(segments.text, statement.source)
    return gazetteer.outlets.get(source) is not None or gazetteer.actors.get(source) is not None


def _is_passive(segments: Segments, statement: Statement, cue: str) -> bool:
    """Whether a participle ends the headline behind what somebody did to it: "Change at the pier, ferry criticised"."""
    if not statement.source or not statement.cue or statement.statement_type != "indirect":
        return False
    is_last = not segments.text[statement.cue[-1][1] :].strip(" .")
    return is_last and cue.lower().endswith("ed") and statement.end <= statement.source[0][0]
