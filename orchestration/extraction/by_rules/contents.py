"""What is said: the words before or behind a cue that belong to its speaker."""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.extraction.by_rules.clauses import DASHES, NONE, Clauses, WordRange
from orchestration.extraction.by_rules.cues import ADVERBS, AUXILIARIES, CLAUSE_OPENERS, SUBJECT_PRONOUNS, Cue
from orchestration.extraction.naming.names import PREPOSITIONS, RELATIVES
from orchestration.extraction.rules.vocabulary import Cues

PHRASES = PREPOSITIONS | frozenset("during after before through via".split())
LEADS = PHRASES | frozenset("when while as since if although though".split())
AFTER_QUOTE = frozenset(", when while after before during because although though".split())
CARRIED = frozenset("for of about on against with".split())  # "called for", "spoke of": part of the cue
# Verbs that are told to somebody, and those that a phrase may follow which is not what is said: "wrote on Monday".
TOLD = frozenset({"tell", "inform", "remind", "assure", "notify"})
AFTERTHOUGHTS = frozenset({"say", "tell", "add", "write", "respond", "report", "announce", "explain", "state"})
ADDRESSEES = frozenset("him her them me us you".split())
LONGEST_PHRASE = 14  # words: "told the newspaper in an interview on Monday that"
LONGEST_PHRASES = 40  # words behind a cue that say where and when
OPEN_MARKS = frozenset(",?!…")
EDGES = frozenset(",;:.–—-")


@dataclass(slots=True)
class Said:
    """Word ranges of one attribution, and the pattern that found it."""

    pattern: str
    source: WordRange | None
    cue: WordRange
    content: list[WordRange] = field(default_factory=list)


