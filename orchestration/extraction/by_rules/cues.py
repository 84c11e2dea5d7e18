"""Which words of a unit are cues, by the cue vocabulary and the words around them: a verb, not a noun or a passive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orchestration.extraction.by_rules.clauses import DASHES, Clauses
from orchestration.extraction.naming.names import PREPOSITIONS
from orchestration.extraction.rules.vocabulary import Cues, People
from orchestration.extraction.text.segment import APOSTROPHES

Form = Literal["finite", "participle", "infinitive", "according"]

BE = frozenset("is are was were be been being am".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("will would could should may might must can shall do does did".split())
NEGATED = frozenset("isn aren wasn weren hasn haven hadn don doesn didn won wouldn couldn shouldn can ca".split())
AUXILIARIES = BE | HAVE | MODALS
DETERMINERS = frozenset("a an the this that these those my your his her its our their no any some each every".split())
ADVERBS = frozenset(
    """also not never then now later still once even just again often always already soon only ever earlier first
    previously reportedly further t""".split()
)
SUBJECT_PRONOUNS = frozenset("he she they it i we you who that which".split())
OPENERS = frozenset(
    "to for on how why what whether if there not no when where who about against with as in at of".split()
)
CLAUSE_OPENERS = frozenset("that how why what whether if there".split())
MARKS_AFTER = frozenset(",.:;?!")
LONGEST_BY = 10  # words of "quoted by the state news agency as saying"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words [first, end) are a cue whose verb is the word `head`; auxiliaries and adverbs before it belong to it."""

    first: int
    head: int
    end: int
    lemma: str
    form: Form

    @property
    def span(self) -> tuple[int, int]:
        """The words of the cue."""
        return self.first, self.end


