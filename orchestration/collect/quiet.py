"""Which outlets have gone quiet: nothing new for longer than they are allowed to be silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.collect.memory import parse_moment, read_memory
from orchestration.collect.sources import Sources
from orchestration.ingest.fields import read_line
from orchestration.settings import Settings


@dataclass(frozen=True)
class Quiet:
    """An outlet that brings nothing: since when (UTC; where it never brought anything, since it was first asked).

    `was_answered_at` is when it last had answers that were landed, of which nothing became an article; or None.
    """

    outlet: str
    since: datetime
    has_ever_brought: bool
    was_answered_at: datetime | None = None

    def describe(self, now: datetime) -> str:
        """One line: the outlet, for how many days, whether it ever brought anything, and whether it answers."""
        days = (now - self.since).days
        what = "nothing new" if self.has_ever_brought else "nothing at all"
        line = f"{self.outlet}: {what} for {days:,} days"
        if self.was_answered_at is None:
            return line
        return f"{line}, though it answered on {self.was_answered_at:%Y-%m-%d}: see its rejects"


def find_quiet(settings: Settings, sources: Sources, now: datetime, brought: Mapping[str, datetime]) -> list[Quiet]:
    """The enabled outlets that are silent for longer than their `quiet_after_days`, in the order of the file.

    `brought` is when something of an outlet, by the name that its articles have, last became an article (UTC): what
    lands may be a notice and no article.
    """
    quiet = []
    for outlet in sources.outlets:
        memory = read_memory(settings.collect_dir / "memory", outlet.name)
        first, answered = parse_moment(memory.first_at), parse_moment(memory.brought_at)
        if not outlet.enabled or first is None:
            continue
        last = brought.get(read_line(outlet.name) or "")
        since = max(first, last or first)
        if now - since > timedelta(days=outlet.quiet_after_days):
            is_answered = answered is not None and answered > since
            quiet.append(Quiet(outlet.name, since, last is not None, answered if is_answered else None))
    return quiet
