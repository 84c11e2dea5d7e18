"""Where quotations begin and end: double, single and guillemet marks, over paragraphs, with marks left out or out
of place.

A quotation that runs over paragraphs opens each of them and closes only in the last. An apostrophe is not a mark. A
mark that is never closed ends with its paragraph. Single marks are read only where the text has no double ones:
elsewhere they stand inside quotations.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from orchestration.extraction.text.segment import Segments, Span

PAIRS = {"“": "”", "«": "»", '"': '"', "„": "“"}
DOUBLE = frozenset('“”«»"„')
MARKS = "“”«»\"„'‘’`"
MARK = re.compile('[“”«»"„]')
SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–-]))[‘'](?=\w)")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?])[’'](?!\w)")
TWO_SINGLE = re.compile(r"``|''|‘‘|’’")
FILLER = "\ue000"  # beside a double mark in the place of two single ones; no printed text has it
LONGEST_SINGLE = 600  # characters; a longer pair of single marks is more likely two apostrophes


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end), marks included. `continues`: the next paragraph opens with a mark and carries it on."""

    start: int
    end: int
    continues: bool = False
    closed: bool = True


class Quotations:
    """The quotations of a text in order; they do not overlap."""

    def __init__(self, found: list[Quotation]) -> None:
        self.all = found
        self._starts = [q.start for q in found]

    def at(self, char: int) -> Quotation | None:
        """The quotation that holds the character at `char`, if any."""
        index = bisect_right(self._starts, char) - 1
        return self.all[index] if index >= 0 and char < self.all[index].end else None

    def after(self, char: int) -> Quotation | None:
        """The first quotation that begins at `char` or behind it, if any."""
        index = bisect_left(self._starts, char)
        return self.all[index] if index < len(self.all) else None

    def carried_into(self, quotation: Quotation) -> Quotation | None:
        """The quotation of the paragraph before that goes on with this one, if it does."""
        index = bisect_left(self._starts, quotation.start) - 1
        return self.all[index] if index >= 0 and self.all[index].continues else None

    def share(self, text: str, spans: list[Span]) -> float:
        """Of the letters and digits in `spans`, the share inside quotations: 0 to 1."""
        inside = total = 0
        for start, end in spans:
            total += sum(map(str.isalnum, text[start:end]))
            index = max(0, bisect_right(self._starts, start) - 1)
            while index < len(self.all) and self.all[index].start < end:
                quotation = self.all[index]
                common = text[max(start, quotation.start) : min(end, quotation.end)]
                inside += sum(map(str.isalnum, common))
                index += 1
        return inside / total if total else 0.0


def find_quotations(segments: Segments) -> Quotations:
    """All quotations of the text. Never raises; see the module for how bad marks are read."""
    text = segments.text
    if TWO_SINGLE.search(text):
        return Quotations(_two_single(text, segments.paragraphs))
    if any(mark in text for mark in DOUBLE):
        return Quotations(_double(text, segments.paragraphs))
    return Quotations(_single(text, segments.paragraphs))


def _two_single(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Of a text in which two single marks stand for a double one, as some wires send them: ``so'' or ''so''."""
    plain = TWO_SINGLE.sub(lambda found: FILLER + '"' if _opens_word(text, found.start()) else '"' + FILLER, text)
    pairs = {found.start() for found in TWO_SINGLE.finditer(text)}
    return [
        Quotation(q.start - (q.start - 1 in pairs), q.end + (q.end - 1 in pairs) * q.closed, q.continues, q.closed)
        for q in _double(plain, paragraphs)
    ]


def _opens_word(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-"


def _double(text: str, paragraphs: list[Span]) -> list[Quotation]:
    out: list[Quotation] = []
    for index, (start, end) in enumerate(paragraphs):
        opened: int | None = None
        closer = ""
        for match in MARK.finditer(text, start, end):
            mark = match.group()
            if opened is None:
                if mark in PAIRS and (mark != '"' or _may_open(text, match.start(), end)):
                    opened, closer = match.start(), PAIRS[mark]
            elif mark in (closer, "”") or (mark == '"' and closer == "”"):
                out.append(Quotation(opened, match.end()))
                opened = None
        if opened is not None:
            follows = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else None
            continues = follows is not None and text[follows : follows + 2].lstrip(FILLER)[:1] == text[opened]
            out.append(Quotation(opened, end, continues, closed=False))
    return out


def _may_open(text: str, at: int, end: int) -> bool:
    """Whether a straight mark opens: a space or nothing before it, and no space after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return not after.isspace() and not before.isalnum()


def _single(text: str, paragraphs: list[Span]) -> list[Quotation]:
    out: list[Quotation] = []
    for start, end in paragraphs:
        position = start
        while opened := SINGLE_OPEN.search(text, position, end):
            closed = SINGLE_CLOSE.search(text, opened.end(), min(end, opened.end() + LONGEST_SINGLE))
            if closed:
                out.append(Quotation(opened.start(), closed.end()))
            position = closed.end() if closed else opened.end()
    return out
