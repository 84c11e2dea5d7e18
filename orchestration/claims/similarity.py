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
# Who denies what was said in the days before repeats it: so much of the longer of two whole statements.
DENIED_SHARE = 0.9
# The share of the shorter passage that must be in common, for one to be an edited or cut print of the other.
LEAST_SHARE = 0.75
HALF = 0.5  # so much at least where one of the two is not quoted
CUT_SHARE = 0.95
# Less than that: what must be in common all the same. From the first word on a quotation is known by its opening.
LEAST_PASSAGE_QUOTED = 6.0
LEAST_PASSAGE_UNQUOTED = 12.0
HEAVY_PASSAGE = 10.0
LEAST_OPENING = 3.5
# Two sentences may begin alike and part ("The idea that you would shut down ..."): most of the shorter one is the same.
OPENING_SHARE = 0.6
# Two people who are named may answer one another in the other's words.
LEAST_EDITED_OTHERS = 4.5
# A difference in a number or a negation is an edit only beside so much that is the same.
SAFE_WEIGHT = 12.0
# Paraphrases: one speaker, within two days, half of the telling words of both, or of four nearly all.
PARAPHRASE_DAYS = 2
PARAPHRASE_OVERLAPS = {5: 0.5, 4: 0.75}
FEWEST_PARAPHRASED = min(PARAPHRASE_OVERLAPS)
NEGATIONS = frozenset(
    "no not never nobody nothing none neither nor cannot without dont doesnt didnt isnt arent wasnt werent wont wouldnt"
    " cant couldnt shouldnt havent hasnt hadnt".split()
)


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
    relation = _relate(a, b)
    found = _compare_wording(a, b, relation) or _compare_denial(a, b, relation) or _compare_meaning(a, b, relation)
    return Edge(a.statement_id, b.statement_id, found[1], round(found[0], 4)) if found else None


def least_in_common(*, shares_speaker: bool, have_marks: bool, is_later: bool | None, one_denies: bool) -> float:
    """What two statements have in common at least, as a weight, where their wording is alike enough for an edge.

    `shares_speaker`: as far as is known; `have_marks`: both have quotation marks; `is_later`: said more than
    SAME_TIME_DAYS apart, None where a day is unknown; `one_denies`: and the other does not. Passages, runs and shares
    may ask for more (see compare).
    """
    at_once = shares_speaker and not is_later
    if not have_marks:
        is_answer = one_denies and is_later is False
        return LEAST_SHORT_UNQUOTED if at_once or is_answer else LEAST_UNQUOTED_OTHERS
    if at_once:
        return LEAST_SHORT
    is_apart = not shares_speaker and is_later is not False
    return LEAST_QUOTED if is_apart else LEAST_OPENING


@dataclass(frozen=True)
class _Relation:
    """How two statements stand to each other: one speaker or two, and how many days apart, None where it is unknown."""

    shares_speaker: bool
    are_others: bool
    days: int | None

    @property
    def at_once(self) -> bool:
        """One speaker, within a few days as far as is known."""
        return self.shares_speaker and not self.is_later

    @property
    def is_later(self) -> bool:
        """Said at another time, for all that is known."""
        return self.days is not None and self.days > SAME_TIME_DAYS

    @property
    def is_apart(self) -> bool:
        """Not known to be of one speaker, nor of one time."""
        return not self.shares_speaker and (self.days is None or self.is_later)


def _relate(a: Statement, b: Statement) -> _Relation:
    shares_speaker = a.shares_speaker(b)
    return _Relation(shares_speaker, bool(a.speaker and b.speaker) and not shares_speaker, _days_apart(a, b))


def _compare_wording(a: Statement, b: Statement, relation: _Relation) -> tuple[float, str] | None:
    found = []
    for left, right in product(a.passages, b.passages):
        # A short wording must be most of what either statement says.
        may_be_short = relation.at_once and all(
            passage.weight >= SHORT_IS_MOST * each.passages[-1].weight for each, passage in ((a, left), (b, right))
        )
        least = _least(left, right, relation, may_be_short=may_be_short)
        if result := _compare_passages(left, right, least, relation):
            found.append(result)
    return max(found, default=None)


def _compare_passages(a: Passage, b: Passage, least: float, relation: _Relation) -> tuple[float, str] | None:
    if not _may_share(a, b, least):
        return None
    if a.words == b.words:
        return 1.0, "exact"
    lighter, heavier = sorted((a.weight, b.weight))
    common = _in_common(a, b)
    shared, share = common.weight, common.weight / lighter
    if shared < min(least, LEAST_OPENING) or _contradict(a, b, shared):
        return None
    are_quoted = a.is_quoted and b.is_quoted
    similarity = max(0.01, min(shared / heavier, 0.9999))
    # Outside marks a few words within many are a name for something, not what was said.
    if shared >= least and share >= CUT_SHARE and (are_quoted or similarity >= HALF):
        return similarity, "contained"
    if not are_quoted and relation.is_later:
        return None  # there the wording is the outlet's, and other words at another time are of something else
    if _is_edited(common, share, least, relation, are_quoted=are_quoted) and (are_quoted or similarity >= HALF):
        return similarity, "edited"
    return (similarity, "passage") if _share_a_part(common, share, relation, are_quoted=are_quoted) else None


def _may_share(a: Passage, b: Passage, least: float) -> bool:
    """Whether both weigh so much, with enough words in common; a book or a programme says nothing."""
    if min(a.weight, b.weight) < least or len(a.vocabulary & b.vocabulary) < SHORTEST_RUN:
        return False
    return not (a.is_title and b.is_title)


