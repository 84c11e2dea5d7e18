"""Whether two statements say the same: a pure function of the two, with how alike they are and on what ground.

Passages are aligned word by word, and only runs of words count: that function words match here and there means
nothing. Weights are those of words.py, so that a figure below is about a number of telling words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz.distance import LCSseq

from orchestration.claims.passages import Passage
from orchestration.claims.statement import Statement
from orchestration.claims.words import NUMBER

# A run of fewer words, or of less weight, says nothing by itself.
SHORTEST_RUN = 3
LIGHTEST_RUN = 1.0
# What a wording in common must weigh where both are inside marks; where one is not it may be a long name ("former
# national security adviser ..."), and more so where somebody else says it.
LEAST_QUOTED = 4.0
# Of two speakers at two times a few words may be the phrase of a trade ("to fix our broken ... system").
LEAST_QUOTED_APART = 6.0
LEAST_UNQUOTED = 6.5
LEAST_UNQUOTED_OTHERS = 8.5
# A shorter one, of one speaker within a few days, where it is most of both statements ("fake news" is not).
LEAST_SHORT = 2.0
LEAST_SHORT_UNQUOTED = 3.5
FEWEST_SHORT_WORDS = 4
SHORT_IS_MOST = 0.7
SAME_TIME_DAYS = 7
# The share of the shorter passage that must be in common, for one to be an edited or cut print of the other.
LEAST_SHARE = 0.75
HALF = 0.5  # so much at least where one of the two is not quoted
CUT_SHARE = 0.95
# Less than that: what must be in common all the same. From the first word on a quotation is known by its opening.
LEAST_PASSAGE_QUOTED = 6.0
LEAST_PASSAGE_UNQUOTED = 12.0
HEAVY_PASSAGE = 10.0
LEAST_OPENING = 3.5
# A difference in a number or a negation is an edit only beside so much that is the same.
SAFE_WEIGHT = 12.0
# Paraphrases: one speaker, within two days, most of the telling words.
PARAPHRASE_DAYS = 2
PARAPHRASE_OVERLAP = 0.6
PARAPHRASE_LEAST = 5
NEGATIONS = frozenset(
    "no not never nobody nothing none neither nor cannot without dont doesnt didnt isnt arent wasnt werent wont wouldnt"
    " cant couldnt shouldnt havent hasnt hadnt".split()
)
UNKNOWN_DAYS = 10_000


@dataclass(frozen=True, order=True)
class Edge:
    """Two statements that say the same, the lesser id first; `similarity` is in (0, 1].

    `kind`: exact (the same words), contained (one is cut), edited, passage (they share a part) or paraphrase. The
    similarity is that of the two passages most alike: weight in common of the heavier one; of a paraphrase, the share
    of the words that both have.
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
    return Edge(a.statement_id, b.statement_id, found[1], round(found[0], 4)) if found else None


def _compare_wording(a: Statement, b: Statement) -> tuple[float, str] | None:
    shares_speaker = a.shares_speaker(b)
    is_near = _days_apart(a, b, unknown=0) <= SAME_TIME_DAYS
    at_once = shares_speaker and is_near
    is_apart = not shares_speaker and _days_apart(a, b, unknown=UNKNOWN_DAYS) > SAME_TIME_DAYS
    found = []
    for left, right in product(a.passages, b.passages):
        # A short wording must be most of what either statement says.
        may_be_short = at_once and all(
            passage.weight >= SHORT_IS_MOST * each.passages[-1].weight for each, passage in ((a, left), (b, right))
        )
        are_quoted = left.is_quoted and right.is_quoted
        least = _least(left, right, at_once=at_once, is_apart=is_apart, may_be_short=may_be_short)
        if result := _compare_passages(left, right, least, are_quoted=are_quoted, is_apart=is_apart):
            found.append(result)
    return max(found, default=None)


