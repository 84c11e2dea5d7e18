"""One speaker or one outlet as the subject of a page, and what was picked on it: to and from the address, pure.

The page of a subject shows its statements by role, outlet, country and more; every number there is a link to the same
page with that part picked, whose statements are then listed first. What a pick means in SQL is in `queries.profiles`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.filters import GRAINS, parse_period

SUBJECT_KINDS = ("speaker", "outlet")
PICK_KINDS = {
    "speaker": ("all", "relayed", "role", "outlet", "country", "actor", "relay", "stance", "period"),
    "outlet": ("all", "relayed", "speaker", "country", "relay", "taker", "stance", "lag", "period"),
}
# Days from said to printed, both included; None is without end. Dated after print is a date that lies ahead.
LAGS: dict[str, tuple[int | None, int | None]] = {
    "same-day": (0, 0),
    "next-day": (1, 1),
    "within-week": (2, 7),
    "later": (8, None),
    "ahead": (None, -1),
}
LONGEST_VALUE = 500


@dataclass(frozen=True)
class Subject:
    """Who or what a page is about: `kind` of SUBJECT_KINDS and the id in `dim_speakers` or `dim_outlets`."""

    kind: str
    subject_id: str


@dataclass(frozen=True)
class Part:
    """The picked part of a subject's statements: `kind` of PICK_KINDS and an id, code, role or name.

    A period's value is its first day and its grain: "2026-10-05~week". An empty role is "no role printed".
    """

    kind: str
    value: str


def read_part(kind_of_subject: str, written: str | None) -> Part | None:
    """A part from `kind:value` of an address; None where the text is not one."""
    kind, colon, value = (written or "").partition(":")
    if kind not in PICK_KINDS[kind_of_subject] or not colon or len(value) > LONGEST_VALUE:
        return None
    if kind == "lag" and value not in LAGS:
        return None
    if kind == "period":
        day, _, grain = value.partition("~")
        if parse_period(day) is None or grain not in GRAINS:
            return None
    if not value and kind not in ("all", "relayed", "role"):
        return None
    return Part(kind, value)


def write_query(subject: Subject, part: Part | None = None) -> Mapping[str, str]:
    """The parameters of the address of a subject's page."""
    return {subject.kind: subject.subject_id, **({"pick": f"{part.kind}:{part.value}"} if part else {})}
