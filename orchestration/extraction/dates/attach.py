"""Chooses the time expression that says when a statement was said: grammar of its sentence, read from the surface.

An expression counts by where it stands: after the cue, between source and cue, opening the clause, or behind the
quotation. Inside the content it dates the event told of, not the telling. What date it names is `resolve`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from orchestration.extraction.dates.model import Span, StatementSpans, TimeExpression
from orchestration.extraction.dates.patterns import OCCASION_NOUN
from orchestration.extraction.dates.reading import modifies_occasion
from orchestration.extraction.dates.vocabulary import PUBLISHING_PARTICIPLES

_LONGEST_REACH = 160  # characters between cue and expression, contents not counted
_CLAUSE_REACH = 240  # characters before an expression in which its clause must begin
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|where|when|that|because|although|though|if|since|than|whether)\b")
_EVENT_AFTER = re.compile(r"\b(?:after|before|following|as|until|despite|over|about|of|from)\b(?P<rest>.*)$", re.DOTALL)
_OCCASION = re.compile(rf"\b(?:{OCCASION_NOUN})s?\b")
_NOUN_BEFORE = re.compile(_OCCASION.pattern + r"(?:\s(?:with|by|of|in|to|from|at)\b[^,;]{1,50})?$")
_CONJUNCTION = re.compile(r"\b(?:and|but|then|also|who|which)$")
_COMMON_NOUN = re.compile(r"\s(?!(?:the|a|an|of|and|in|at|for)\b)[a-z]")  # a rest without one is a name: "of Fox News"
_SENTENCE_BREAK = re.compile(r";\s|(?<![A-Z])\.\s")
_PLACES = re.compile(r"(?:,?\s(?:in|at|on|with|to|by|of|the|near|outside|[A-Z][\w.’'-]*))*,?\s")
_DOING = re.compile(r",\s\w+ing\b[^;]*$")
_PARTICIPLE = re.compile(
    r"\b(?:\w+ed|held|shot|seen|built|begun|born|brought|fought|found|hit|killed|led|set|struck|won)"
    r"(?:\s(?:between|among)\s[^,;]{2,60})?$"  # "the deal agreed between Norway and its neighbours"
)
_PUBLISHING = re.compile(r"\b(?:" + "|".join(PUBLISHING_PARTICIPLES) + r")(?:\s(?:by|in|on|to|via)\b[^,;]{1,60})?$")
_CLAUSE_START = re.compile(
    r"(?:^|[.;:—–]\s|,\s(?:and|but|while|as|though|although)\s|[”\"]\s(?:and|but|while)\s|\n)[\s“\"‘(\[•]*"
    r"(?:(?:and|but|also|then|meanwhile|separately|later|earlier|however|only|just|even|so|yet|(?:more|most) recently"
    r"|in addition|again|still|as (?:early|late|recently) as)"
    r"(?:,\s|\s))*$",
    re.IGNORECASE,
)
_LINKING_START = re.compile(r"(?:^|[;—–]\s|,\s|[”\"]\s)(?:and|but|while)\s(?:also\s)?$", re.IGNORECASE)
_FRAME = re.compile(
    r"^[\s“\"(]*(?:(?:and|but|also|meanwhile|separately),?\s)?"
    r"(?:speaking|asked|addressing|talking|testifying|writing|responding|appearing|in|at|during|on|after|following)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:when|who|which|where|whose|a|an|the|on|as)\b[^,;]{0,90},")
_INTRUSION = re.compile(
    r";|—|–|,\s(?:and|but|while|when|after|as|before|who|which|where|so|because|with|though)\b|\.\s"
)
_WHEN = re.compile(r"^(?:\swith\s[^,;]{1,40})?,?\swhen\s$|^,\swhen\b[^,.;]{0,40}$")
_SPEAKING = re.compile(r"\b(?:speaking|addressing|talking|testifying|telling|appearing|writing|in|at|during|on|to)\b")
_PLANNED = re.compile(r"\b(?:to be|will|would|scheduled|due|set|expected)\b")
_TAIL = re.compile(
    r"^[”\",\s]*(?:(?:on|in|at|to|via|while|during|speaking|addressing|talking|testifying|telling|appearing)\b"
    r"|[\w.’' -]{2,40}\s(?:reported|reports|quoted|cited)\b|$)",
    re.IGNORECASE,
)
_RELAY = re.compile(r",\s[^,;]{2,40}\s(?:reported|reports)\s$")
_NON_FINITE = re.compile(r"^(?:\w+ing)\b")
_OBJECT = re.compile(r"(?:the\s|an?\s|its\s|his\s|her\s|their\s)?(?:[\w’'.-]+\s){1,5}")
_SAYING_WORD = re.compile(r"\s(?:that\b|he\b|she\b|they\b|it\b|the\b|an?\b|[A-Z])")


def attach(
    text: str,
    statement: StatementSpans,
    expressions: Sequence[TimeExpression],
    sentence_bounds: Sequence[Span],
    blocked: Sequence[Span] = (),
) -> TimeExpression | None:
    """The expression that dates the saying of the statement, or None where its sentence has none.

    `expressions` are those of `text` in order, `sentence_bounds` half-open spans in order, `blocked` spans whose
    expressions belong to something else (the contents of other statements, unless this one lies in them).
    """
    spot = _Spot.of(statement)
    if spot is None:
        return None
    start, end = find_region(spot.cue[0], sentence_bounds, len(text))
    best: tuple[int, int, TimeExpression] | None = None
    reach = spot.length + 3 * _LONGEST_REACH
    first = bisect_left(expressions, max(start, spot.cue[0] - reach), key=lambda e: e.start)
    for place in range(first, len(expressions)):
        expression = expressions[place]
        if expression.end > min(end, spot.cue[1] + reach):
            break
        if expression.is_bound:
            continue
        is_attribution = any(a <= expression.start < b for a, b in statement.source) or spot.is_within(expression)
        if not is_attribution and any(expression.start < b and a < expression.end for a, b in blocked):
            continue
        if (rank := _rank(text, statement, spot, expression, start)) is None:
            continue
        is_relative = expression.kind in ("offset", "anaphoric")
        key = (rank + is_relative, spot.distance(expression), expression)
        best = key if best is None or key[:2] < best[:2] else best
    return _prefer_calendar(text, best[2], expressions) if best else None


def _prefer_calendar(text: str, chosen: TimeExpression, expressions: Sequence[TimeExpression]) -> TimeExpression:
    """Of "seven days earlier on October 6" the date, which needs no other date to count from."""
    if chosen.kind not in ("offset", "anaphoric"):
        return chosen
    place = bisect_left(expressions, chosen.end, key=lambda e: e.start)
    following = expressions[place] if place < len(expressions) else None
    is_joined = following is not None and text[chosen.end : following.start].strip(" ,") == ""
    return following if following is not None and is_joined and not following.is_bound else chosen


class _Spot:
    """Where the attribution of a statement stands: cue and source as one span each (None where not printed)."""

    __slots__ = ("content", "cue", "length", "source")

    def __init__(self, cue: Span, source: Span | None, content: list[Span]) -> None:
        self.cue, self.source, self.content = cue, source, content
        self.length = sum(b - a for a, b in content)

    @classmethod
    def of(cls, statement: StatementSpans) -> _Spot | None:
        if not statement.cue:
            return None
        cue = (min(a for a, _ in statement.cue), max(b for _, b in statement.cue))
        source = None
        if statement.source:
            source = (min(a for a, _ in statement.source), max(b for _, b in statement.source))
        return cls(cue, source, sorted((a, b) for a, b in statement.content))

    def is_within(self, expression: TimeExpression) -> bool:
        """Whether the expression stands between cue and source, a few words apart, with no content between."""
        if self.source is None:
            return False
        low, high = sorted((self.cue, self.source))
        is_gap = low[1] <= expression.start and expression.end <= high[0] and high[0] - low[1] <= 60
        return is_gap and not any(a < high[0] and low[1] < b for a, b in self.content)

    def distance(self, expression: TimeExpression) -> int:
        if expression.start >= self.cue[1]:
            return expression.start - self.cue[1]
        return max(0, self.cue[0] - expression.end)


def _text_before(text: str, expression: TimeExpression, region_start: int) -> str:
    """The sentence up to the expression; of a very long one its end, behind a letter, as no clause begins there."""
    if expression.start - region_start <= _CLAUSE_REACH:
        return text[region_start : expression.start]
    return "x" + text[expression.start - _CLAUSE_REACH : expression.start]


def is_opening(text: str, expression: TimeExpression, region_start: int) -> bool:
    """Whether the expression opens its clause ("On Tuesday, …", "…, and last May …") and so sets its time."""
    before = _text_before(text, expression, region_start)
    return _CLAUSE_START.search(before) is not None or _LINKING_START.search(before) is not None


def find_region(position: int, sentence_bounds: Sequence[Span], length: int) -> Span:
    """The sentence that holds the position; the whole text where none does."""
    place = bisect_right(sentence_bounds, position, key=itemgetter(0)) - 1
    return sentence_bounds[place] if place >= 0 and position < sentence_bounds[place][1] else (0, length)


def _rank(
    text: str, statement: StatementSpans, spot: _Spot, expression: TimeExpression, region_start: int
) -> int | None:
    """How well the expression stands to date the saying, 0 best; None where it does not."""
    for a, b in spot.content:
        if expression.start < b and a < expression.end:
            return 0 if _is_swallowed(text, spot, expression, a) else None
    if expression.is_attributive and not modifies_occasion(text, expression.end):
        return None
    if spot.source and spot.source[0] <= expression.start < spot.source[1]:
        return 2 if _is_within_source(text, spot.source, expression) else None
    if spot.cue[0] <= expression.start < spot.cue[1]:
        return 0
    if expression.start >= spot.cue[1]:
        return _rank_after(text, spot, expression)
    if spot.source and spot.source[1] <= expression.start:
        return _rank_between(text, spot, expression)
    return _rank_before(text, spot, expression, region_start)


def _is_swallowed(text: str, spot: _Spot, expression: TimeExpression, content_start: int) -> bool:
    """Whether the content only begins with the expression because it follows the cue ("said | on Tuesday that")."""
    if expression.is_attributive or not 0 <= content_start - spot.cue[1] <= 2:
        return False
    follows = text[expression.end : expression.end + 6]
    if expression.start != content_start:
        # "asked | the council on Friday to preserve", "described | the group in March as"
        return bool(_OBJECT.fullmatch(text, content_start, expression.start)) and follows.startswith((" to ", " as "))
    if expression.kind not in ("weekday", "deictic", "date"):
        return follows.startswith(" that ")
    return _SAYING_WORD.match(follows) is not None


def _is_within_source(text: str, source: Span, expression: TimeExpression) -> bool:
    """Inside the source only "a Monday report" and "a statement issued on Monday" tell when it was said."""
    before = text[source[0] : expression.start].rstrip()
    if _RELATIVE.search(before) or _PLANNED.search(before):
        return False
    return (
        expression.is_attributive or _PUBLISHING.search(before) is not None or _NOUN_BEFORE.search(before) is not None
    )


def _without_content(text: str, spot: _Spot, start: int, end: int) -> tuple[str, bool]:
    """The text from start to end without the statement's content, and whether some was left out."""
    kept, position, is_cut = [], start, False
    for a, b in spot.content:
        if b <= start or a >= end:
            continue
        kept.append(text[position : max(position, a)])
        position, is_cut = max(position, b), True
    kept.append(text[position:end] if position < end else "")
    return "".join(kept), is_cut


