"""Which outlets have gone quiet: nothing new for longer than they are allowed to be silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestration.collect.memory import parse_moment, read_memory
from orchestration.collect.sources import Sources
from orchestration.settings import Settings


@dataclass(frozen=True)
class Quiet:
    """An outlet that brings nothing: since when (UTC; where it never brought anything, since it was first asked)."""

    outlet: str
    since: datetime
    has_ever_brought: bool

    def describe(self, now: datetime) -> str:
        """One line: the outlet, for how many days, and whether it ever brought anything."""
        days = (now - self.since).days
        what = "nothing new" if self.has_ever_brought else "nothing at all"
        return f"{self.outlet}: {what} for {days:,} days"


def find_quiet(settings: Settings, sources: Sources, now: datetime) -> list[Quiet]:
    """The enabled outlets that are silent for longer than their `quiet_after_days`, in the order of the file."""
    quiet = []
    for outlet in sources.outlets:
        memory = read_memory(settings.collect_dir / "memory", outlet.name)
        since = parse_moment(memory.brought_at or memory.first_at)
        if outlet.enabled and since is not None and now - since > timedelta(days=outlet.quiet_after_days):
            quiet.append(Quiet(outlet.name, since, bool(memory.brought_at)))
    return quiet
