"""A correction: what was wrong, what is right, who says so and why; and whether it makes sense."""

from __future__ import annotations

import calendar
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from orchestration.errors import HearsayError
from orchestration.identity.names import MARK

STATEMENT_KINDS = ("speaker", "said_on", "not_a_statement")
SPEAKER_PAIR_KINDS = ("merge_speakers", "split_speakers")
SPEAKER_KINDS = ("person", "organisation", "state", "unnamed")
MOST_NAME_CHARS, MOST_REASON_CHARS = 200, 2000
# For a date, a role or a country: there is none. Instead of everybody: nobody else spoke.
NONE, EVERYBODY = "none", "everybody"
# What a correction of each kind can say; whatever else is given would be dropped without a word.
VALUES: dict[str, frozenset[str]] = {
    "speaker": frozenset({"speaker_name", "speaker_kind", "speaker_role", "country_code", "instead_of"}),
    "said_on": frozenset({"said_on"}),
    "not_a_statement": frozenset(),
    "namesake": frozenset(
        {"subject_id", "other_subject_id", "speaker_name", "speaker_kind", "speaker_role", "country_code"}
    ),
    "merge_speakers": frozenset({"subject_id", "other_subject_id"}),
    "split_speakers": frozenset({"subject_id", "other_subject_id"}),
    "outlet_country": frozenset({"subject_id", "country_code"}),
}
KINDS = tuple(VALUES)
EVERY_VALUE = frozenset[str]().union(*VALUES.values())
DAY_MONTH_YEAR = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class CorrectionError(HearsayError):
    """A correction that cannot be one; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a statement stands: its words and those around them, in code points of one field of one article version."""

    article_id: str
    article_version: str
    field: str
    text: str
    before: str
    after: str
    start_char: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of raw.corrections; `kind` says which fields count. `made_at` is UTC.

    A speaker without a name is one whom nobody can make out; `said_on` is a day, a month, a year, or "none". What is
    not said of a speaker stays as extracted; a role or country "none" is none. Of several speakers `instead_of` is
    whom the named one replaces, or "everybody". Of a
    namesake `subject_id` is the speaker whose name the other person has, and the anchor is the article, with that name
    and nothing else, or `other_subject_id` the outlet.
    """

    correction_id: str
    kind: str
    made_by: str
    made_at: datetime
    reason: str
    origin: str = "command"
    accepted_by: str | None = None
    anchor: Anchor | None = None
    subject_id: str | None = None
    other_subject_id: str | None = None
    speaker_name: str | None = None
    speaker_kind: str | None = None
    speaker_role: str | None = None
    country_code: str | None = None
    said_on: str | None = None
    instead_of: str | None = None

    @property
    def printed_name(self) -> str:
        """The speaker's name as texts print it, without what tells a namesake apart."""
        return (self.speaker_name or "").partition(MARK)[0]


@dataclass(frozen=True, slots=True)
class SaidOn:
    """The first and last day on which it can have been said, both inclusive, and how closely that is known."""

    start: date | None
    end: date | None
    precision: str


def new_correction_id(now: datetime) -> str:
    """An id that sorts by time: c20261129T061533-ab12cd."""
    return f"c{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def read_said_on(text: str) -> SaidOn:
    """The days that "2026-02-09", "2026-02", "2026" or "none" mean. Raises CorrectionError for anything else."""
    if text == NONE:
        return SaidOn(None, None, "none")
    found = DAY_MONTH_YEAR.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None  # the pattern has one
        if day and month:
            return SaidOn(date(year, month, day), date(year, month, day), "day")
        if month:
            last = calendar.monthrange(year, month)[1]
            return SaidOn(date(year, month, 1), date(year, month, last), "month")
        return SaidOn(date(year, 1, 1), date(year, 12, 31), "year")
    except ValueError:
        raise CorrectionError(
            f"{text!r} is not a date: write a day (2026-02-09), a month (2026-02), a year (2026), or none."
        ) from None