class ContentReader:
    """Finds the contents of a cue within its unit."""

    def __init__(self, clauses: Clauses, cues: Cues) -> None:
        self.clauses, self.cues = clauses, cues

    def behind(self, cue: Cue, end: int) -> list[WordRange]:
        """The content that follows the cue and ends at `end`; none where the cue is no word of speech there."""
        first = self._start(cue, end)
        quote = self.clauses.quote_from(first) if first < end else None
        if quote and quote[1] < end and (self.clauses.ends_open(quote) or self.clauses.low[quote[1]] in AFTER_QUOTE):
            return [quote, *self.rest(quote[1], end, True)]
        span = self.bare(first, end)
        return [span] if span and self._is_speech(cue, span[0]) else []

    def takes(self, cue: Cue) -> bool:
        """Whether the word behind a cue can begin what it says."""
        return cue.end < len(self.clauses.low) and self._is_speech(cue, cue.end)

    def may_follow(self, cue: Cue) -> bool:
        """Whether the cue may stand behind what is said without quotation marks: "…, X said"."""
        is_weak = cue.lemma in self.cues.needs_clause and cue.lemma not in AFTERTHOUGHTS
        return cue.lemma in self.cues.verbs and not is_weak

    def before(self, floor: int, subject: int) -> WordRange | None:
        """The content between `floor` and the source or cue at word `subject`, without the mark between them."""
        low, mark = self.clauses.low, subject - 1
        if mark < floor or not (low[mark] in OPEN_MARKS | DASHES or self.clauses.quote_to(mark)):
            return None
        first = floor
        while first < mark and low[first] in EDGES:
            first += 1
        if first > floor and low[first] in ("and", "but"):
            first += 1
        quote = self.clauses.quote_to(subject - 1)
        if quote and quote[0] > first and low[quote[0] - 1] == ":":
            return quote
        return self.bare(first, subject)

    def quote_before(self, subject: int) -> WordRange | None:
        """The quotation directly before word `subject` whose last mark says that its speaker follows."""
        has_mark = subject > 1 and self.clauses.low[subject - 1] in DASHES | {","}
        quote = self.clauses.quote_to(subject - 2 if has_mark else subject - 1)
        return quote if quote and (has_mark or self.clauses.ends_open(quote)) else None

    def is_lead(self, content: WordRange) -> bool:
        """Whether it is a phrase that leads to what is said: On “This Week,” X said that …"""
        first, end = content
        if self.clauses.quote_of[first] != NONE or self.clauses.low[first] not in LEADS:
            return False
        quote = self.clauses.quote_to(end - 1)
        return quote is None or self.clauses.low[quote[0] - 1] not in ",:"

    def is_end(self, i: int, stop: int) -> bool:
        """Whether nothing or a mark is left at word `i`."""
        return i >= stop or self.clauses.low[i] in ".,;"

    def goes_on(self, cue: Cue, first: int, end: int) -> int:
        """The first word from `first` on that is neither a time nor, for some verbs, a phrase: "in a statement"."""
        low, i, end = self.clauses.low, first, min(end, first + LONGEST_PHRASES)
        if cue.lemma in TOLD and first == cue.end:
            i = self._told_to(first, end)
        while i < end:
            if self.clauses.is_time(i):
                i += 1
            elif low[i] in PHRASES and (cue.lemma in AFTERTHOUGHTS or self.clauses.is_time(i + 1)):
                mark = self._mark_after(i, end)
                if mark is None:
                    return i
                i = mark
            else:
                return i
        return i

    def rest(self, first: int, end: int, quoted: bool) -> list[WordRange]:
        """What the speaker goes on to say behind "…, he said," up to `end`; in quotation marks if it was before."""
        low, quote_of = self.clauses.low, self.clauses.quote_of
        if first < end and low[first] in ",;:–—-":
            first += 1
        elif not (quoted and first < end and quote_of[first] != NONE):
            return []
        if quoted:
            ahead = range(first, min(end, first + LONGEST_PHRASE))
            at = next((i for i in ahead if quote_of[i] != NONE), None)
            if at is None or any(low[i] in AUXILIARIES for i in range(first, at)):
                return []
            first = at
        elif first < end and (low[first] in RELATIVES or low[first].endswith("ing")):
            return []
        span = self.bare(first, end)
        return [span] if span else []

    def bare(self, first: int, end: int) -> WordRange | None:
        """The words without the marks at their ends that belong to no quotation."""
        low, quote_of = self.clauses.low, self.clauses.quote_of
        while first < end and quote_of[first] == NONE and low[first] in EDGES:
            first += 1
        while end > first and quote_of[end - 1] == NONE and low[end - 1] in EDGES:
            end -= 1
        return (first, end) if first < end else None

    def preposition(self, cue: Cue, first: int) -> bool:
        """Whether a preposition that belongs to the cue stands alone between it and the content at `first`."""
        return first == cue.end + 1 and self.clauses.low[cue.end] in CARRIED

    def _is_speech(self, cue: Cue, first: int) -> bool:
        word = self.clauses.low[first]
        if self.clauses.quote_of[first] != NONE:
            return True
        if cue.lemma in self.cues.thought or word in AUXILIARIES:
            return False
        opens = word in CLAUSE_OPENERS | SUBJECT_PRONOUNS or self.clauses.low[first - 1] == ":"
        return opens or cue.lemma not in self.cues.needs_clause

    def _start(self, cue: Cue, end: int) -> int:
        """The first word of what is said: behind the addressee, times and places, at "that" or a quotation if near."""
        clauses, low, first = self.clauses, self.clauses.low, cue.end
        if first < end and low[first] in ",:":
            first += 1
        told = cue.lemma in TOLD
        phrase = first < end and (told or low[first] in PREPOSITIONS | ADVERBS or self.clauses.is_time(first))
        for i in range(first, min(end, first + LONGEST_PHRASE)):
            if low[i] == "that" and (i == first or phrase):
                return i
            if clauses.quote_of[i] != NONE:
                is_near = told or low[i - 1] in ",:" or self.clauses.is_time(i - 1)
                return i if i == first or (phrase and is_near) else first
            if low[i] == ":" and clauses.quote_from(i + 1):
                return i + 1
            if low[i] in AUXILIARIES or low[i] in SUBJECT_PRONOUNS or low[i] in ".;":
                break
        return self._after_addressee(first, end) if told else self._after_times(cue, first, end)

    def _after_times(self, cue: Cue, first: int, end: int) -> int:
        low = self.clauses.low
        while first < end and (
            self.clauses.is_time(first) or (low[first] in PHRASES and self.clauses.is_time(first + 1))
        ):
            first += 1
        is_carried = first == cue.end and first + 1 < end and low[first] in CARRIED
        return first + 1 if is_carried and self.clauses.quote_of[first] == NONE else first

    def _after_addressee(self, first: int, end: int) -> int:
        low, i = self.clauses.low, first
        if i < end and low[i] in ADDRESSEES:
            return i + 1
        if i < end and self.clauses.is_capital(i):
            while i < end and (self.clauses.is_capital(i) or low[i] == "."):
                i += 1
            return i
        while i < min(end, first + 5) and self.clauses.is_word(i) and low[i] not in SUBJECT_PRONOUNS | {"to", "about"}:
            i += 1
            if low[i - 1].endswith("s") and len(low[i - 1]) > 4:
                return i
        return first

    def _told_to(self, first: int, end: int) -> int:
        """The end of the addressee behind "told", where nothing but a mark, a time or a phrase follows it."""
        low = self.clauses.low
        for i in range(first, min(end, first + LONGEST_PHRASE)):
            if low[i] in ",.;" or low[i] in PHRASES or self.clauses.is_time(i):
                return i
            if low[i] in AUXILIARIES or low[i] in SUBJECT_PRONOUNS or self.clauses.quote_of[i] != NONE:
                return first
        return end if end - first < LONGEST_PHRASE else first

    def _mark_after(self, first: int, end: int) -> int | None:
        """The mark that ends the phrase begun at `first`, if no clause begins before it."""
        low = self.clauses.low
        for i in range(first, min(end, first + LONGEST_PHRASE)):
            if low[i] in ",;:" or self.clauses.quote_of[i] != NONE or (low[i] == "." and i + 1 >= end):
                return i
            if low[i] in AUXILIARIES or low[i] in SUBJECT_PRONOUNS:
                return None
        return end if end - first < LONGEST_PHRASE else None
