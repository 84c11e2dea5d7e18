"""Speech without a known cue: transcripts, a colon before a quotation, a credit behind it, verbs that no list has."""

from __future__ import annotations

from functools import cached_property

from orchestration.extraction.by_rules.clauses import DASHES, NONE, Clauses, WordRange
from orchestration.extraction.by_rules.contents import ContentReader, Said
from orchestration.extraction.by_rules.cues import AUXILIARIES, DETERMINERS, SUBJECT_PRONOUNS
from orchestration.extraction.by_rules.subjects import NO_SOURCE, SubjectReader

LONGEST_LABEL = 10  # words of "SEN. ANN BLACK (Greens):"
FEWEST_LABELS = 2
NAMED_BY = DASHES | {"by", "from"}
JOINING = frozenset("and but or so then also".split())  # "And: “…”" names nobody


class CreditReader:
    """Finds what marks alone attribute."""

    def __init__(self, clauses: Clauses, subjects: SubjectReader, contents: ContentReader) -> None:
        self.clauses, self.subjects, self.contents = clauses, subjects, contents

    def labelled(self, unit: WordRange) -> Said | None:
        """NAME: … to the end of the paragraph that this opens; in a transcript, or before a quotation."""
        colon = self._label_end(unit[0])
        if colon is None or colon + 1 >= unit[1]:
            return None
        is_quoted = self.clauses.quote_from(colon + 1) is not None
        if not (is_quoted or (self._is_transcript and self._shouts(unit[0], colon))):
            return None
        end = unit[1]
        while end < len(self.clauses.tokens) and not self.clauses.begins_paragraph(end):
            end += 1
        return Said("credit", (unit[0], colon), (colon, colon + 1), [(colon + 1, end)])

    @cached_property
    def _is_transcript(self) -> bool:
        """Whether two paragraphs or more open with a name in capitals and a colon; one alone is a dateline."""
        starts = [first for first, _ in self.clauses.units if self.clauses.begins_paragraph(first)]
        ends = ((first, self._label_end(first)) for first in starts)
        return sum(end is not None and self._shouts(first, end) for first, end in ends) >= FEWEST_LABELS

    def _label_end(self, first: int) -> int | None:
        """The colon behind capitalised words at the head of a paragraph."""
        if not self.clauses.begins_paragraph(first):
            return None
        for i in range(first, min(len(self.clauses.tokens), first + LONGEST_LABEL)):
            if self.clauses.low[i] == ":":
                is_name = i > first and not (i == first + 1 and self.clauses.low[first] in JOINING)
                return i if is_name else None
            if self.clauses.quote_of[i] != NONE or (self.clauses.is_word(i) and not self.clauses.is_capital(i)):
                return None
        return None

    def _shouts(self, first: int, end: int) -> bool:
        words = [self.clauses.tokens[i] for i in range(first, end) if self.clauses.is_word(i)]
        return all(word.isupper() for word in words) and any(len(word) > 1 for word in words)

    def find(self, unit: WordRange, found: list[Said]) -> list[Said]:
        """What the quotations of a unit say that no content of `found` holds."""
        out = []
        for quote in self._free_quotes(unit, sorted(span for said in found for span in said.content)):
            said = self._after_colon(unit, quote) or self._by_other_verb(unit, quote) or self._credited(quote)
            out += [said] if said else []
        return out

    def _free_quotes(self, unit: WordRange, taken: list[WordRange]) -> list[WordRange]:
        indices = sorted({self.clauses.quote_of[i] for i in range(*unit)} - {NONE})
        out, at, reach = [], 0, unit[0]
        for first, end in (self.clauses.quotes[index] for index in indices):
            while at < len(taken) and taken[at][0] < end:
                reach = max(reach, taken[at][1])
                at += 1
            if reach <= first:
                out.append((first, end))
        return out

    def _after_colon(self, unit: WordRange, quote: WordRange) -> Said | None:
        """X went on: “…” / from the report – X: “…”"""
        colon = quote[0] - 1
        if colon <= unit[0] or self.clauses.low[colon] != ":":
            return None
        name = colon
        while name > unit[0] and self.clauses.is_capital(name - 1):
            name -= 1
        own = None
        if name < colon and self.clauses.low[name - 1] in NAMED_BY and name > unit[0]:
            own = (name, colon)
        elif self.clauses.low[colon - 1].endswith(("s", "ed")):
            own = self.subjects.before(unit[0], colon - 1)
        source = own or self.subjects.leading(unit, colon)
        return Said("credit", source, (colon, quote[0]), [quote]) if source else None

    def _by_other_verb(self, unit: WordRange, quote: WordRange) -> Said | None:
        """“…,” she mused. With any verb that the marks show to be one of speech."""
        first, low = quote[1], self.clauses.low
        if first >= unit[1] or low[first] in NO_SOURCE | DETERMINERS or not self.clauses.ends_open(quote):
            return None
        verb = first + 1 if low[first] in SUBJECT_PRONOUNS else first
        while verb < unit[1] and self.clauses.is_capital(verb):
            verb += 1
        if verb == first or verb >= unit[1] or not low[verb].endswith(("ed", "s")) or low[verb] in AUXILIARIES:
            return None
        left = self.contents.before(unit[0], first) or quote
        return Said("credit", (first, verb), (verb, verb + 1), [left, *self.contents.rest(verb + 1, unit[1], True)])

    def _credited(self, quote: WordRange) -> Said | None:
        """“…” – X, to the end of the line; the dash may begin a line of its own."""
        tokens, end = self.clauses.tokens, quote[1]
        limit = min(len(tokens), end + LONGEST_LABEL)
        while end < limit and tokens[end] in DASHES:
            end += 1
        if end == quote[1] or end >= limit or not self.clauses.is_capital(end):
            return None
        source = self.subjects.after(end, limit)
        ends_line = source is not None and (source[1] == len(tokens) or self.clauses.begins_paragraph(source[1]))
        return Said("credit", source, (end - 1, end), [quote]) if ends_line else None
