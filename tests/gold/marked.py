"""Reads sentences.txt: cases with their labels inside the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

OPEN = re.compile(r"\{([qcs])(\d?) ")
PARTS = {"q": "content", "c": "cue", "s": "source"}


@dataclass
class Case:
    """One case: its plain text, the labelled spans by statement number, the expected values, and why it may fail."""

    name: str
    text: str
    spans: dict[int, dict[str, list[tuple[int, int]]]]
    expected: dict[int, dict[str, str]] = field(default_factory=dict)
    known_failure: str | None = None


def read_cases(path: Path) -> list[Case]:
    """All cases of the file, in order."""
    blocks = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_case(block) for block in blocks]


def _case(block: str) -> Case:
    name, _, rest = block.partition("\n")
    text_lines, expected, failure = [], {}, None
    for line in rest.splitlines():
        if line.startswith("> "):
            number, _, values = line[2:].partition(" ")
            pairs = (value.partition("=") for value in values.split(";"))
            expected[int(number)] = {key.strip(): value.strip() for key, _, value in pairs}
        elif line.startswith("! "):
            failure = line[2:]
        else:
            text_lines.append(line)
    text, spans = unmark("\n".join(text_lines).strip())
    return Case(name.strip(), text, spans, expected, failure)


def unmark(marked: str) -> tuple[str, dict[int, dict[str, list[tuple[int, int]]]]]:
    """The text without its marks, and the spans that they gave, by statement number and part."""
    out: list[str] = []
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    stack: list[tuple[int, str, int]] = []
    position = length = 0
    while position < len(marked):
        if opened := OPEN.match(marked, position):
            stack.append((int(opened.group(2) or 1), PARTS[opened.group(1)], length))
            position = opened.end()
        elif marked[position] == "}" and stack:
            number, part, start = stack.pop()
            spans.setdefault(number, {"content": [], "cue": [], "source": []})[part].append((start, length))
            position += 1
        else:
            out.append(marked[position])
            position, length = position + 1, length + 1
    if stack:
        raise ValueError(f"a mark is not closed in “{marked[:60]}”")
    return "".join(out), spans