class CueReader:
    """Finds the cues of units."""

    def __init__(self, clauses: Clauses, cues: Cues, people: People) -> None:
        self.clauses, self.cues, self.people = clauses, cues, people

    def find(self, unit: tuple[int, int]) -> list[Cue]:
        """The cues of a unit outside its quotations, left to right."""
        headline = self._is_headline(unit)
        out: list[Cue] = []
        for i in self.clauses.outside(*unit):
            cue = self._according(unit, i) or self._verb(unit, i, headline)
            if cue and not (out and out[-1].end > cue.first):
                out.append(cue)
        return out

    def is_spoken(self, unit: tuple[int, int], i: int) -> bool:
        """Whether word `i` is a finite verb of speech with what one can say behind it; inside a quotation, too."""
        cue = self._verb(unit, i, headline=False)
        return cue is not None and cue.form == "finite" and self.opens_complement(unit, cue.end)

    def _is_headline(self, unit: tuple[int, int]) -> bool:
        long = [i for i in range(*unit) if len(self.clauses.tokens[i]) > 3]
        return len(long) > 2 and sum(map(self.clauses.is_capital, long)) >= 0.8 * len(long)

    def _according(self, unit: tuple[int, int], i: int) -> Cue | None:
        low = self.clauses.low
        for phrase in self.cues.phrases:
            words = phrase.split()
            if low[i] == words[0] and low[i : i + len(words)] == words and i + len(words) < unit[1]:
                return Cue(i, i, i + len(words), phrase, "according")
        return None

    def _verb(self, unit: tuple[int, int], i: int, headline: bool) -> Cue | None:
        low = self.clauses.low
        lemma = self.cues.lemma(low[i])
        if lemma is None or (i + 1 < unit[1] and low[i + 1] in DASHES and self._touches(i)):
            return None
        if i and (low[i - 1] in DASHES or low[i - 1] in APOSTROPHES) and self._touches(i - 1):
            return None
        opens = i == unit[0] and low[i].endswith("ing")
        if self.clauses.is_capital(i) and not opens and not (headline and i > unit[0]):
            return None
        first = i
        form: Form | None = None
        if (quoted := self._quoted_before(unit, i)) is not None:
            first, form = quoted, "finite"
        while first > unit[0] and self._is_before_verb(first - 1):
            first -= 1
        form = form or self._form(unit, i, first, lemma)
        return Cue(first, i, self._end(unit, i), lemma, form) if form else None

    def _quoted_before(self, unit: tuple[int, int], i: int) -> int | None:
        """The participle in "was quoted as saying" and "was quoted by the agency as saying" at its last word, `i`."""
        low = self.clauses.low
        if low[i] not in ("saying", "telling") or low[i - 1] != "as":
            return None
        at = next((j for j in range(i - 2, max(unit[0], i - LONGEST_BY), -1) if low[j] in ("quoted", "cited")), None)
        is_passive = at is not None and low[at - 1] in BE
        return at if at is not None and (at == i - 2 or (is_passive and low[at + 1] == "by")) else None

    def _touches(self, i: int) -> bool:
        words = self.clauses.segments.words
        return i + 1 < len(words) and words[i][1] == words[i + 1][0]

    def _is_before_verb(self, i: int) -> bool:
        """Whether word `i` is an auxiliary or an adverb, so that the subject stands before it."""
        word = self.clauses.low[i]
        if self.clauses.quote_of[i] >= 0:
            return False
        if word in APOSTROPHES:
            return self._touches(i) and self.clauses.low[i + 1] == "t"
        if word in NEGATED:
            return i + 1 < len(self.clauses.low) and self.clauses.low[i + 1] in APOSTROPHES
        is_adverb = word.endswith("ly") and len(word) > 4 and not self.clauses.is_capital(i)
        return word in AUXILIARIES or word in ADVERBS or is_adverb

    def _end(self, unit: tuple[int, int], i: int) -> int:
        low = self.clauses.low
        return i + 2 if i + 1 < unit[1] and low[i + 1] == "out" and low[i].startswith("point") else i + 1

    def _form(self, unit: tuple[int, int], i: int, first: int, lemma: str) -> Form | None:
        low = self.clauses.low
        between = low[first:i]
        before = low[first - 1] if first > unit[0] else ""
        after = low[i + 1] if i + 1 < unit[1] else ""
        if low[i].endswith("ing") and low[i] != lemma:
            if before in DETERMINERS or before in ("of", "for") or self.clauses.is_possessive(first - 1):
                return None
            return "finite" if any(word in BE for word in between) else "participle"
        if before == "to" and low[i] == lemma:
            return "infinitive"
        inflected = low[i] != lemma
        is_plain_past = inflected and not low[i].endswith("s")
        is_passive = after != "that" and any(word in BE for word in between[-3:])
        if is_plain_past and (is_passive or after == "by"):
            return None
        if before in DETERMINERS - {"that", "this"} or before in PREPOSITIONS or self.clauses.is_possessive(first - 1):
            return None
        if is_plain_past:
            return "finite"
        has_auxiliary = any(word in MODALS or word in HAVE for word in between)
        if has_auxiliary or lemma == "say" or after == "that":
            return "finite"
        if not inflected and not self._is_plural(unit, first - 1):
            return None
        return "finite" if self.opens_complement(unit, i + 1) else None

    def _is_plural(self, unit: tuple[int, int], i: int) -> bool:
        if i < unit[0]:
            return False
        word = self.clauses.low[i]
        return (
            word in ("they", "we", "i", "you", "who", "that", "which", "people", ",", ")")
            or (word.endswith("s") and len(word) > 3)
            or word in self.people.generic_people
        )

    def opens_complement(self, unit: tuple[int, int], i: int) -> bool:
        """Whether word `i` can begin what a verb of speech says: not "pledged delegates", "its alleged role"."""
        if i >= unit[1]:
            return False
        word = self.clauses.low[i]
        return (
            self.clauses.quote_of[i] >= 0
            or word in MARKS_AFTER
            or word in OPENERS
            or word in DETERMINERS
            or word in self.people.pronouns
            or self.clauses.is_capital(i)
            or word[0].isdigit()
        )
