"""Loading what waits, day by day. A load that cannot be loaded is named, and takes no other with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orchestration.errors import HearsayError
from orchestration.ingest.landing import adopt_loose_files
from orchestration.ingest.load import IngestReport, ingest_landed, put_loads_right
from orchestration.ingest.pending import ExtractionReport, extract_pending
from orchestration.ingest.retention import list_lost
from orchestration.ingest.waiting import find_waiting
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.writer import open_for_writing

SHOWN_LOST = 5


@dataclass(frozen=True)
class FailedLoad:
    """A load that waits and could not be loaded to its end, with the reason; it waits still.

    `load_id` is None where the files that lie loose in a day's landing folder could not be made a load.
    """

    load_on: date
    load_id: str | None
    reason: str

    def describe(self) -> str:
        """One line for a person."""
        what = f"load {self.load_id}" if self.load_id else "the loose files"
        return f"{what} of {self.load_on}: {self.reason}"


@dataclass(frozen=True)
class DaysReport:
    """What loading the days brought, and which of their loads failed."""

    loads: tuple[IngestReport, ...] = ()
    failed: tuple[FailedLoad, ...] = ()


class LoadsFailed(HearsayError):
    """Loads could not be loaded; every other that waited was."""

    def __init__(self, failed: Sequence[FailedLoad]) -> None:
        super().__init__("\n".join(each.describe() for each in failed))


def finish_waiting(
    settings: Settings,
    *,
    extract: bool = True,
    workers: int | None = None,
    wait: bool = True,
    progress: Progress = SILENT,
) -> tuple[DaysReport, ExtractionReport | None]:
    """Do what was begun or is waiting: landed loads that are not done, loose files, articles without an extraction.

    Without `extract` the articles wait on.
    """
    with writer_lock(settings, purpose="load", wait=wait, on_wait=progress.note):
        # The ledger says what waits, and may still be of a warehouse that was deleted, or put back, since.
        with open_for_writing(settings, purpose="load") as con:
            put_loads_right(con, settings, progress)
        lost = list_lost(settings)
        if lost:
            named = ", ".join(landing.load_id for landing in lost[:SHOWN_LOST]) + (" …" if lost[SHOWN_LOST:] else "")
            progress.note(f"{len(lost):,} loads are not in this warehouse, and their landed files were pruned: {named}")
        report = ingest_days(settings, sorted({item.load_on for item in find_waiting(settings)}), progress=progress)
        return report, extract_pending(settings, workers=workers, progress=progress) if extract else None


def ingest_days(
    settings: Settings,
    days: Iterable[date],
    *,
    settle_seconds: float = 0.0,
    wait: bool = True,
    progress: Progress = SILENT,
) -> DaysReport:
    """Adopt what lies loose in each day's landing folder, then ingest every load of that day that is not done.

    A loose file that has changed in the last `settle_seconds` is left for the next time. Whatever one load fails by
    (a broken manifest, a landed file that is gone, the disk), the others are tried.
    """
    loads: list[IngestReport] = []
    failed: list[FailedLoad] = []
    for load_on in days:
        with writer_lock(settings, purpose="load", wait=wait, on_wait=progress.note):
            try:
                adopt_loose_files(settings, load_on, settle_seconds=settle_seconds)
            except Exception as error:
                failed.append(_fail(load_on, None, error))
            for item in find_waiting(settings):
                if item.load_on != load_on or item.load_id is None:
                    continue
                try:
                    if item.problem is not None:
                        raise HearsayError(item.problem)
                    loads.append(ingest_landed(settings, item.load_id, progress=progress))
                except Exception as error:
                    failed.append(_fail(load_on, item.load_id, error))
    for each in failed:
        progress.note(f"Failed: {each.describe()}")
    return DaysReport(tuple(loads), tuple(failed))


def _fail(load_on: date, load_id: str | None, error: Exception) -> FailedLoad:
    reason = str(error) if isinstance(error, HearsayError) else f"it could not be loaded: {error!r}"
    return FailedLoad(load_on, load_id, reason)
