"""Interviews printed as "Q: When will it open?" and "A: In March.", whose labels name nobody.

The answers, with a label or without one, are of whoever the text introduces as the one who was asked. Where that is
nobody for certain there is no statement: readers' questions and a firm's are printed so too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from orchestration.extraction.contents.speech_labels import ANSWER, QUESTION_END, Label
from orchestration.extraction.naming.names import Name
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import Segments, Span

FEWEST_ANSWERS = 2
FARTHEST = 200  # characters back to the verb of an interview
# Behind one of these stands whoever is interviewed: "sat down last week with the harbour minister Ada Weir".
ASKED = re.compile(
    r"\b(?:interview|interviewed|conversation|chat|chatted|discussion|spoke|speaks|talk|talks|talked|sat\sdown"
    r"|sits\sdown|caught\sup|joined\sby)\b[^.;:?!\n]{0,120}$"
)
# And before one of these, at once or behind an apposition.
ANSWERS = re.compile(
    r"(?:,[^.;:?!\n]{2,120}?,|\s\([^)\n]{1,40}\))?\s(?:(?:has|recently|also)\s)*"
    r"(?:spoke|speaks|spoken|talk(?:s|ed)|sat|sits|answer(?:s|ed)|shared?|shares|discuss(?:es|ed)|explain(?:s|ed)"
    r"|told|tells|joins|joined)\b"
)


def find_answers(
    segments: Segments,
    labels: dict[int, Label],
    names: Sequence[Name],
    outlets: Sequence[OutletMention],
    people: People,
) -> dict[int, Label]:
    """The answers by paragraph, each with who was asked, and the questions; empty where the text is no interview."""
    questions = [n for n, label in labels.items() if label.is_asker and label.text]
    if len(questions) < FEWEST_ANSWERS:
        return {}
    marked = {
        n: (answer.span("who"), answer.end())
        for n, (start, end) in enumerate(segments.paragraphs)
        if (answer := ANSWER.match(segments.text, start, end))
    }
    answers = _behind_questions(segments, questions, marked)
    asked = _interviewee(segments, names, outlets, people, segments.paragraphs[questions[0]][0]) if answers else None
    if asked is None:
        return {}
    spoken = {n: Label("", span, start, asked) for n, (span, start) in answers.items()}
    return dict(sorted((spoken | {n: labels[n] for n in questions}).items()))


def _behind_questions(
    segments: Segments, questions: list[int], marked: dict[int, tuple[Span, int]]
) -> dict[int, tuple[Span, int]]:
    """Of each question's first answer the label and where its words begin; empty where there are too few."""
    if marked:
        places = list(marked)
        firsts = [bisect_right(places, q) for q in questions]
        ends = [*questions[1:], len(segments.paragraphs)]
        first = [places[i] for i, end in zip(firsts, ends, strict=True) if i < len(places) and places[i] < end]
        answers = {n: marked[n] for n in first}
    else:
        asking = set(questions)
        asked = [q for q in questions if QUESTION_END.search(segments.text, *segments.paragraphs[q])]
        behind = [n for n in (q + 1 for q in asked) if n < len(segments.paragraphs) and n not in asking]
        starts = {n: segments.paragraphs[n][0] for n in behind}
        answers = {n: ((start, start), start) for n, start in starts.items()}
    return answers if len(answers) >= FEWEST_ANSWERS else {}


def _interviewee(
    segments: Segments, names: Sequence[Name], outlets: Sequence[OutletMention], people: People, before: int
) -> Span | None:
    """Where whoever is asked is named, before the first question: the only one named, or the only one interviewed."""
    text, tokens = segments.text, segments.tokens
    papers = {mention.first for mention in outlets}
    papers |= {name.first for name in names if tokens[name.end - 1].lower() in people.outlet_words}
    named: dict[str, Span] = {}
    asked, answering = set(), set()
    for name in names:
        start, end = segments.chars(name.core, name.end)
        surname = tokens[name.end - 1].lower()
        if end > before or name.kind not in ("person", "bare") or _asks(segments, name, papers):
            continue
        if name.kind == "person" and name.end - name.core > 1:
            named.setdefault(surname, (start, end))
        if ASKED.search(text, max(0, start - FARTHEST), start):
            asked.add(surname)
        if ANSWERS.match(text, end):
            answering.add(surname)
    fitting = (named.keys(), named.keys() & asked, named.keys() & answering)
    return next((named[surname] for surnames in fitting if len(surnames) == 1 for surname in surnames), None)


def _asks(segments: Segments, name: Name, papers: set[int]) -> bool:
    """Whether "By" or an outlet beside the name says who asks: "Jonas Brandt of the Steppe Wire", "CNN's Jonas …"."""
    tokens, at = segments.tokens, name.first - 1
    if at >= 0 and tokens[at] == "By" and (at == 0 or segments.paragraph_of[at - 1] != segments.paragraph_of[at]):
        return True
    behind = name.end + 1 + (tokens[name.end + 1 : name.end + 2] == ["the"])
    is_of = tokens[name.end : name.end + 1] in (["of"], ["from"], ["at"]) and behind in papers
    return is_of or (name.core > name.first and name.first in papers)
