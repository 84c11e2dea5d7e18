"""What the assets that are cut into days share: which days a run is for, when a file dropped there has settled, and how
work reports to its log.
"""

from __future__ import annotations

from datetime import date

import dagster as dg

# A file that changed so lately may still be written to: it waits for the next look.
SECONDS_TO_SETTLE = 5.0


def load_dates(context: dg.AssetExecutionContext) -> list[date]:
    """The load dates of a run: one, or in a backfill all of its range."""
    return [date.fromisoformat(key) for key in context.partition_keys]


class LoggedProgress:
    """Progress as lines of a run's log: a line where a stage begins and ends, none in between."""

    def __init__(self, log: dg.DagsterLogManager) -> None:
        self._log = log

    def begin(self, stage: str, total: int | None, unit: str) -> None:
        """Log the beginning of a stage."""
        self._log.info(f"{stage}: {total:,} {unit}" if total is not None else stage)

    def update(self, stage: str, done: int, detail: str = "") -> None:
        """Say nothing: a run's log is no place for a bar."""

    def end(self, stage: str, detail: str = "") -> None:
        """Log the end of a stage."""
        self._log.info(f"{stage}: {detail or 'done'}")

    def note(self, text: str) -> None:
        """Log what somebody should know."""
        self._log.info(text)
