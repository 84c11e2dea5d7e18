"""What a run says of itself: every entry ends as landed, seen, rejected or left, and every failure has its reason."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trouble:
    """Something that failed: where, a code to count by, and the reason in words."""

    place: str
    code: str
    reason: str


@dataclass
class DocumentReport:
    """One feed, sitemap, list of pages or folder. entries = landed + seen + rejected + left + too_old.

    `left` come in a later run: they are over the limit of one, or `left_because` has their place and why. `too_old` are
    sitemap entries past the configured age. `failure` is why nothing could be listed at all. `from_feed` of the landed
    have their text from the feed itself.
    """

    url: str
    kind: str = ""
    entries: int = 0
    landed: int = 0
    seen: int = 0
    rejected: int = 0
    left: int = 0
    too_old: int = 0
    from_feed: int = 0
    is_unchanged: bool = False
    moved_to: str = ""
    failure: Trouble | None = None
    troubles: list[Trouble] = field(default_factory=list)
    left_because: dict[str, str] = field(default_factory=dict)
    may_pass: bool = False  # something failed that a later run may bring

    def reject(self, trouble: Trouble, *, is_passing: bool = False) -> None:
        """Count one entry as rejected."""
        self.rejected += 1
        self.troubles.append(trouble)
        self.may_pass = self.may_pass or is_passing

    def leave(self, why: str, place: str) -> None:
        """Count one entry as left for a later run."""
        self.left += 1
        self.left_because[place] = why


@dataclass
class OutletReport:
    """One outlet. `skipped` says why it was not asked at all; `failure` what broke its collecting as a whole."""

    outlet: str
    documents: list[DocumentReport] = field(default_factory=list)
    skipped: str = ""
    failure: Trouble | None = None
    seconds: float = 0.0

    def count(self, name: str) -> int:
        """The sum of one count over its documents."""
        return sum(int(getattr(document, name)) for document in self.documents)

    @property
    def failures(self) -> list[Trouble]:
        """What could not be listed at all, or broke: the reasons why this outlet failed in whole or in part."""
        own = [self.failure] if self.failure else []
        return own + [document.failure for document in self.documents if document.failure is not None]

    @property
    def troubles(self) -> list[Trouble]:
        """Every failure and every rejected entry."""
        return self.failures + [trouble for document in self.documents for trouble in document.troubles]


@dataclass(frozen=True)
class CollectReport:
    """One run. `load_ids` are the loads it landed, those of runs that were killed before it included."""

    outlets: tuple[OutletReport, ...]
    load_ids: tuple[str, ...]
    requests: int
    bytes: int
    seconds: float

    def count(self, name: str) -> int:
        """The sum of one count over all outlets."""
        return sum(outlet.count(name) for outlet in self.outlets)

    @property
    def failing(self) -> list[OutletReport]:
        """The outlets of which something could not be listed."""
        return [outlet for outlet in self.outlets if outlet.failures]
