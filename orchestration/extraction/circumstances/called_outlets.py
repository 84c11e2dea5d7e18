"""Which outlet "the paper", "the agency" or "it" stands for, where it is told something or quotes somebody."""

from __future__ import annotations

from bisect import bisect_left

from orchestration.extraction.naming.outlet_kinds import KINDS_OF_OUTLET, may_be_called
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.text.segment import Segments
from orchestration.extraction.text.statement import Statement

QUOTES = frozenset("quoted quotes cited cites".split())
ADVERBS = frozenset("also then later".split())
LONGEST_LEAD = 3  # words of a sentence before its subject's name: "The Steppe Wire", "China's Xinhua"


def called_outlet(
    segments: Segments, statement: Statement, told: str | None, outlets: list[OutletMention]
) -> OutletMention | None:
    """The outlet that "the paper" behind a verb of telling stands for: the only one that `outlets` name, or the last.

    `outlets` are those of the field, in order; the last counts where it was named in this paragraph or the one before.
    """
    end = statement.cue[-1][1] if statement.cue else 0
    kind = told.split()[-1] if told else ""
    if kind not in KINDS_OF_OUTLET or not segments.text.startswith(f" the {told}", end):
        return None
    return _last_of_kind(segments, segments.word_at(end - 1), kind, outlets)


def quoting_outlet(
    segments: Segments, statement: Statement, outlets: list[OutletMention]
) -> tuple[OutletMention, str] | None:
    """The outlet in "It quoted | the mayor as saying" and "the agency cited | officials", with the verb."""
    tokens = segments.tokens
    verb = segments.word_at(statement.source[0][0]) - 1 if statement.source else 0
    if verb < 1 or tokens[verb].lower() not in QUOTES:
        return None
    at = verb - 1 - (tokens[verb - 1].lower() in ADVERBS)
    who, found = tokens[at].lower(), None
    if who in ("it", "they"):
        before = segments.sentence_of[at] - 1
        opening = segments.first_word(before)
        subjects = (m for m in outlets if m.first - opening <= LONGEST_LEAD and segments.sentence_of[m.first] == before)
        found = next(subjects, None)
    elif who in KINDS_OF_OUTLET and tokens[at - 1].lower() == "the":
        found = _last_of_kind(segments, at, who, outlets)
    return (found, tokens[verb].lower()) if found else None


def _last_of_kind(segments: Segments, here: int, kind: str, outlets: list[OutletMention]) -> OutletMention | None:
    """The outlet that "the paper" at word `here` stands for."""
    place = bisect_left(outlets, here, key=lambda mention: mention.first)
    named = (mention for mention in reversed(outlets[:place]) if may_be_called(mention.name, kind))
    last = next(named, None)
    if last is None:
        return None
    is_near = segments.paragraph_of[here] - segments.paragraph_of[last.first] <= 1
    if kind == "agency" and not (is_near and _is_no_other_agency(segments, last, here)):
        return None  # "told the agency" may be said of a public one
    return last if is_near or all(mention.name == last.name for mention in named) else None


def _is_no_other_agency(segments: Segments, mention: OutletMention, end: int) -> bool:
    """Whether no agency but the outlet is told of between the begin of its paragraph and word `end`."""
    first = segments.word_at(segments.paragraphs[segments.paragraph_of[mention.first]][0])
    others = [*segments.tokens[first : mention.first], *segments.tokens[mention.end + 2 : end]]
    return not any(token.lower() == "agency" for token in others)
