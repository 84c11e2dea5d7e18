"""Reads test sentences that carry their own labels.

`<2|Mara Tull> {2|said} **on Monday** [[2|that it rained]]` is statement 2: source, cue, content; without a number it is
statement 1. `**` marks the expression expected to date the statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.extraction.dates import StatementSpans

_TOKEN = re.compile(r"(?P<open>\[\[|<|\{)(?:(?P<number>\d+)\|)?|(?P<close>\]\]|>|\})|(?P<star>\*\*)")
_PART_OF = {"[[": "content", "<": "source", "{": "cue"}
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][”\"]?\s+(?=[“\"A-Z])")


@dataclass(frozen=True)
class MarkedText:
    """The text without its marks, its statements in order of their numbers, and the marked expression."""

    text: str
    statements: list[StatementSpans]
    expected: str | None

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        return [match.span() for match in re.finditer(r"[^\n]+", self.text)]

    @property
    def sentences(self) -> list[tuple[int, int]]:
        found = []
        for start, end in self.paragraphs:
            ends = [start + match.end() for match in _SENTENCE_END.finditer(self.text[start:end])]
            found += list(zip([start, *ends], [*ends, end], strict=True))
        return found


def read_marked(marked: str, speakers: dict[int, str] | None = None) -> MarkedText:
    """The text and labels of a marked sentence; `speakers` gives the speaker key of a statement by its number."""
    kept: list[str] = []
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    opened: list[tuple[str, int, int]] = []
    stars: list[int] = []
    length = position = 0
    for token in _TOKEN.finditer(marked):
        kept.append(marked[position : token.start()])
        length += token.start() - position
        position = token.end()
        if token["star"]:
            stars.append(length)
        elif token["open"]:
            opened.append((_PART_OF[token["open"]], int(token["number"] or 1), length))
        else:
            part, number, start = opened.pop()
            spans.setdefault(number, {"content": [], "cue": [], "source": []})[part].append((start, length))
    kept.append(marked[position:])
    text = "".join(kept)
    statements = [
        StatementSpans(sorted(parts["content"]), sorted(parts["cue"]), sorted(parts["source"]), (speakers or {}).get(n))
        for n, parts in sorted(spans.items())
    ]
    return MarkedText(text, statements, text[stars[0] : stars[1]] if stars else None)
