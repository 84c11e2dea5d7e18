"""Whether two statements say the same: a pure function of the two, with how alike they are and on what ground.

Words are aligned, and only runs of them count: that function words match here and there means nothing. Weights are
those of words.py, so a figure below is about a number of telling words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from orchestration.claims.statement import Statement
from orchestration.claims.words import NUMBER

# Fewer words in a row are no run.
SHORTEST_RUN = 3
# What a shared wording must weigh: whoever said it; and where the speaker is the same, within a few days.
LEAST_WEIGHT = 4.0
LEAST_WEIGHT_SAME_SPEAKER = 2.0
# The share of the shorter statement that must be in runs, for one to be an edited or cut print of the other.
LEAST_SHARE = 0.75
# A passage this heavy makes one claim of two statements whatever else they hold.
LEAST_PASSAGE = 6.0
# Paraphrases: the same speaker, within two days, most of the telling words.
PARAPHRASE_DAYS = 2
PARAPHRASE_OVERLAP = 0.6
PARAPHRASE_LEAST = 5
SAME_TIME_DAYS = 7
NEGATIONS = frozenset("no not never nobody nothing none neither nor cannot without".split()) | frozenset(
    "dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt havent hasnt hadnt".split()
)


@dataclass(frozen=True, order=True)
class Edge:
    """Two statements that say the same, the lesser id first; `similarity` is in (0, 1].

    `kind`: exact (the same words), contained (one is cut), edited, passage (they share a long passage) or paraphrase.
    """

    left_id: str
    right_id: str
    kind: str
    similarity: float


def compare(a: Statement, b: Statement) -> Edge | None:
    """The edge between two statements, None where they do not say the same. The order of the two does not matter."""
    if b.statement_id < a.statement_id:
        a, b = b, a
    found = _compare_wording(a, b) or _compare_meaning(a, b)
    return Edge(a.statement_id, b.statement_id, found[0], round(found[1], 4)) if found else None


def wording_similarity(a: Sequence[str], b: Sequence[str]) -> float:
    """How alike two wordings are as they stand, 0 to 1: the words in common, in order, of all words."""
    return float(LCSseq.normalized_similarity(a, b)) if a or b else 1.0


def _compare_wording(a: Statement, b: Statement) -> tuple[str, float] | None:
    shorter = min(a.weight, b.weight)
    at_same_time = _same_speaker(a, b) and _days_apart(a, b, unknown=0) <= SAME_TIME_DAYS
    least = LEAST_WEIGHT_SAME_SPEAKER if at_same_time else LEAST_WEIGHT
    if shorter < least:
        return None
    if a.words == b.words:
        return "exact", 1.0
    runs = _runs(a, b)
    shared = sum(runs)
    if shared < least or _contradict(a, b, shared):
        return None
    share = shared / shorter
    if share >= LEAST_SHARE:
        cut = share >= 0.95
        return ("contained" if cut else "edited"), max(0.01, shared / max(a.weight, b.weight))
    if max(runs) >= LEAST_PASSAGE:
        return "passage", max(0.01, shared / max(a.weight, b.weight))
    return None


def _runs(a: Statement, b: Statement) -> list[float]:
    """The weights of the runs of words that the two have in common, in order."""
    runs = []
    # One word that is another does not end a run: it is an edit.
    for block in LCSseq.opcodes(a.words, b.words):
        if block.tag == "equal" and block.src_end - block.src_start >= SHORTEST_RUN:
            runs.append(sum(a.weights[block.src_start : block.src_end]))
    return runs or [0.0]


def _compare_meaning(a: Statement, b: Statement) -> tuple[str, float] | None:
    if not _same_speaker(a, b) or _days_apart(a, b, unknown=99) > PARAPHRASE_DAYS:
        return None
    common = a.stems & b.stems
    if len(common) < PARAPHRASE_LEAST or _numbers(a) != _numbers(b) or _negated(a) != _negated(b):
        return None
    if (a.stance == "deny") != (b.stance == "deny"):
        return None
    overlap = len(common) / len(a.stems | b.stems)
    return ("paraphrase", overlap) if overlap >= PARAPHRASE_OVERLAP else None


def _contradict(a: Statement, b: Statement, shared: float) -> bool:
    """Whether short wordings differ in a number or a negation: then they say two things."""
    if shared >= 2 * LEAST_PASSAGE:
        return False
    shorter, longer = sorted((a, b), key=lambda each: (len(each.words), each.statement_id))
    extra = _numbers(shorter) - _numbers(longer)
    return bool(extra) or (_negated(shorter) and not _negated(longer))


def _same_speaker(a: Statement, b: Statement) -> bool:
    return a.speaker is not None and a.speaker == b.speaker


def _days_apart(a: Statement, b: Statement, *, unknown: int) -> int:
    return abs((a.on - b.on).days) if a.on and b.on else unknown


def _numbers(statement: Statement) -> frozenset[str]:
    return frozenset(word for word in statement.words if NUMBER.search(word))


def _negated(statement: Statement) -> bool:
    return not NEGATIONS.isdisjoint(statement.words)
