"""Documents and occasions of saying that the text dates: "a report late Monday", "an interview taped on Tuesday"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.extraction.dates.model import DateRange, TimeExpression
from orchestration.extraction.dates.scene import Scene
from orchestration.extraction.dates.vocabulary import OCCASION_FAMILIES, PUBLISHING_PARTICIPLES

_FAMILY_OF = {noun: family for family, nouns in OCCASION_FAMILIES.items() for noun in nouns}
_NOUNS = "|".join(re.escape(noun) for noun in sorted(_FAMILY_OF, key=len, reverse=True))
_NOUN = re.compile(rf"\b({_NOUNS})s?\b", re.IGNORECASE)
_PUBLISHED = "|".join(PUBLISHING_PARTICIPLES)
_NOUN_BEFORE = re.compile(
    rf"\b({_NOUNS})s?(?:\s(?:with|to|on|by|in|from|of)\s[^,.;:]{{1,40}}?)?"
    rf"(?:,?\s(?:that was\s|which was\s|reportedly\s)?(?:{_PUBLISHED}))?(?:\s(?:by|in|to|on)\s[^,.;:]{{1,30}})?\s$"
)
_NOUN_AFTER = re.compile(rf"(?:\s[a-z][\w-]*){{0,2}}?\s({_NOUNS})s?\b")
_ISSUED_LATER = re.compile(rf"^[^.;:]{{0,80}}\b(?:issued|gave|released|published|held|delivered|posted)\s(?:an?|its|his|her|their)\s(?:[\w-]+\s){{0,3}}({_NOUNS})\b")
_DEFINITE = re.compile(rf"(?:\b(?:the|that|this|its|his|her|their|same)|[’']s?)\s(?:[\w-]+\s){{0,2}}?({_NOUNS})\b", re.IGNORECASE)
_LOOK_BACK = 90


@dataclass(frozen=True, slots=True)
class DatedDocument:
    """A noun of saying with its printed date; `statement` is the index of the statement the date also dates."""

    noun: str
    family: str
    expression: TimeExpression
    range: DateRange
    statement: int | None


def find_documents(scene: Scene) -> list[DatedDocument]:
    """The dated documents of the text in printed order, contents of statements left out."""
    contents = [span for statement in scene.statements for span in statement.content]
    documents = []
    for expression, dated_range in zip(scene.expressions, scene.ranges, strict=True):
        if dated_range is None or expression.is_bound or expression.kind == "anaphoric":
            continue
        if any(a <= expression.start < b for a, b in contents):
            continue
        noun = _find_noun(scene, expression)
        if noun is not None:
            family = _FAMILY_OF[noun.lower()]
            documents.append(DatedDocument(noun, family, expression, dated_range, _owner(scene, expression)))
    return documents


def _find_noun(scene: Scene, expression: TimeExpression) -> str | None:
    text = scene.text
    if expression.is_attributive:
        after = _NOUN_AFTER.match(text, expression.end)
        return after.group(1) if after else None
    before = _NOUN_BEFORE.search(text[max(0, expression.start - _LOOK_BACK) : expression.start])
    if before is not None:
        return before.group(1)
    if scene.opens_clause(expression):
        later = _ISSUED_LATER.match(text[expression.end : expression.end + 120])
        return later.group(1) if later else None
    return None


def _owner(scene: Scene, expression: TimeExpression) -> int | None:
    """The statement in whose attribution the expression stands, nearest first."""
    nearest, owner = 120, None
    for index in scene.order:
        a, b = scene.cue_span(index)
        distance = expression.start - b if expression.start >= b else a - expression.end
        if 0 <= distance < nearest and scene.sentence_at(expression.start) == scene.sentence_of(index):
            nearest, owner = distance, index
    return owner


def find_families(scene: Scene, index: int) -> list[tuple[str, bool]]:
    """The families of the nouns of saying in the statement's attribution, each with whether it is definite."""
    text = scene.attribution_text(index)
    definite = {_FAMILY_OF[m.group(1).lower()] for m in _DEFINITE.finditer(text)}
    families = dict.fromkeys(_FAMILY_OF[m.group(1).lower()] for m in _NOUN.finditer(text))
    return [(family, family in definite) for family in families]
