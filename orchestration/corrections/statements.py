"""What statements become by the corrections of their article: pure, so that applying twice is applying once."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from orchestration.corrections.anchors import Match, Span, bounds_of, choose_statement, find_place
from orchestration.corrections.correction import Correction, read_said_on, write_said_on
from orchestration.corrections.speaking import Speaker, describe_given, describe_speakers, replace_speakers


@dataclass(frozen=True, slots=True)
class Extracted:
    """A statement as the extraction left it; `spans` are of its content, in code points of its field."""

    statement_id: str
    field: str
    spans: tuple[Span, ...]
    parent_statement_id: str | None
    speakers: tuple[Speaker, ...]
    said_on_start: date | None
    said_on_precision: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: its text by field, and its statements."""

    article_id: str
    article_version: str
    texts: Mapping[str, str]
    statements: tuple[Extracted, ...]
    # The day of this text, where it is known: nothing in it was said later.
    printed_on: date | None = None


@dataclass
class Change:
    """What a statement becomes; what is None or empty stays. `causes` are the corrections that it is to be read by."""

    statement_id: str
    causes: set[str] = field(default_factory=set)
    is_statement: bool = True
    speakers: list[Speaker] | None = None
    said_on: str | None = None
    has_parent: bool = False
    parent_statement_id: str | None = None

    @property
    def key(self) -> str:
        """The same for the same corrections that make the same of it, and another for others."""
        made = repr((sorted(self.causes), self.speakers, self.said_on))
        return hashlib.md5(made.encode(), usedforsecurity=False).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction came to in one version of its article; without a statement it found none.

    One that is undone has the state "undone", and what it would come to; so both values can still be read.
    """

    correction_id: str
    article_version: str | None
    state: str
    statement_id: str | None = None
    match_kind: str | None = None
    extracted_value: str | None = None
    corrected_value: str | None = None


def correct_version(
    version: Version, corrections: Sequence[Correction], undone: Sequence[Correction] = ()
) -> tuple[list[Change], list[Outcome]]:
    """Apply the corrections of an article, oldest first, to one version of it: of two of one kind the later counts.

    An outcome for each, and for those that are undone, which change nothing.
    """
    by_id = {each.statement_id: each for each in version.statements}
    changes: dict[str, Change] = {}
    outcomes: list[Outcome] = []
    found: dict[str, list[tuple[Correction, Match]]] = defaultdict(list)
    for correction in corrections:
        match = find_statement(version, correction)
        if match is not None:
            found[match.statement_id].append((correction, match))
        else:
            outcomes.append(lose(correction, version.article_version))
    for statement_id, matched in found.items():
        in_force = _choose_in_force([correction for correction, _ in matched])
        change = changes.setdefault(statement_id, Change(statement_id))
        for correction in in_force.values():
            _change(change, correction, by_id[statement_id])
        for correction, match in matched:
            state = "applied" if in_force.get(correction.kind) is correction else "superseded"
            outcomes.append(describe_outcome(correction, version.article_version, state, match, by_id[statement_id]))
    _close_gaps(by_id, changes)
    if undone:
        outcomes += [replace(each, state="undone") for each in correct_version(version, undone)[1]]
    return sorted(changes.values(), key=lambda each: each.statement_id), outcomes


def find_statement(version: Version, correction: Correction) -> Match | None:
    """The statement of a version at the anchor of a correction; None where that is not certain."""
    anchor = correction.anchor
    if anchor is None:
        return None
    place = find_place(anchor, version.texts.get(anchor.field) or "")
    if place is None:
        return None
    candidates = ((s.statement_id, bounds_of(s.spans)) for s in version.statements if s.field == anchor.field)
    return choose_statement(place, candidates)


def _choose_in_force(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """The latest of each kind; where the statement is none, nothing else is left to correct."""
    latest = {correction.kind: correction for correction in corrections}
    removal = latest.get("not_a_statement")
    return {"not_a_statement": removal} if removal is not None else latest


def _change(change: Change, correction: Correction, extracted: Extracted) -> None:
    change.causes.add(correction.correction_id)
    if correction.kind == "not_a_statement":
        change.is_statement = False
    elif correction.kind == "said_on":
        change.said_on = correction.said_on
    else:
        change.speakers = replace_speakers(correction, extracted.speakers)


def _close_gaps(by_id: Mapping[str, Extracted], changes: dict[str, Change]) -> None:
    """What stood inside a statement that is none stands inside the next one around it, which has to be read anew."""
    removed = {each.statement_id: each for each in changes.values() if not each.is_statement}
    if not removed:
        return
    for each in by_id.values():
        causes: set[str] = set()
        parent = each.parent_statement_id
        while parent is not None and parent in removed:
            causes |= removed[parent].causes
            parent = by_id[parent].parent_statement_id
        if causes and each.statement_id not in removed:
            change = changes.setdefault(each.statement_id, Change(each.statement_id))
            change.causes |= causes
            change.has_parent, change.parent_statement_id = True, parent
    for gone in removed.values():
        parent = by_id[gone.statement_id].parent_statement_id
        if parent is not None and parent not in removed and parent in by_id:
            changes.setdefault(parent, Change(parent)).causes.update(gone.causes)


def describe_outcome(
    correction: Correction, article_version: str, state: str, match: Match, extracted: Extracted
) -> Outcome:
    """What a correction comes to by itself at the statement that it was found for, with both values in words."""
    before, after = describe_speakers(extracted.speakers), describe_correction(correction)
    if correction.kind == "said_on":
        before = write_said_on(extracted.said_on_start, extracted.said_on_precision)
    if correction.kind == "speaker":
        speakers = replace_speakers(correction, extracted.speakers)
        after = describe_speakers(speakers)
        if before == after:
            before, after = (describe_speakers(each, with_kind=True) for each in (extracted.speakers, speakers))
    return Outcome(correction.correction_id, article_version, state, match.statement_id, match.kind, before, after)


def lose(correction: Correction, article_version: str | None) -> Outcome:
    """What a correction came to that did not find what it is about: it says what it says all the same."""
    said = describe_correction(correction)
    return Outcome(correction.correction_id, article_version, "anchor not found", corrected_value=said)


def describe_correction(correction: Correction) -> str | None:
    """What a correction says is right, as far as itself tells; None for speakers that are merged or split."""
    if correction.kind == "said_on":
        return write_said_on(*_start_and_precision(correction.said_on or ""))
    if correction.kind == "not_a_statement":
        return "no statement"
    if correction.kind == "outlet_country":
        return correction.country_code
    return describe_given(correction) if correction.kind in ("speaker", "namesake") else None


def _start_and_precision(said_on: str) -> tuple[date | None, str]:
    days = read_said_on(said_on)
    return days.start, days.precision
