"""Corrections as they are shown: what the extraction has, what a person says instead, who, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.markup import Fragment, element, join, text
from dashboard.wording import KIND_WORDS as SPEAKER_WORDS
from dashboard.wording import write_moment, write_said

KIND_WORDS = {
    "speaker": "Speaker",
    "said_on": "Date said",
    "not_a_statement": "Is it a statement",
    "namesake": "Another person of that name",
    "merge_speakers": "Speakers made one",
    "split_speakers": "Speaker parted",
    "outlet_country": "The outlet's country",
}
STATE_WORDS = {
    "superseded": "replaced by a later correction",
    "undone": "undone",
    "anchor not found": "no longer found in the article",
}


def draw_corrections(rows: Sequence[Mapping[str, Any]]) -> Fragment:
    """Corrections one below the other, each with both values."""
    return element("ul", join(element("li", _draw(row)) for row in rows), "hs-others")


def describe_removal(row: Mapping[str, Any]) -> str:
    """Why a statement is no longer one, in a sentence."""
    return (
        f"A person says that this is no statement: {_write_maker(row)}. The extraction has it as said by "
        f"{row['extracted_value'] or 'nobody'}: {row['anchor_text']}"
    )


def write_extracted_speaker(statement: Mapping[str, Any]) -> str:
    """The speakers as the extraction has them, where a person corrected it; else empty."""
    if statement["resolution_extracted"] is None:
        return ""
    named = " and ".join(_write_speaker(each) for each in statement["speakers_extracted"] or ())
    return f"the extraction has: {named or 'nobody'}"


def write_extracted_date(statement: Mapping[str, Any]) -> str:
    """The date said as the extraction has it, where a person corrected it; else empty."""
    if statement["said_on_precision_extracted"] is None:
        return ""
    said = write_said(
        statement["said_on_start_extracted"],
        statement["said_on_end_extracted"],
        statement["said_on_precision_extracted"],
    )
    return f"the extraction has: {said or 'none'}"


def _write_speaker(speaker: Mapping[str, Any]) -> str:
    known = [speaker["name"] or speaker["mention"], SPEAKER_WORDS.get(speaker["kind"]), speaker["role"]]
    country = f" ({speaker['country_code']})" if speaker["country_code"] else ""
    return ", ".join(str(each) for each in known if each) + country


def _draw(row: Mapping[str, Any]) -> Fragment:
    state = STATE_WORDS.get(row["state"], "")
    kind = KIND_WORDS.get(row["correction_kind"], row["correction_kind"]) + (f" ({state})" if state else "")
    parts = [element("strong", text(f"{kind}: "))]
    if row["corrected_value"]:
        parts += [element("del", text(row["extracted_value"] or "not known")), text(" → ")]
        parts.append(element("ins", text(row["corrected_value"])))
    lines = [element("div", join(parts)), element("div", text(_write_maker(row)), "hs-facts")]
    if row["state"] == "undone":
        undone = f"Undone by {row['undone_by']}, {write_moment(row['undone_at'])}: {row['undone_reason']}"
        lines.append(element("div", text(undone), "hs-facts"))
    return join(lines)


def _write_maker(row: Mapping[str, Any]) -> str:
    return f"{row['made_by']}, {write_moment(row['made_at'])}: {row['reason']}"
