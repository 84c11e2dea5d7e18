"""Documents and occasions of saying that the text dates: "a report late Monday", "an interview taped on Tuesday"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.extraction.dates.model import DateRange, TimeExpression
from orchestration.extraction.dates.patterns import OCCASION_FAMILY, OCCASION_NOUN
from orchestration.extraction.dates.scene import Scene
from orchestration.extraction.dates.vocabulary import PUBLISHING_PARTICIPLES

_NOUN = re.compile(rf"\b({OCCASION_NOUN})s?\b")
_PUBLISHED = "|".join(PUBLISHING_PARTICIPLES)
_NOUN_BEFORE = re.compile(
    rf"^.*\b({OCCASION_NOUN})s?(?:\s(?:with|to|on|by|in|from|of)\s[^,.;:]{{1,40}}?)?"
    rf"(?:,?\s(?:that was\s|which was\s|reportedly\s)?(?:{_PUBLISHED}))?(?:\s(?:by|in|to|on)\s[^,.;:]{{1,30}})?\s$",
    re.DOTALL,
)
_NOUN_AFTER = re.compile(rf"(?:\s[a-z][\w-]*){{0,2}}?\s({OCCASION_NOUN})s?\b")
_ISSUED_LATER = re.compile(
    rf"^[^.;:]{{0,80}}\b(?:issued|gave|released|published|held|delivered|posted)\s(?:an?|its|his|her|their)\s(?:[\w-]+\s){{0,3}}({OCCASION_NOUN})\b"
)
_DEFINITE = re.compile(
    rf"(?:\b(?i:the|that|this|its|his|her|their|same)|[’']s?)\s(?:[\w-]+\s){{0,2}}?({OCCASION_NOUN})\b"
)
_PLANNED_OR_ASIDE = re.compile(r"\b(?:to be|will|would|scheduled|due|expected|who|where)\b|(?<!,)\swhich\b|--|—|–")
_AFTER = re.compile(r"\b(?:after|before|following|since|until|ahead of)\s(?:\S+\s){0,3}$")
_LOOK_BACK = 90
_LOOK_AHEAD = 1500  # characters within which "the report" still means the one with a date


@dataclass(frozen=True, slots=True)
class DatedDocument:
    """A noun of saying with its printed date; `statement` is the index of the statement the date also dates."""

    noun: str
    family: str
    expression: TimeExpression
    range: DateRange
    statement: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun of saying in a statement's attribution; definite when it takes up something named before."""

    noun: str
    family: str
    is_definite: bool


def find_documents(scene: Scene) -> list[DatedDocument]:
    """The dated documents of the text in printed order, contents of statements left out."""
    documents = []
    for expression, dated_range in zip(scene.expressions, scene.ranges, strict=True):
        if dated_range is None or expression.is_bound or expression.kind == "anaphoric":
            continue
        if scene.is_in_content(expression):
            continue
        noun = _find_noun(scene, expression)
        if noun is not None:
            family = OCCASION_FAMILY[noun]
            documents.append(DatedDocument(noun, family, expression, dated_range, _owner(scene, expression)))
    return documents


def _find_noun(scene: Scene, expression: TimeExpression) -> str | None:
    text = scene.text
    if expression.is_attributive:
        after = _NOUN_AFTER.match(text, expression.end)
        return after.group(1) if after else None
    before = text[max(0, expression.start - _LOOK_BACK) : expression.start]
    noun = _NOUN_BEFORE.search(before) if _NOUN.search(before) else None
    if noun is not None:
        return None if _PLANNED_OR_ASIDE.search(before, noun.start(1)) else noun.group(1)
    if scene.opens_clause(expression):
        later = _ISSUED_LATER.match(text[expression.end : expression.end + 120])
        return later.group(1) if later else None
    return None


def _owner(scene: Scene, expression: TimeExpression) -> int | None:
    """The statement in whose attribution the expression stands, nearest first."""
    nearest, owner = 120, None
    for index in scene.statements_in(scene.sentence_at(expression.start)):
        a, b = scene.cue_span(index)
        distance = max(0, expression.start - b, a - expression.end)
        if distance < nearest:
            nearest, owner = distance, index
    return owner


def find_mentions(scene: Scene, index: int) -> list[Mention]:
    """The nouns of saying in the statement's attribution, each once, in printed order."""
    text = scene.attribution_text(index)
    definite = {match.group(1) for match in _DEFINITE.finditer(text)}
    matches = [match for match in _NOUN.finditer(text) if not _AFTER.search(text[: match.start()])]
    nouns = dict.fromkeys(match.group(1) for match in matches)
    return [Mention(noun, OCCASION_FAMILY[noun], noun in definite) for noun in nouns]


def choose_document(scene: Scene, documents: list[DatedDocument], index: int, mention: Mention) -> DatedDocument | None:
    """The dated document a mention names: the speaker's own of that family, or the one a definite noun takes up.

    None where there is none, or where two of them have different dates.
    """
    position, before = scene.start_of(index), scene.previous_sentence(index)
    own, taken_up = [], []
    for document in documents:
        if document.family != mention.family or document.statement == index:
            continue
        if document.statement is not None:
            if scene.have_same_speaker(index, document.statement):
                own.append(document)
        elif mention.is_definite and document.expression.start < position <= document.expression.end + _LOOK_AHEAD:
            is_adjacent = before is not None and before[0] <= document.expression.start < before[1]
            if document.noun == mention.noun or is_adjacent:
                taken_up.append(document)
    for candidates in (own, taken_up):
        if len({(found.range.start, found.range.end) for found in candidates}) == 1:
            return candidates[-1]
    return None
