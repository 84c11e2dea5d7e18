"""A text as the rules read it: words, quotations as single blocks, and units that no quotation is cut by.

A unit is a sentence, or several where a quotation runs over them: “One. Two,” she said. Nothing here knows what a
cue is.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.dates.vocabulary import MONTH_ABBREVIATIONS, MONTHS, WEEKDAYS
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import APOSTROPHES, Segments

NONE = -1
WordRange = tuple[int, int]  # half-open
VERB_MONTHS = frozenset({"May", "March"})  # in small they are verbs
TIMES = frozenset(name.lower() for name in (*MONTHS, *MONTH_ABBREVIATIONS, *WEEKDAYS)) - {"may", "march"}
# Before a month that could be a name or a verb: "in May"; not "by May", who may be a minister.
BEFORE_MONTHS = frozenset("in during since until till last this next early mid late".split())
WHEN = frozenset(
    "yesterday today tonight last this week month year night morning afternoon evening earlier later late early".split()
)
DASHES = frozenset("–—-")
SENTENCE_MARKS = frozenset(".!?…")
QUESTIONS = frozenset("?!…")
LONGEST_TAIL = 30  # words: “Why?” asked the man from the ministry who had come late.


class Clauses:
    """The words of a text in lower case, the quotation that each is in (or NONE), and the units as word ranges.

    "May" keeps its capital where it is no verb: in lower case it is one.
    """

    def __init__(self, segments: Segments, quotations: Quotations) -> None:
        self.segments = segments
        self.tokens = segments.tokens
        self.low = [t if t == "May" and self._is_no_verb(i) else t.lower() for i, t in enumerate(self.tokens)]
        self.quotes = list(_quotes(segments, quotations))
        self.quote_of = [NONE] * len(self.tokens)
        for index, (first, end) in enumerate(self.quotes):
            self.quote_of[first:end] = [index] * (end - first)
        self.units = list(self._units())

    def quote_from(self, i: int) -> tuple[int, int] | None:
        """The quotation that opens with word `i`."""
        found = self.quote_of[i] if 0 <= i < len(self.tokens) else NONE
        return self.quotes[found] if found != NONE and self.quotes[found][0] == i else None

    def quote_to(self, i: int) -> tuple[int, int] | None:
        """The quotation whose last word is `i`."""
        found = self.quote_of[i] if 0 <= i < len(self.tokens) else NONE
        return self.quotes[found] if found != NONE and self.quotes[found][1] == i + 1 else None

    def ends_open(self, quote: tuple[int, int]) -> bool:
        """Whether a comma, question or exclamation mark ends the quotation: its speaker is to follow."""
        at = quote[1] - 1
        while at > quote[0] and not self.tokens[at][0].isalnum() and self.tokens[at] not in ",?!…-–—":
            at -= 1
        return self.tokens[at] in ",?!…-–—"

    def outside(self, first: int, end: int) -> Iterator[int]:
        """The words of [first, end) outside quotations."""
        i = first
        while i < end:
            if self.quote_of[i] != NONE:
                i = self.quotes[self.quote_of[i]][1]
            else:
                yield i
                i += 1

    def has_quote(self, first: int, end: int) -> bool:
        """Whether any of the words [first, end) is inside a quotation."""
        return any(self.quote_of[i] != NONE for i in range(first, end))

    def is_possessive(self, i: int) -> bool:
        """Whether word `i` is the s of a possessive."""
        return i > 0 and self.low[i] == "s" and self.tokens[i - 1] in APOSTROPHES

    def is_capital(self, i: int) -> bool:
        """Whether word `i` begins with a capital."""
        return self.tokens[i][0].isupper()

    def is_word(self, i: int) -> bool:
        """Whether word `i` is one: neither a mark nor the rest of a possessive."""
        return self.tokens[i][0].isalnum()

    def is_time(self, i: int) -> bool:
        """Whether word `i`, outside quotations, tells when: a weekday, a month, a day of one, "last", "week"."""
        low = self.low
        if i >= len(low) or self.quote_of[i] != NONE:
            return False
        if low[i].isdigit():
            return self._is_month(i - 1) or self._is_month(i + 1)
        return low[i] in WHEN or self._is_month(i)

    def _is_month(self, i: int) -> bool:
        """Whether word `i` is a month, or a weekday; what could be a name or a verb is one by the word beside it."""
        if not 0 <= i < len(self.tokens):
            return False
        if self.tokens[i] not in VERB_MONTHS:
            return self.low[i] in TIMES
        beside = self.tokens[i + 1 : i + 2] + self.tokens[max(0, i - 1) : i]
        return any(word.isdigit() for word in beside) or (i > 0 and self.tokens[i - 1].lower() in BEFORE_MONTHS)

    def _is_no_verb(self, i: int) -> bool:
        """Whether "May" at word `i` is a month or a name; in a headline a verb has a capital too, as have its words."""
        beside = self.tokens[max(0, i - 1) : i] + self.tokens[i + 1 : i + 2]
        return self._is_month(i) or any(word.islower() for word in beside)

    def begins_paragraph(self, i: int) -> bool:
        """Whether word `i` is the first of its paragraph."""
        return i == 0 or self.segments.paragraph_of[i] != self.segments.paragraph_of[i - 1]

    def _units(self) -> Iterator[tuple[int, int]]:
        sentence_of, paragraph_of = self.segments.sentence_of, self.segments.paragraph_of
        first = 0
        for i in range(1, len(self.tokens) + 1):
            if i < len(self.tokens):
                if sentence_of[i] == sentence_of[i - 1]:
                    continue
                same = paragraph_of[i] == paragraph_of[i - 1]
                in_one_quote = self.quote_of[i] != NONE and self.quote_of[i] == self.quote_of[i - 1]
                if same and (in_one_quote or self._asks_before(i)):
                    continue
            yield first, i
            first = i

    def _asks_before(self, i: int) -> bool:
        """Whether “…?” stands before word `i` and no quotation opens with it, so that its speaker may follow."""
        quote = self.quote_to(i - 1)
        if quote is None or self.quote_of[i] != NONE:
            return False
        at = i - 1
        while at > quote[0] and not self.tokens[at][0].isalnum() and self.tokens[at] not in SENTENCE_MARKS:
            at -= 1
        return self.tokens[at] in QUESTIONS


def _quotes(segments: Segments, quotations: Quotations) -> Iterator[tuple[int, int]]:
    last = 0
    # A mark that is never closed says where a quotation begins, not where it ends: what follows is read as it stands.
    for start, end in ((q.start, q.end) for q in quotations.all if q.closed or q.continues):
        first, stop = max(last, segments.word_at(start)), segments.word_at(end)
        if first < stop:
            yield first, stop
            last = stop
