"""Labels in front of a paragraph that say who speaks in it: "Ada Weir:", "WEIR:", "AW:", or "Q:" and "A:" for nobody.

Whoever speaks is somebody whom the text names elsewhere too, or an office. Whoever only asks is nobody of whom a
statement is made: "Q:", an outlet, and a paragraph without a label that is a question and before one with a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from orchestration.extraction.naming.names import Name, singular
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments, Span

LABEL = re.compile(
    r"[“\"]?(?P<who>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){0,4}(?:,\s[JS]r\.?)?(?:\s\([^)\n]{1,40}\))?)"
    r"(?:,\s[A-ZÀ-Þ][A-ZÀ-Þ .,&/’'-]{2,60})?:\s"  # "ADA WEIR, HARBOUR MINISTER:"
)
# A transcript of a press conference has "Q" with a gap and without a colon.
ASKER = re.compile(
    r"(?P<who>(?:Q(?:uestion)?|QUESTION)(?:\s?\d{1,2})?)(?:[.:]|(?<=Q)(?=\s+[“\"‘A-ZÀ-Þ]))\s*"
    r"|(?P<host>[Ii]nterviewer|INTERVIEWER|Host|HOST|Moderator|MODERATOR|Reporter|REPORTER):\s*"
)
ANSWER = re.compile(r"(?P<who>(?:A|Answer|ANSWER)(?:\s?\d{1,2})?)[.:]\s+")
INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?-?){2,4}")
QUESTION_END = re.compile(r"\?[)”\"’'»]*$")


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a paragraph behind its label begin at `start`; `who` is None where the label names nobody."""

    text: str
    span: Span
    start: int
    who: Span | None
    is_asker: bool = False

    @property
    def last_word(self) -> str:
        """The last word of the label, in lower case: "SEN. ADA WEIR (R)" and "Weir" are one speaker."""
        return last_word(self.text)


@dataclass(frozen=True)
class KnownSpeakers:
    """The people and outlets whom a text names, by how labels print them."""

    segments: Segments
    people: list[Name]
    surnames: frozenset[str]  # in lower case
    outlets: frozenset[str]  # their last words, in lower case
    offices: frozenset[str]

    @classmethod
    def of(
        cls, segments: Segments, names: Iterable[Name], outlets: Iterable[OutletMention], people: People
    ) -> KnownSpeakers:
        """Those of one text; a name that is printed in capitals alone is nobody's."""
        persons = [n for n in names if n.kind == "person" and n.end - n.core > 1 - n.has_title]
        words = [segments.tokens[n.end - 1] for n in persons]
        surnames = frozenset(word.lower() for word in words if not word.isupper())
        printed = frozenset(segments.tokens[m.end - 1].lower() for m in outlets)
        return cls(segments, persons, surnames, printed - surnames, people.single_offices)

    def whom(self, label: str, span: Span) -> Span | None:
        """Where the speaker of the label is named: in the label, or in full where the label has the initials."""
        if INITIALS.fullmatch(label) and (named := self._by_initials(label)):
            return named
        is_office = any(singular(word) in self.offices for word in label.split(" (")[0].lower().split())
        last = last_word(label)
        return span if is_office or last in self.surnames or last in self.outlets else None

    def is_outlet(self, label: str) -> bool:
        """Whether the label ends as an outlet's name does, and as nobody's else."""
        return last_word(label) in self.outlets

    @cached_property
    def _initials(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for name in self.people:
            words = self.segments.tokens[name.core : name.end]
            found.setdefault("".join(word[0] for word in words if word[0].isupper()), []).append(name)
        return found

    def _by_initials(self, label: str) -> Span | None:
        tokens = self.segments.tokens
        fitting = self._initials.get("".join(c for c in label if c.isalpha()), [])
        if len({tokens[name.end - 1].lower() for name in fitting}) != 1:
            return None
        return self.segments.chars(fitting[0].core, fitting[0].end)


def last_word(label: str) -> str:
    """The last word of a label in lower case, what stands in brackets or behind a comma aside."""
    return re.split(r",? \(|, ", label)[0].split(" ")[-1].lower()


def find_labels(segments: Segments, known: KnownSpeakers) -> dict[int, Label]:
    """The labels by paragraph, in order, with the questions that have none."""
    text, out = segments.text, {}
    for number, (start, end) in enumerate(segments.paragraphs):
        if asker := ASKER.match(text, start, end):
            who = asker["who"] or asker["host"]
            out[number] = Label(who, (start, start + len(who)), asker.end(), None, is_asker=True)
        elif label := LABEL.match(text, start, end):
            who, span = label["who"], label.span("who")
            out[number] = Label(who, span, label.end(), known.whom(who, span), known.is_outlet(who))
    for number in set(_asking(segments, out)):
        out[number] = replace(out[number], is_asker=True)
    for number, (start, end) in enumerate(segments.paragraphs):
        answer = out.get(number + 1)
        is_asked = number not in out and answer is not None and answer.who and not answer.is_asker
        if is_asked and QUESTION_END.search(text, start, end):
            out[number] = Label("", (start, start), start, None, is_asker=True)
    return dict(sorted(out.items()))


def _asking(segments: Segments, labels: dict[int, Label]) -> Iterable[int]:
    """The paragraphs of each label that names nobody known, is there more than once, and has questions alone."""
    unknown = sorted(((label.text, n) for n, label in labels.items() if label.who is None and not label.is_asker))
    for _, group in groupby(unknown, key=lambda item: item[0]):
        numbers = [n for _, n in group]
        if len(numbers) > 1 and all(QUESTION_END.search(segments.text, *segments.paragraphs[n]) for n in numbers):
            yield from numbers
