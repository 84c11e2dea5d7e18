"""One text laid out for dating: its statements in order, and the look-ups between spans, sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from orchestration.extraction.dates.attach import find_region, is_opening
from orchestration.extraction.dates.model import DateRange, Span, StatementSpans, TimeExpression
from orchestration.extraction.text.spans import SpanIndex

_ATTRIBUTION_REACH = 90  # characters around the cue in which the circumstances of saying stand


class Scene:
    """One text with its expressions, their days (None where unknown), its statements and bounds."""

    def __init__(
        self,
        text: str,
        expressions: Sequence[TimeExpression],
        ranges: Sequence[DateRange | None],
        statements: Sequence[StatementSpans],
        sentences: Sequence[Span],
        paragraphs: Sequence[Span],
    ) -> None:
        self.text, self.expressions, self.ranges, self.statements = text, expressions, ranges, statements
        self.sentences, self.paragraphs = sentences, paragraphs
        contents = sorted(span for statement in statements for span in statement.content)
        self._contents = SpanIndex(zip(contents, contents, strict=True))
        self._told = _starts_within(expressions, contents)
        self._range_of = {e.start: r for e, r in zip(expressions, ranges, strict=True)}
        self._sentence_starts = [a for a, _ in sentences]
        self._paragraph_starts = [a for a, _ in paragraphs]
        self._cues = [_hull(s.cue) or _hull(s.source) or _hull(s.content) or (0, 0) for s in statements]
        self._starts = [min((a for a, _ in (*s.content, *s.cue, *s.source)), default=0) for s in statements]
        self._parents = _find_parents(statements, self._cues)
        self.order = sorted(range(len(statements)), key=lambda index: (self._starts[index], self._cues[index]))
        self._in_sentence: dict[int, list[int]] = {}
        for index in self.order:
            self._in_sentence.setdefault(self.sentence_of(index), []).append(index)

    def find_blocked(self, index: int) -> list[Span]:
        """Where in its sentence no expression can date the statement: in others' contents, and outside its parent's."""
        parent = self._parents[index]
        if parent is not None:
            return [(0, parent[0]), (parent[1], len(self.text))]
        own = self.statements[index].content
        region = find_region(self._cues[index][0], self.sentences, len(self.text))
        return [span for span in self._contents.within(*region) if span not in own]

    def is_in_content(self, expression: TimeExpression) -> bool:
        """Whether it stands in what somebody said, and so dates no narrative of the article."""
        return expression.start in self._told

    def dates_between(self, low: int, high: int) -> list[tuple[TimeExpression, DateRange]]:
        """The resolved expressions that start from low up to high, outside what anybody said, with their days."""
        first = bisect_left(self.expressions, low, key=lambda e: e.start)
        last = bisect_left(self.expressions, high, key=lambda e: e.start)
        pairs = zip(self.expressions[first:last], self.ranges[first:last], strict=True)
        return [(e, found) for e, found in pairs if found is not None and not self.is_in_content(e)]

    def is_nested(self, index: int) -> bool:
        return self._parents[index] is not None

    def is_inside(self, index: int, other: int) -> bool:
        cue = self._cues[index]
        return any(a <= cue[0] and cue[1] <= b for a, b in self.statements[other].content)

    def range_of(self, expression: TimeExpression) -> DateRange | None:
        return self._range_of.get(expression.start)

    def start_of(self, index: int) -> int:
        return self._starts[index]

    def cue_span(self, index: int) -> Span:
        """The cue; without one the source, without that the content."""
        return self._cues[index]

    def sentence_at(self, position: int) -> int:
        return bisect_right(self._sentence_starts, position) - 1

    def statements_in(self, sentence: int) -> Sequence[int]:
        """The statements whose cue stands in the sentence, in order."""
        return self._in_sentence.get(sentence, ())

    def cue_end(self, index: int) -> int:
        return self._cues[index][1]

    def cue_text(self, index: int) -> str:
        spans = self.statements[index].cue
        return self.text[min(a for a, _ in spans) : max(b for _, b in spans)] if spans else ""

    def have_same_speaker(self, index: int, other: int) -> bool:
        key = self.statements[index].speaker_key
        return key is not None and key == self.statements[other].speaker_key

    def sentence_of(self, index: int) -> int:
        return bisect_right(self._sentence_starts, self._cues[index][0]) - 1

    def paragraph_of(self, index: int) -> int:
        return bisect_right(self._paragraph_starts, self._cues[index][0]) - 1

    def sentence_text(self, index: int) -> str:
        place = self.sentence_of(index)
        if place < 0:
            return ""
        a, b = self.sentences[place]
        return self.text[a:b]

    def previous_sentence(self, index: int) -> Span | None:
        """The sentence before the statement's own, within its paragraph."""
        place = self.sentence_of(index)
        if place < 1:
            return None
        before, own = self.sentences[place - 1], self.sentences[place]
        is_near = bisect_right(self._paragraph_starts, before[0]) == bisect_right(self._paragraph_starts, own[0])
        return before if is_near else None

    def attribution_text(self, index: int) -> str:
        """What stands around the cue in its sentence, contents left out."""
        place, cue = self.sentence_of(index), self._cues[index]
        low, high = self.sentences[place] if place >= 0 else (0, len(self.text))
        low, high = max(low, cue[0] - _ATTRIBUTION_REACH), min(high, cue[1] + _ATTRIBUTION_REACH)
        kept, position = [], low
        for a, b in self._contents.within(low, high):
            if b <= position or (a <= cue[0] and cue[1] <= b):
                continue
            kept.append(self.text[position : max(position, a)])
            position = b
        kept.append(self.text[position:high] if position < high else "")
        return " … ".join(kept)

    def opens_clause(self, expression: TimeExpression) -> bool:
        place = bisect_right(self._sentence_starts, expression.start) - 1
        start = self.sentences[place][0] if place >= 0 else 0
        return not expression.is_bound and is_opening(self.text, expression, start)

    def has_opening_date_between(self, earlier: int, later: int) -> bool:
        """Whether the narrative moves to another time between two statements, or in the later one's own sentence."""
        between = self.dates_between(self._cues[earlier][1], self._cues[later][0])
        return any(self.opens_clause(e) and e.kind != "anaphoric" for e, _ in between)

    def has_date_in_attribution(self, index: int) -> bool:
        """Whether the statement's sentence, contents left out, names some day of its own after the cue."""
        place = self.sentence_of(index)
        low, high = self._cues[index][1], self.sentences[place][1] if place >= 0 else len(self.text)
        dates = self.dates_between(low, high)
        return any(not e.is_bound and not e.is_attributive and e.kind != "anaphoric" for e, _ in dates)


def _hull(spans: Sequence[Span]) -> Span | None:
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _find_parents(statements: Sequence[StatementSpans], cues: Sequence[Span]) -> list[Span | None]:
    """For each statement the shortest content span of another one that holds its cue."""
    contents = SpanIndex(
        (span, (other, span)) for other, statement in enumerate(statements) for span in statement.content
    )
    parents: list[Span | None] = []
    for index, (start, end) in enumerate(cues):
        near = contents.within(start, start + 1)
        holding = [(b - a, other, (a, b)) for other, (a, b) in near if end <= b and other != index]
        parents.append(min(holding)[-1] if holding else None)
    return parents


def _starts_within(expressions: Sequence[TimeExpression], contents: Sequence[Span]) -> set[int]:
    """The starts of the expressions that begin within one of the contents, both in order."""
    within, reached, place = set(), 0, 0
    for expression in expressions:
        while place < len(contents) and contents[place][0] <= expression.start:
            reached = max(reached, contents[place][1])
            place += 1
        if expression.start < reached:
            within.add(expression.start)
    return within
