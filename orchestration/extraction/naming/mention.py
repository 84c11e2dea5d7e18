"""One printed mention of a speaker, as it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [first, end) as read.

    kind: pronoun, person, bare (one capitalised word), organisation, state, unnamed or description ("the minister",
    "the ministry"). `name` is set for named kinds; `head` is the head noun in the singular, of a person the title
    that says less than the role; `number` one or many.
    """

    first: int
    end: int
    kind: str
    name: str | None = None
    head: str | None = None
    role: str | None = None
    country_code: str | None = None
    gender: str | None = None
    number: str = "one"
    is_definite: bool = False
    short_name: str | None = None  # the acronym beside a long name: "(SDF)"
    text: str | None = None  # of a state, as printed
    is_outlet: bool = False  # named in the outlets seed
