"""What collecting remembers of an outlet between runs: a small JSON file for each, replaced atomically."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from orchestration.collect.retrying import may_pass, pause_after

FORGET_AFTER = timedelta(days=90)
SLUG_CHARS = 40


@dataclass(frozen=True)
class Seen:
    """One article address that was dealt with. Times are UTC, ISO; `gone` is why it is not tried again, or empty.

    `fetched_at` is also the time of a later run in which it was only listed, a month at the least after the one before.
    `failures` are those in a row that may pass, the last of them `failed_at`.
    """

    url: str
    listed_by: str
    first_at: str
    fetched_at: str
    fingerprint: str = ""
    sha256: str = ""
    etag: str | None = None
    last_modified: str | None = None
    gone: str = ""
    failures: int = 0
    failed_at: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether it is not tried again; earlier releases noted so also what may pass."""
        return bool(self.gone) and not may_pass(self.gone)

    @property
    def has_failed(self) -> bool:
        """Whether the last try failed in a way that may pass."""
        return bool(self.failures or self.gone) and not self.is_gone

    @property
    def was_brought(self) -> bool:
        """Whether its text was brought, from its page or from the feed."""
        return bool(self.sha256) or not (self.failures or self.gone)

    @property
    def came_as_text(self) -> bool:
        """Whether it came from the feed itself, and no page was asked for."""
        return self.was_brought and not self.sha256

    def is_waiting(self, now: datetime) -> bool:
        """Whether it has failed too lately to be tried again."""
        failed = parse_moment(self.failed_at)
        return failed is not None and self.failures > 0 and now < failed + pause_after(self.failures)


@dataclass(frozen=True)
class Document:
    """A feed or sitemap as it was last read to its end. `kind` is what it was: the feed's version, or `urlset`."""

    etag: str | None = None
    last_modified: str | None = None
    read_at: str = ""
    kind: str = ""


@dataclass
class Memory:
    """One outlet's. `collected_at`: the last run without a failure; `brought_at`: the last that landed something."""

    outlet: str
    documents: dict[str, Document] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    first_at: str = ""
    collected_at: str = ""
    brought_at: str = ""

    def forget_old(self, now: datetime) -> None:
        """Drop what has not been dealt with, nor listed by a source, for 90 days."""
        oldest = (now - FORGET_AFTER).astimezone(UTC).isoformat()
        self.seen = {key: each for key, each in self.seen.items() if each.fetched_at >= oldest}


def is_fading(seen: Seen, now: datetime) -> bool:
    """Whether what a source lists still has to be remembered anew, or it would soon be forgotten."""
    fetched = parse_moment(seen.fetched_at)
    return fetched is None or now - fetched > FORGET_AFTER / 3


def name_outlet_file(outlet: str) -> str:
    """A file name without an ending: readable, and different for every outlet."""
    slug = re.sub(r"[^a-z0-9]+", "-", outlet.lower()).strip("-")[:SLUG_CHARS] or "outlet"
    return f"{slug}-{hashlib.sha256(outlet.encode()).hexdigest()[:8]}"


def read_memory(folder: Path, outlet: str) -> Memory:
    """What is remembered of the outlet; nothing where there is no file or a damaged one.

    Then everything is fetched again, which costs requests and adds only duplicates.
    """
    try:
        kept = json.loads((folder / f"{name_outlet_file(outlet)}.json").read_text(encoding="utf-8"))
        return Memory(
            outlet,
            {url: build(Document, each) for url, each in kept["documents"].items()},
            {key: build(Seen, each) for key, each in kept["seen"].items()},
            *(str(kept.get(name) or "") for name in ("first_at", "collected_at", "brought_at")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Memory(outlet)


def write_memory(folder: Path, memory: Memory) -> None:
    """Put the outlet's file in place, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name_outlet_file(memory.outlet)}.json"
    partial = path.with_suffix(".json.tmp")
    partial.write_text(json.dumps(asdict(memory), ensure_ascii=False, indent=0), encoding="utf-8")
    partial.replace(path)


def parse_moment(text: str) -> datetime | None:
    """A remembered time, or None where there is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_due(seen: Seen, now: datetime, *, hours: float, days: float) -> bool:
    """Whether an article is young enough to change still, and was not looked at for some hours, or failed meanwhile."""
    first, fetched = parse_moment(seen.first_at), parse_moment(seen.fetched_at)
    if seen.is_gone or seen.is_waiting(now) or first is None or fetched is None:
        return False
    return now - first <= timedelta(days=days) and now - fetched >= timedelta(hours=hours)


def build(kind: Any, kept: dict[str, Any]) -> Any:
    """A `Seen` or `Document` of what was kept, also by a release that knew other fields. Raises TypeError."""
    known = {each.name for each in fields(kind)}
    return kind(**{name: value for name, value in kept.items() if name in known})