def _rank_after(text: str, spot: _Spot, expression: TimeExpression) -> int | None:
    between, is_behind_content = _without_content(text, spot, spot.cue[1], expression.start)
    if len(between) > _LONGEST_REACH or _RELATIVE.search(_ASIDE.sub(",", between) if is_behind_content else between):
        return None
    if _RELAY.search(between):
        return 3
    if _modifies_event(between) or _PLANNED.search(between):
        return None
    if not is_behind_content:
        return 0
    tail = text[max(b for _, b in spot.content if b <= expression.start) : expression.start]
    tail = _ASIDE.sub(",", tail)
    if not _TAIL.match(tail) or _SENTENCE_BREAK.search(tail) or re.search(r",\s(?:and|but)\s", tail):
        return None
    return 3


def _modifies_event(between: str) -> bool:
    """Whether the expression belongs to a participle or an event named just before it, not to the saying."""
    before = between.rstrip()
    if _PARTICIPLE.search(before) and not _PUBLISHING.search(before):
        return True
    event = _EVENT_AFTER.search(before)
    if event is None or _OCCASION.search(event.group("rest")):
        return False
    return _COMMON_NOUN.search(event.group("rest")) is not None


def _rank_between(text: str, spot: _Spot, expression: TimeExpression) -> int | None:
    """Between source and cue: "the ministry on Monday said", "X, in an interview on Monday, said"."""
    assert spot.source is not None
    between, _ = _without_content(text, spot, spot.source[1], expression.start)
    follows = text[expression.end : spot.cue[0]]
    if _is_non_finite(text, spot) and not _RELATIVE.search(follows) and not _SENTENCE_BREAK.search(follows):
        is_near = len(follows.split()) <= 2 or not _RELATIVE.search(between)
        return 2 if is_near and len(follows) <= _LONGEST_REACH else None
    if follows == " " and _CONJUNCTION.search(between.rstrip()):
        return 0
    # "X, who was arrested | last week, said": a clause of the source that the comma ends.
    clause = text[slice(*spot.source)].rpartition(",")[2] + between if follows.startswith(",") else between
    is_far = len(between) > _LONGEST_REACH or _RELATIVE.search(clause) or _INTRUSION.search(follows)
    if is_far or _modifies_event(between):
        return None
    if between.strip() == "," or (len(between.split()) <= 2 and "," not in between):
        return 0
    if follows.startswith(",") and _DOING.match(between):
        return 1
    if _SPEAKING.search(between) or _OCCASION.search(between):
        return 1
    return None


