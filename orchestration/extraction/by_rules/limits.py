"""Where what is said ends: before the next speaker, or before the next cue of the same one."""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import Clauses, WordRange
from orchestration.extraction.by_rules.contents import ContentReader
from orchestration.extraction.by_rules.cues import ADVERBS, CLAUSE_OPENERS, Cue
from orchestration.extraction.by_rules.subjects import SubjectReader
from orchestration.extraction.naming.names import RELATIVES

LEADING = frozenset({"while", "after", "before", "in", "by", "when", "without"})
JOINERS = frozenset("and but or while as , ; then".split())
JOINING_WORDS = frozenset("and but or while ; then".split())
# "As X said …, Y did": the clause that such a word opens ends at its comma.
SUBORDINATORS = frozenset("as while when after before if since because although though even once until".split())
AHEAD = 8  # cues: a sentence with more speakers is cut at its end


class LimitReader:
    """Finds the ends of contents."""

    def __init__(self, clauses: Clauses, subjects: SubjectReader, contents: ContentReader) -> None:
        self.clauses, self.subjects, self.contents = clauses, subjects, contents

    def stop(self, unit: WordRange, cues: list[Cue], number: int) -> int:
        """The word before which the content of cue `number` ends."""
        for later in cues[number + 1 : number + 1 + AHEAD]:
            at = self._start_of(cues[number], later)
            if at is not None:
                return self._joint(cues[number].end, at)
        return unit[1]

    def comma(self, first: int, stop: int) -> int:
        """The first comma outside quotations, else `stop`."""
        return next((i for i in self.clauses.outside(first, stop) if self.clauses.low[i] == ","), stop)

    def _start_of(self, cue: Cue, later: Cue) -> int | None:
        """The word at which a later cue begins something else; None where it belongs to what the first one says."""
        low, first = self.clauses.low, later.first
        before = low[first - 1]
        if later.form == "infinitive":
            return None
        if later.form == "according":
            return first
        if not self.contents.takes(later):
            return None
        if later.form == "participle":
            return first if before in LEADING or before in (",", "and") or before in ADVERBS else None
        subject = self.subjects.before(cue.end, first)
        if subject is None:
            opens = later.end < len(low) and low[later.end] in CLAUSE_OPENERS
            return first if before in JOINING_WORDS or (before == "," and opens) else None
        is_other = subject[0] > cue.end and low[subject[0] - 1] in JOINERS and low[subject[0]] not in RELATIVES
        return subject[0] if is_other else None

    def _joint(self, floor: int, i: int) -> int:
        """The word `i` or the first of the joining words and marks right before it."""
        low = self.clauses.low
        while i > floor and (low[i - 1] in JOINERS or low[i - 1] in LEADING or low[i - 1] in ADVERBS):
            i -= 1
        return i