def _compare_passages(
    a: Passage, b: Passage, least: float, *, are_quoted: bool, is_apart: bool
) -> tuple[float, str] | None:
    lighter, heavier = sorted((a.weight, b.weight))
    if lighter < least or len(a.vocabulary & b.vocabulary) < SHORTEST_RUN:
        return None
    if a.words == b.words:
        return 1.0, "exact"
    shared, opening = _in_common(a, b)
    if shared < min(least, LEAST_OPENING) or _contradict(a, b, shared):
        return None
    similarity = max(0.01, min(shared / heavier, 0.9999))
    share = shared / lighter
    # Outside marks a few words within many are a name for something, not what was said.
    if shared >= least and share >= LEAST_SHARE and (are_quoted or similarity >= HALF):
        return similarity, "contained" if share >= CUT_SHARE else "edited"
    least_passage = LEAST_PASSAGE_QUOTED if are_quoted else LEAST_PASSAGE_UNQUOTED
    # Less than half of the shorter one may be the phrases of a trade, in two statements of one office.
    is_heavy = are_quoted and shared >= HEAVY_PASSAGE
    if shared >= least_passage and (is_heavy or share >= HALF):
        return similarity, "passage"
    least_opening = LEAST_QUOTED_APART if is_apart else LEAST_OPENING
    return (similarity, "passage") if are_quoted and opening >= least_opening else None


def _least(a: Passage, b: Passage, *, at_once: bool, is_apart: bool, may_be_short: bool) -> float:
    """What the two must have in common, as a weight."""
    is_same = a.words == b.words
    if a.is_quoted and b.is_quoted:
        # Three words inside many are a name.
        may_be_short &= is_same or min(len(a.words), len(b.words)) >= FEWEST_SHORT_WORDS
        if may_be_short:
            return LEAST_SHORT
        return LEAST_QUOTED_APART if is_apart and not is_same else LEAST_QUOTED
    if may_be_short and is_same:
        return LEAST_SHORT_UNQUOTED
    return LEAST_UNQUOTED if at_once else LEAST_UNQUOTED_OTHERS


def _in_common(a: Passage, b: Passage) -> tuple[float, float]:
    """The weight of the runs of words in common, and of the one that both open with (0 without)."""
    shared = opening = 0.0
    for block in LCSseq.opcodes(a.words, b.words):
        if block.tag != "equal" or block.src_end - block.src_start < SHORTEST_RUN:
            continue
        weight = min(sum(a.weights[block.src_start : block.src_end]), sum(b.weights[block.dest_start : block.dest_end]))
        if weight >= LIGHTEST_RUN:
            shared += weight
            opening += weight if block.src_start == block.dest_start == 0 else 0.0
    return shared, opening


def _compare_meaning(a: Statement, b: Statement) -> tuple[float, str] | None:
    if not a.shares_speaker(b) or _days_apart(a, b, unknown=UNKNOWN_DAYS) > PARAPHRASE_DAYS:
        return None
    common = a.stems & b.stems
    if len(common) < PARAPHRASE_LEAST or _numbers(a.words) != _numbers(b.words):
        return None
    if _is_negated(a.words) != _is_negated(b.words) or (a.stance == "deny") != (b.stance == "deny"):
        return None
    overlap = len(common) / len(a.stems | b.stems)
    return (overlap, "paraphrase") if overlap >= PARAPHRASE_OVERLAP else None


def _contradict(a: Passage, b: Passage, shared: float) -> bool:
    """Whether the shorter of two short wordings has a number or a negation that the longer one has not."""
    if shared >= SAFE_WEIGHT:
        return False
    shorter, longer = sorted((a.words, b.words), key=lambda words: (len(words), words))
    return bool(_numbers(shorter) - _numbers(longer)) or (_is_negated(shorter) and not _is_negated(longer))


def _days_apart(a: Statement, b: Statement, *, unknown: int) -> int:
    return abs((a.on - b.on).days) if a.on and b.on else unknown


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if NUMBER.search(word))


def _is_negated(words: Sequence[str]) -> bool:
    return not NEGATIONS.isdisjoint(words)
