"""What the extractor made of a pasted text: a card for each statement with its marks, its way and its reasons. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dashboard.marked_text import PARTS, draw_marked_text
from dashboard.markup import Fragment, element, join, shorten, text
from dashboard.wording import SAID_BASIS_WORDS, STANCE_WORDS, TYPE_WORDS, write_said

AROUND = 220
LONGEST_VALUE = 300


@dataclass(frozen=True)
class Reason:
    """One field of a statement: its value and why it has it."""

    field: str
    value: str
    why: str


def link_card(statement_id: str, label: Fragment, css: str, hint: str) -> Fragment:
    """A link from a number in the text to the statement's card on the same page; for `draw_marked_text`."""
    return element("a", label, css, href=f"#statement-{statement_id}", aria_label=hint)


def name_speakers(row: Mapping[str, Any]) -> str:
    """Those who speak, joined; empty where nobody stands out."""
    return " and ".join(str(speaker["name"]) for speaker in row["speakers"])


def draw_trial_card(number: int, row: Mapping[str, Any], reasons: Sequence[Reason], printed: str) -> Fragment:
    """A statement found: who, what they do, the words in their surroundings, when, through whom, and every reason.

    `row` is one of `orchestration.extraction.record.to_rows`, `printed` the whole field that it stands in.
    """
    stance = row["stance"]
    badge = element("span", text(STANCE_WORDS.get(stance, stance)), f"hs-badge hs-{text(stance)}")
    by = [element("strong", text(f"{number}. {name_speakers(row) or 'Speaker not resolved'}")), text(_write_roles(row))]
    return element(
        "article",
        join(
            [
                element("p", join([*by, Fragment(" "), badge]), "hs-by"),
                element("div", _draw_surroundings(row, printed), "hs-article", dir="auto"),
                element("p", text(_write_facts(row)), "hs-facts"),
                _draw_reasons(number, reasons),
            ]
        ),
        "hs-card",
        id=f"statement-{row['statement_id']}",
    )


def _write_roles(row: Mapping[str, Any]) -> str:
    facts = [
        fact for speaker in row["speakers"] for fact in (speaker["role"], speaker["country_code"]) if fact is not None
    ]
    return f", {' · '.join(facts)}" if facts else ""


def _write_facts(row: Mapping[str, Any]) -> str:
    said = write_said(row["said_on_start"], row["said_on_end"], row["said_on_precision"])
    basis = SAID_BASIS_WORDS.get(row["said_on_basis"], "basis unknown")
    facts = [f"said {said} ({basis})" if said else "date said not given", TYPE_WORDS.get(row["statement_type"], "")]
    facts += [f"told to {row['addressee']}"] if row["addressee"] else []
    for _, hop in groupby(row["relays"], key=lambda relay: relay["hop_number"]):
        together = list(hop)
        names = " and ".join(str(relay["outlet_name"]) for relay in together)
        facts.append(f"through {names} ({together[0]['verb'] or 'relayed'})")
    facts += ["inside another statement"] if row["parent_statement_id"] else []
    return " · ".join(fact for fact in facts if fact)


def _draw_surroundings(row: Mapping[str, Any], printed: str) -> Fragment:
    """The text around a statement with its content, cue and source marked, cut at spaces."""
    spans = [span for part in PARTS for span in row[f"{part}_spans"] or ()]
    first = min(span["start_char"] for span in spans)
    last = max(span["end_char"] for span in spans)
    # Its own paragraph, and of a long one what is near.
    opens = printed.rfind("\n", 0, first) + 1
    closes = printed.find("\n", last)
    closes = len(printed) if closes < 0 else closes
    start = max(opens, printed.find(" ", first - AROUND, first) + 1) if first - opens > AROUND else opens
    end = max(last, printed.rfind(" ", last, last + AROUND)) if closes - last > AROUND else closes
    moved = {
        f"{part}_spans": [
            {"start_char": span["start_char"] - start, "end_char": span["end_char"] - start}
            for span in row[f"{part}_spans"] or ()
        ]
        for part in PARTS
    }
    shown = {**row, **moved, "speaker_name": name_speakers(row)}
    drawn = draw_marked_text(printed[start:end], [shown], row["field"], row["statement_id"], _leave_number_out)
    ends = (text("… " if start > opens else ""), text(" …" if end < closes else ""))
    return join([ends[0], drawn, ends[1]])


def _leave_number_out(statement_id: str, label: Fragment, css: str, hint: str) -> Fragment:
    del statement_id, label, css, hint
    return Fragment("")


def _draw_reasons(number: int, reasons: Sequence[Reason]) -> Fragment:
    head = join([element("th", text(title), scope="col") for title in ("Field", "Value", "Why")])
    rows = [
        join(
            [
                element("th", text(reason.field.capitalize()), scope="row"),
                element("td", text(shorten(reason.value, LONGEST_VALUE))),
                element("td", text(reason.why)),
            ]
        )
        for reason in reasons
    ]
    table = element("table", join([element("tr", head), *(element("tr", row) for row in rows)]), "hs-reasons")
    opened = element("summary", text(f"Why: {len(reasons)} fields of statement {number}"))
    return element("details", join([opened, table]))