def write_said_on(start: date | None, precision: str | None) -> str:
    """The days of a statement as `read_said_on` reads them."""
    if start is None or precision in (None, "none"):
        return NONE
    return start.isoformat()[: {"day": 10, "month": 7}.get(precision or "", 4)]


def require_sound(correction: Correction, countries: Collection[str]) -> None:
    """Raise CorrectionError where a correction says too little or what no table can hold.

    `countries` are the known codes, ISO 3166-1 alpha-2.
    """
    if correction.kind not in KINDS:
        raise CorrectionError(f"{correction.kind!r} is no kind of correction: use one of {', '.join(KINDS)}.")
    _require_line("Who corrects", correction.made_by)
    if not correction.reason.strip() or len(correction.reason) > MOST_REASON_CHARS:
        raise CorrectionError(f"The reason has to be given, in at most {MOST_REASON_CHARS:,} characters.")
    _require_no_more(correction)
    is_code = correction.country_code in countries or (
        correction.kind != "outlet_country" and correction.country_code == NONE
    )
    if correction.country_code is not None and not is_code:
        raise CorrectionError(
            f"{correction.country_code!r} is no country code: give the two letters of ISO 3166-1, as in KZ."
        )
    if correction.kind in STATEMENT_KINDS and (correction.anchor is None or not correction.anchor.text.strip()):
        raise CorrectionError("A correction of a statement needs the statement that it is about.")
    if correction.kind == "speaker":
        _require_speaker(correction)
    if correction.kind == "namesake":
        _require_namesake(correction)
    if correction.kind == "said_on":
        read_said_on(correction.said_on or "")
    if correction.kind in SPEAKER_PAIR_KINDS:
        _require_pair(correction)
    if correction.kind == "outlet_country" and not (correction.subject_id and correction.country_code):
        raise CorrectionError("A correction of an outlet's country needs the outlet's id and the country's code.")


def _require_no_more(correction: Correction) -> None:
    given = {name for name in EVERY_VALUE - VALUES[correction.kind] if getattr(correction, name) is not None}
    if given:
        raise CorrectionError(
            f"A correction of the kind {correction.kind} has no {' and no '.join(sorted(given))}: leave that out."
        )


def _require_speaker(correction: Correction) -> None:
    if correction.speaker_name is None:
        if any((correction.speaker_kind, correction.speaker_role, correction.country_code, correction.instead_of)):
            raise CorrectionError("A speaker without a name has neither kind, role nor country: name the speaker.")
        return
    _require_line("The speaker's name", correction.speaker_name)
    if correction.speaker_role is not None:
        _require_line("The speaker's role", correction.speaker_role)
    if correction.instead_of is not None:
        _require_line("The speaker who is replaced", correction.instead_of)
    if correction.speaker_kind is not None and correction.speaker_kind not in SPEAKER_KINDS:
        raise CorrectionError(
            f"{correction.speaker_kind!r} is no kind of speaker: use one of {', '.join(SPEAKER_KINDS)}."
        )


def _require_namesake(correction: Correction) -> None:
    name, _, mark = (correction.speaker_name or "").partition(MARK)
    if not name.strip() or not mark.strip() or correction.speaker_kind != "person":
        raise CorrectionError(f"Another person of one name needs words that tell the two apart: “Ann Lee{MARK}judge”.")
    _require_speaker(correction)
    if not correction.subject_id or (correction.anchor is None) == (correction.other_subject_id is None):
        raise CorrectionError("Another person of one name needs the speaker's id, and one article or outlet.")


def _require_pair(correction: Correction) -> None:
    one, other = correction.subject_id, correction.other_subject_id
    if not one or not other or one == other:
        raise CorrectionError("Merging or splitting speakers needs two different speaker ids.")


def _require_line(what: str, value: str) -> None:
    if not value.strip() or len(value) > MOST_NAME_CHARS or UNPRINTABLE.search(value):
        raise CorrectionError(f"{what} has to be given in one line of at most {MOST_NAME_CHARS} characters.")