def _is_non_finite(text: str, spot: _Spot) -> bool:
    """A participle or infinitive cue ("saying", "to say") takes the time of the clause it hangs on."""
    cue = text[spot.cue[0] : spot.cue[1]]
    return _NON_FINITE.match(cue) is not None or text[max(0, spot.cue[0] - 4) : spot.cue[0]] == " to "


def _rank_before(text: str, spot: _Spot, expression: TimeExpression, region_start: int) -> int | None:
    """Before the source: opening the clause, within an opening frame, or in the clause a participle cue hangs on."""
    target = spot.source[0] if spot.source and expression.end <= spot.source[0] < spot.cue[0] else spot.cue[0]
    before = _text_before(text, expression, region_start)
    follows, is_cut = _without_content(text, spot, expression.end, target)
    if _WHEN.match(follows):
        return 1
    if is_opening(text, expression, region_start):
        return 1 if not _INTRUSION.search(_ASIDE.sub(",", follows)) else None
    if is_cut:
        return None
    if _is_non_finite(text, spot):
        return 2 if not _RELATIVE.search(follows) and not _SENTENCE_BREAK.search(follows) else None
    if expression.is_attributive:
        return 2 if _FRAME.match(before) or len(before.split()) <= 4 else None
    clause = re.split(r"[;—–]\s|,\s(?:and|but|while)\s", before)[-1]
    plain = _ASIDE.sub(",", follows)
    is_plain = plain.count(",") <= 1 or _PLACES.fullmatch(plain) is not None
    if not _FRAME.match(clause) or not is_plain or _INTRUSION.search(plain):
        return None
    if _RELATIVE.search(clause) or "," not in plain or re.search(r"\w\s(?:before|after|since|ahead of)\s", clause):
        return None
    is_event = re.match(r"[\s“\"(]*(?:after|following|on\sthe\seve\sof)\b", clause, re.IGNORECASE)
    return None if is_event and not _OCCASION.search(clause) else 2
