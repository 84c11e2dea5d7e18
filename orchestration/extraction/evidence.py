"""Why a statement says what it says: each resolved field with the characters or the table row that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.text.segment import Span
from orchestration.extraction.text.statement import Speaker, Statement, printed

RESOLUTIONS = {
    "named": "named in full",
    "surname": "by a name introduced elsewhere in the article",
    "pronoun": "a pronoun: the nearest fitting one who speaks",
    "description": "a description that fits one who is named",
    "continued": "the quotation goes on; whoever spoke before",
    "unresolved": "nobody in the article stands out",
}
COUNTRY_BASES = {
    "mention": "printed with the name",
    "employer": "of the organisation in the role",
    "office": "of the office, by rules/office_holders.csv and people.yml",
    "article": "public office, and the article is plainly set there",
}
DATE_BASES = {
    "explicit": "a date in the text",
    "relative": "counted from the publication or another date in the text",
    "inherited": "same occasion as a statement beside it",
}
STANCE_BASES = {"cue": "by the cue", "content": "by the words of the content", "none": "nothing marks another"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One field: its value, why, and the printed characters that show it (none where a table or a rule does)."""

    field: str
    value: str
    reason: str
    spans: tuple[Span, ...] = ()


def evidence_of(text: str, statement: Statement, number_of: dict[int, int]) -> list[Evidence]:
    """The fields of a statement in the order of a reader's questions; those without a value are left out.

    `text` is that of the statement's field, `number_of` gives a statement's number by its id().
    """
    out = [
        Evidence(
            "content", printed(text, statement.content), f"{statement.statement_type} speech", _all(statement.content)
        ),
        Evidence("cue", printed(text, statement.cue), "the words that attribute it", _all(statement.cue)),
    ]
    for speaker in statement.speakers:
        out += _speaker(speaker, statement)
    if not statement.speakers:
        out.append(Evidence("speaker", "–", RESOLUTIONS.get(statement.resolution, ""), _all(statement.source)))
    if statement.addressee:
        out.append(Evidence("told", statement.addressee, "the object of the cue, or the audience named beside it"))
    for hop, relay in enumerate(statement.relays, start=1):
        seed = f"outlet {relay.outlet_id}" if relay.outlet_id else "no row of the outlets seed"
        out.append(Evidence(f"relay {hop}", relay.outlet_name, f"“{relay.verb}”; {seed}", (relay.span,)))
    if when := statement.said_on:
        spans = (when.span,) if when.span else ()
        out.append(Evidence("said on", when.iso_prefix, DATE_BASES.get(when.basis, when.basis), spans))
    out.append(Evidence("stance", statement.stance, STANCE_BASES[statement.stance_basis]))
    if statement.parent is not None:
        out.append(
            Evidence("inside", f"[{number_of[id(statement.parent)]}]", "stands in the content of that statement")
        )
    for code, span in statement.about_countries:
        out.append(Evidence("about", code, "printed in the content", (span,)))
    for name, span in statement.about_actors:
        out.append(Evidence("about", name, "printed in the content", (span,)))
    out.append(Evidence("confidence", f"{statement.confidence:.2f}", "of such statements, the share that is right"))
    return [item for item in out if item.value]


def _speaker(speaker: Speaker, statement: Statement) -> list[Evidence]:
    spans = _all(statement.source)
    how = RESOLUTIONS.get(statement.resolution, statement.resolution)
    out = [Evidence("speaker", f"{speaker.name} ({speaker.kind})", how, spans)]
    if speaker.role:
        out.append(Evidence("role", speaker.role, "printed with the name in this article"))
    if speaker.country_code:
        basis = COUNTRY_BASES.get(speaker.country_basis or "", "")
        out.append(Evidence("country", speaker.country_code, basis))
    return out


def _all(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(spans)
