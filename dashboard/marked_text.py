"""An article's text cut at the edges of its statements' spans, and drawn with marks: pure.

Text goes out escaped and unchanged; only marks are added. The statement in question is marked by line style and label
(content, cue, source); each other statement by a line under it, and where they overlap the lines are stacked, so that
no reading depends on colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.markup import Fragment, element, join, link_statement, text

LinkNumber = Callable[[str, Fragment, str, str], Fragment]
PARTS = ("content", "cue", "source")
PART_LABELS = {"content": "said", "cue": "cue", "source": "source"}
# Where the words of the statement in question begin, for a link on the same page.
PLACE = "the-words"
MOST_LANES = 4
LANE_STEP = 3


@dataclass(frozen=True)
class Mark:
    """A span [start_char, end_char) of one statement, in code points; `number` is its place in the article."""

    start_char: int
    end_char: int
    number: int
    statement_id: str
    part: str
    is_focus: bool
    lane: int


@dataclass(frozen=True)
class Segment:
    """A stretch of text over which the same marks lie."""

    start_char: int
    end_char: int
    marks: tuple[Mark, ...]


def collect_marks(statements: Sequence[Mapping[str, Any]], field: str, focus_id: str | None, length: int) -> list[Mark]:
    """The marks of a field: all parts of the statement in question, the content of every other.

    Args:
        statements: all of the article, in the order that numbers them, with `*_spans` as lists of dictionaries.
        field: `title` or `body`.
        focus_id: the statement in question, if any.
        length: of the field's text; spans beyond it are cut.
    """
    marks: list[Mark] = []
    lane_ends: list[int] = []
    for number, statement in enumerate(statements, start=1):
        if statement["field"] != field:
            continue
        is_focus = statement["statement_id"] == focus_id
        spans = {part: _clip(statement[f"{part}_spans"], length) for part in (PARTS if is_focus else PARTS[:1])}
        lane = 0 if is_focus else _take_lane(lane_ends, spans["content"])
        marks.extend(
            Mark(start, end, number, statement["statement_id"], part, is_focus, lane)
            for part, part_spans in spans.items()
            for start, end in part_spans
        )
    return marks


def cut_segments(length: int, marks: Sequence[Mark]) -> list[Segment]:
    """The text cut wherever a mark begins or ends: segments that cover it without gap or overlap."""
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.start_char, []).append(mark)
        ends.setdefault(mark.end_char, []).append(mark)
    edges = sorted({0, length, *starts, *ends})
    active: dict[Mark, None] = {}
    segments = []
    for start, end in pairwise(edges):
        for mark in ends.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(starts.get(start, ())))
        segments.append(Segment(start, end, tuple(active)))
    return segments


def draw_marked_text(
    printed: str,
    statements: Sequence[Mapping[str, Any]],
    field: str,
    focus_id: str | None,
    link_number: LinkNumber = link_statement,
) -> Fragment:
    """A field of an article with its statements marked; each begins with its number, a link to its own evidence.

    `link_number` makes the link from a statement's id, the number, a class and a hint.
    """
    marks = collect_marks(statements, field, focus_id, len(printed))
    names = {statement["statement_id"]: str(statement["speaker_name"] or "unresolved") for statement in statements}
    numbered: set[int] = set()
    labelled: set[str] = set()
    drawn = []
    for segment in cut_segments(len(printed), marks):
        for mark in segment.marks:
            if mark.part == "content" and mark.number not in numbered:
                numbered.add(mark.number)
                drawn.append(_draw_number(mark, names[mark.statement_id], link_number))
        drawn.append(_draw_segment(printed[segment.start_char : segment.end_char], segment.marks, labelled))
    return join(drawn)


def _clip(spans: Sequence[Mapping[str, int]] | None, length: int) -> list[tuple[int, int]]:
    clipped = [(max(0, span["start_char"]), min(length, span["end_char"])) for span in spans or ()]
    return [(start, end) for start, end in clipped if start < end]


def _take_lane(lane_ends: list[int], spans: Sequence[tuple[int, int]]) -> int:
    if not spans:
        return 0
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    for lane, end in enumerate(lane_ends):
        if end <= first:
            lane_ends[lane] = last
            return lane
    if len(lane_ends) < MOST_LANES:
        lane_ends.append(last)
        return len(lane_ends) - 1
    lane_ends[-1] = max(lane_ends[-1], last)
    return MOST_LANES - 1


def _draw_number(mark: Mark, speaker: str, link_number: LinkNumber) -> Fragment:
    hint = f"Statement {mark.number}, by {speaker}" + (", the one shown here" if mark.is_focus else "")
    number = element("span", text(mark.number))
    css = "hs-ref hs-here" if mark.is_focus else "hs-ref"
    return link_number(mark.statement_id, number, css, hint)


def _draw_segment(printed: str, marks: Sequence[Mark], labelled: set[str]) -> Fragment:
    drawn = text(printed)
    # Source and cue may lie inside the content: drawn innermost, so that their lines are not hidden.
    for part in reversed(PARTS):
        if any(mark.is_focus and mark.part == part for mark in marks):
            label = "" if part in labelled else PART_LABELS[part]
            labelled.add(part)
            place = PLACE if label and part == "content" else ""
            drawn = element("mark", drawn, f"hs-{part}", data_part=label, id=place)
    lanes = sorted({mark.lane for mark in marks if not mark.is_focus})
    return element("span", drawn, "hs-lines", style=_write_lines(lanes)) if lanes else drawn


def _write_lines(lanes: Sequence[int]) -> str:
    line = "linear-gradient(color-mix(in srgb, currentColor 55%, transparent) 0 0)"
    places = ", ".join(f"0 calc(100% - {LANE_STEP * (MOST_LANES - 1 - lane)}px)" for lane in lanes)
    return (
        f"background-image: {', '.join([line] * len(lanes))}; background-position: {places}; background-size: 100% 2px"
    )