def _is_edited(common: _Common, share: float, least: float, relation: _Relation, *, are_quoted: bool) -> bool:
    if are_quoted and relation.is_later:
        least = max(least, LEAST_QUOTED_APART)
    elif are_quoted and relation.are_others:
        least = max(least, LEAST_EDITED_OTHERS)
    return common.weight >= least and share >= LEAST_SHARE and common.words >= FEWEST_SHORT_WORDS


def _share_a_part(common: _Common, share: float, relation: _Relation, *, are_quoted: bool) -> bool:
    """Whether less than most of the shorter one is enough, by what it weighs or as the words that both begin with."""
    least = LEAST_PASSAGE_QUOTED if are_quoted else LEAST_PASSAGE_UNQUOTED
    # Less than half of the shorter one may be the phrases of a trade, in two statements of one office.
    is_heavy = are_quoted and common.weight >= HEAVY_PASSAGE
    if common.weight >= least and (is_heavy or share >= HALF):
        return True
    least_opening = LEAST_QUOTED_APART if relation.is_apart else LEAST_OPENING
    return are_quoted and common.opening >= least_opening and share >= OPENING_SHARE


def _least(a: Passage, b: Passage, relation: _Relation, *, may_be_short: bool) -> float:
    """What the two must have in common, as a weight."""
    is_same = a.words == b.words
    if a.is_quoted and b.is_quoted:
        # Three words inside many are a name, and so is what is printed as a title.
        may_be_short &= is_same or min(len(a.words), len(b.words)) >= FEWEST_SHORT_WORDS
        if may_be_short and not (a.is_title or b.is_title):
            return LEAST_SHORT
        is_apart = relation.is_apart or (relation.are_others and (a.is_term or b.is_term))
        return LEAST_QUOTED_APART if is_apart and not is_same else LEAST_QUOTED
    if may_be_short and is_same:
        return LEAST_SHORT_UNQUOTED
    return LEAST_UNQUOTED if relation.at_once else LEAST_UNQUOTED_OTHERS


@dataclass(frozen=True)
class _Common:
    """The runs of words that two passages have in common: their weight, that of the opening, and how many words."""

    weight: float
    opening: float
    words: int


def _in_common(a: Passage, b: Passage) -> _Common:
    shared = opening = 0.0
    words = 0
    for first, other, length in _find_runs(a.words, b.words):
        if length < SHORTEST_RUN:
            continue
        weight = min(sum(a.weights[first : first + length]), sum(b.weights[other : other + length]))
        if weight >= LIGHTEST_RUN:
            shared += weight
            words += length
            opening += weight if first == other == 0 else 0.0
    return _Common(shared, opening, words)


def _find_runs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where words in common stand in a and in b, and how many in a row; all of one in a row before anything else."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    start = -1
    for _ in range(long.count(short[0])):
        start = long.index(short[0], start + 1)
        if long[start : start + len(short)] == short:
            return [(0, start, len(short)) if short is a else (start, 0, len(short))]
    blocks = (block for block in LCSseq.opcodes(a, b) if block.tag == "equal")
    return [(block.src_start, block.dest_start, block.src_end - block.src_start) for block in blocks]


def _compare_denial(a: Statement, b: Statement, relation: _Relation) -> tuple[float, str] | None:
    """What one says and the other denies within a few days, whoever they are: the same words, a few aside."""
    if a.denies == b.denies or relation.days is None or relation.is_later:
        return None
    left, right = a.passages[-1], b.passages[-1]
    # A name says nothing that could be denied.
    if not (a.is_clause and b.is_clause) or not _may_share(left, right, LEAST_SHORT_UNQUOTED):
        return None
    if left.words == right.words:
        return 1.0, "exact"
    shared = _in_common(left, right).weight
    similarity = shared / max(left.weight, right.weight)
    if shared < LEAST_SHORT_UNQUOTED or similarity < DENIED_SHARE or _contradict(left, right, shared):
        return None
    return min(similarity, 0.9999), "edited"


def _compare_meaning(a: Statement, b: Statement, relation: _Relation) -> tuple[float, str] | None:
    days = relation.days
    if not relation.shares_speaker or days is None or days > PARAPHRASE_DAYS or not (a.is_clause and b.is_clause):
        return None
    common = a.stems & b.stems
    least = PARAPHRASE_OVERLAPS.get(min(len(common), max(PARAPHRASE_OVERLAPS)))
    if least is None or _numbers(a.words) != _numbers(b.words):
        return None
    if _is_negated(a.words) != _is_negated(b.words) or a.denies != b.denies:
        return None
    overlap = len(common) / len(a.stems | b.stems)
    return (overlap, "paraphrase") if overlap >= least else None


def _contradict(a: Passage, b: Passage, shared: float) -> bool:
    """Whether the shorter of two short wordings has a number or a negation that the longer one has not."""
    if shared >= SAFE_WEIGHT:
        return False
    shorter, longer = sorted((a.words, b.words), key=lambda words: (len(words), words))
    return bool(_numbers(shorter) - _numbers(longer)) or (_is_negated(shorter) and not _is_negated(longer))


def _days_apart(a: Statement, b: Statement) -> int | None:
    return abs((a.on - b.on).days) if a.on and b.on else None


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if NUMBER.search(word))


def _is_negated(words: Sequence[str]) -> bool:
    return not NEGATIONS.isdisjoint(words)
