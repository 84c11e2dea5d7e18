"""The statement while it is being worked out, and the small records that it is made of.

Every span is [start, end) in Unicode code points into the field's text as it was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date

from orchestration.extraction.text.segment import Span, covers

TITLE, BODY = "title", "body"
DIRECT, MOSTLY = 0.99, 0.02  # share of the letters inside quotation marks


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who speaks: as printed, as resolved within the article, and what is known of them."""

    mention: str
    name: str
    kind: str  # person · organisation · state · unnamed
    role: str | None = None
    country_code: str | None = None  # ISO 3166-1 alpha-2
    country_basis: str | None = None  # mention · employer · office · article


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet through which the article has the statement; hop 1 is the closest to the speaker."""

    outlet_name: str
    outlet_id: str | None
    verb: str
    span: Span


@dataclass(frozen=True, slots=True)
class SaidOn:
    """When it was said: the days from start to end, how that is known, and the printed expression."""

    start: date
    end: date
    precision: str  # day · month · year
    basis: str  # explicit · relative · inherited
    span: Span | None

    @property
    def iso_prefix(self) -> str:
        """YYYY-MM-DD, YYYY-MM or YYYY, as fine as the precision."""
        return iso_prefix(self.start, self.precision)


@dataclass(slots=True, eq=False)
class Statement:
    """One attributed statement in one field, filled in stage by stage; complete after Extractor.extract."""

    field: str
    content: list[Span]
    cue: list[Span] = made_by(default_factory=list)
    source: list[Span] = made_by(default_factory=list)
    probability: float = 1.0
    statement_type: str = "indirect"
    stance: str = "assert"
    stance_basis: str = "none"  # cue · content · none
    parent: Statement | None = None
    speakers: list[Speaker] = made_by(default_factory=list)
    resolution: str = "unresolved"
    resolution_confidence: float = 0.0
    addressee: str | None = None
    relays: list[Relay] = made_by(default_factory=list)
    said_on: SaidOn | None = None
    about_countries: list[tuple[str, Span]] = made_by(default_factory=list)
    about_actors: list[tuple[str, Span]] = made_by(default_factory=list)
    confidence: float = 0.0

    @property
    def start(self) -> int:
        """The first character of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """One past the last character of the content."""
        return self.content[-1][1]

    def holds(self, position: int) -> bool:
        """Whether the character at `position` is part of the content."""
        return covers(self.content, position)


def statement_type_of(quoted: float) -> str:
    """Direct when all of a content's letters are inside quotation marks, indirect when none is, else mixed.

    `quoted` is the share that is, 0 to 1.
    """
    return "direct" if quoted >= DIRECT else "mixed" if quoted > MOSTLY else "indirect"


def iso_prefix(start: date, precision: str) -> str:
    """A date as fine as its precision: YYYY-MM-DD, YYYY-MM or YYYY."""
    return start.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def printed(text: str, spans: list[Span]) -> str:
    """The printed text of `spans`, parts separated by one space."""
    return " ".join(text[start:end] for start, end in spans)
