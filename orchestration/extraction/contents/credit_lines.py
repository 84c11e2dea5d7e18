"""Quotations with their speaker behind a dash: “The bridge is ugly.” — Petra Hollmann, engineer

Letters of readers, testimonies and voices from the street are printed so. Such a paragraph is one statement, also where
a mark inside it is left out or turned the wrong way. A post of a network that a page shows is printed so too, without
marks, with its account and day: The bridge is ugly. — Petra Hollmann (@hollmann) March 2, 2026
"""

from __future__ import annotations

import re

from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments, Span
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import Statement

LONGEST_SIGNATURE = 120  # characters
MOST_PARAGRAPHS = 8  # of one quotation
EDGES = " .,…"
PROBABILITY = 0.85  # these have no score of their own; too few are labelled to measure it
CREDIT = re.compile(
    r"""^(?P<said>[“”"«„].{20,}[”“"»])\s*(?P<cue>[―—–]|\s-)\s*
    (?P<who>[A-ZÀ-Þ][\w.’'-]*(?:\s[\w.’'-]+){0,3}(?:,\s[^.:;“”"]{2,60})?)\.?$""",
    re.VERBOSE | re.DOTALL,
)

# “The bridge is ugly,” Petra Hollmann. “It always was.” The verb has been left out.
NO_VERB = re.compile(
    r"""^(?P<said>[“"][^“”"]{20,},[”"])\s(?P<who>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*)*(?<!\.))(?:,\s[^.:;“”"]{3,120})?\.
    (?:\s+(?P<more>[“"][^“”"]{12,}[”"]))?$""",
    re.VERBOSE,
)
POST = re.compile(
    r"""^(?P<said>.{12,}?)(?:\s*(?:https?://|pic\.twitter\.com/)\S+)*\s*(?P<cue>[—–―]|\s-)\s*
    (?P<who>[^\n—–―(]{2,60}?)\s\(@\w{1,20}\)\s(?:[A-Z][a-z]+\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z][a-z]+,?\s\d{4})\W*$""",
    re.VERBOSE | re.DOTALL,
)


NAME = r"[A-ZÀ-Þ][\w.’'-]*(?:\s(?:[a-z]{2,3}\s)?[A-ZÀ-Þ][\w.’'-]*){1,4}"
# A line of its own behind a quotation: "Petra Hollmann, Steppe Wire", "-- Petra Hollmann on “Harbour Talk”".
SIGNED = re.compile(
    rf"(?:(?P<dash>[―—–-]{{1,2}})\s*)?(?P<who>{NAME}(?:(?:,\s|,?\sand\s){NAME})*?)"
    rf"(?(dash)(?:(?:,|\s(?:on|in|to|at|for)\b)[^\n]{{2,80}})?|,\s(?:[Tt]he\s)?[A-Z][\w.&’' -]{{2,40}}(?<!\.))",
)


def find_signed(field: str, segments: Segments, quotations: Quotations, statements: list[Statement]) -> list[Statement]:
    """`statements`, of which those quotations that fill the paragraphs before a line with a name are that person's.

    Only those that nobody is said to have said; what the engine has not found there is new.
    """
    starting = SpanIndex(((s.start, s.start + 1), s) for s in statements)
    dropped: set[Statement] = set()
    new: list[Statement] = []
    for number, (start, end) in enumerate(segments.paragraphs):
        parts = _filled(segments, quotations, number) if end - start <= LONGEST_SIGNATURE else []
        signed = SIGNED.fullmatch(segments.text, start, end) if parts else None
        inside = [s for part in parts for s in starting.within(*part)]
        if signed is None or any(s.cue or s.source for s in inside):
            continue
        dropped.update(inside)
        new.append(Statement(field, parts, [], [signed.span("who")], PROBABILITY, "direct"))
    return [s for s in statements if s not in dropped] + new


def _filled(segments: Segments, quotations: Quotations, number: int) -> list[Span]:
    """The quotation that fills the paragraph before paragraph `number`, with those paragraphs that it goes on from."""
    parts: list[Span] = []
    for start, end in reversed(segments.paragraphs[max(0, number - MOST_PARAGRAPHS) : number]):
        quotation = quotations.at(start)
        if quotation is None or quotation.start != start or (parts and not quotation.continues):
            break
        if segments.text[quotation.end : end].strip(EDGES):
            break
        parts.insert(0, (start, min(quotation.end, end)))
    return parts


def find_credit_lines(field: str, segments: Segments, statements: list[Statement]) -> list[Statement]:
    """New statements, each a whole paragraph; of `statements` those without a source in it are left out.

    Returns all statements: those kept and the new ones. A paragraph in which somebody already speaks stays as it is.
    """
    starting = SpanIndex(((s.start, s.start + 1), s) for s in statements)
    dropped: set[Statement] = set()
    new: list[Statement] = []
    for start, end in segments.paragraphs:
        printed, inside = segments.text[start:end], starting.within(start, end)
        credit = _find_credit(printed)
        statement_type = "direct" if credit else "indirect"
        credit = credit or (POST.match(printed) if "(@" in printed else None)
        if credit is None:
            found = _find_without_verb(field, printed, start, inside)
        else:
            said, cue, who = (_moved(credit.span(part), start) for part in ("said", "cue", "who"))
            is_free = all(not s.source or _overlap(s.source, who) for s in inside)
            found = Statement(field, [said], [cue], [who], PROBABILITY, statement_type) if is_free else None
        if found is not None:
            dropped.update(inside)
            new.append(found)
    return [s for s in statements if s not in dropped] + new


def _find_without_verb(field: str, paragraph: str, start: int, inside: list[Statement]) -> Statement | None:
    """The quotation that fills a paragraph with a name alone behind it, if those `inside` leave it nobody's."""
    bare = NO_VERB.match(paragraph)
    if bare is None or any(s.source or s.cue for s in inside):
        return None
    parts = [_moved(bare.span(part), start) for part in ("said", "more") if bare[part]]
    return Statement(field, parts, [], [_moved(bare.span("who"), start)], PROBABILITY, "direct")


def _find_credit(paragraph: str) -> re.Match[str] | None:
    """The parts of a quotation with its speaker behind a dash, of whom a word behind the first has a capital."""
    credit = CREDIT.match(paragraph)
    if credit is None or not any(word[0].isupper() for word in credit["who"].split()[1:] or [credit["who"]]):
        return None
    return credit


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _overlap(spans: list[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)
