"""Corrections and reports as a person asks for them: each opens the warehouse under the writer lock and is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import duckdb

from orchestration.corrections.correction import Correction, CorrectionError, new_correction_id
from orchestration.corrections.statements import Outcome
from orchestration.settings import Settings
from orchestration.warehouse.correction_history import KeptCorrection, list_corrections
from orchestration.warehouse.correction_making import (
    anchor_article,
    anchor_statement,
    keep_correction,
    undo_correction,
)
from orchestration.warehouse.correction_reports import Report, accept_reports, read_reports, reject_report
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.query import query_published
from orchestration.warehouse.transactions import transaction
from orchestration.warehouse.writer import open_for_writing

OnWait = Callable[[str], None] | None


def correct(
    settings: Settings,
    correction: Correction,
    *,
    statement_id: str | None = None,
    on_wait: OnWait = None,
    on_foreseen: Callable[[Outcome], None] | None = None,
) -> Correction:
    """Keep a correction, anchored where the statement stands; it takes effect at the next build.

    `on_foreseen` is told what was extracted of the statement, and what it becomes.

    Raises CorrectionError with what to change.
    """
    correction = _name_outlet(settings, correction)
    with _open(settings, on_wait) as con:
        if statement_id is not None:
            correction = replace(correction, anchor=anchor_statement(con, statement_id))
        foreseen = keep_correction(con, settings, correction)
    if foreseen is not None and on_foreseen is not None:
        on_foreseen(foreseen)
    return correction


def tell_apart(
    settings: Settings, correction: Correction, places: Sequence[str], *, on_wait: OnWait = None
) -> list[Correction]:
    """Keep a correction of a namesake for each of these articles (by id) and outlets (by domain or name), or for none.

    Raises CorrectionError with what to change.
    """
    kept = []
    with _open(settings, on_wait) as con:
        for place in places:
            anchor = anchor_article(con, place, correction.printed_name)
            kept.append(
                replace(
                    correction,
                    correction_id=new_correction_id(correction.made_at),
                    anchor=anchor,
                    other_subject_id=None if anchor else place,
                )
            )
        with transaction(con):
            for each in kept:
                keep_correction(con, settings, each)
    return kept


def undo(settings: Settings, correction_id: str, *, by: str, reason: str, on_wait: OnWait = None) -> None:
    """Take a correction back; the next build is as if it had never been. Raises CorrectionError."""
    with _open(settings, on_wait) as con:
        undo_correction(con, correction_id, by=by, at=datetime.now(UTC), reason=reason)


def list_all(settings: Settings, *, on_wait: OnWait = None) -> tuple[list[Report], list[KeptCorrection]]:
    """The reports that wait, and every correction ever made."""
    if not settings.raw_path.is_file():
        return read_reports(settings), []
    with _open(settings, on_wait) as con:
        return read_reports(settings), list_corrections(con)


def accept(settings: Settings, report_ids: Sequence[str], *, by: str, on_wait: OnWait = None) -> list[str]:
    """Make corrections of these reports; returns what is wrong with those that cannot be one, which wait on."""
    with _open(settings, on_wait) as con:
        chosen = _choose(settings, report_ids)
        return [f"{report.report_id}: {reason}" for report, reason in accept_reports(con, settings, chosen, by=by)]


def reject(settings: Settings, report_ids: Sequence[str], *, by: str, reason: str, on_wait: OnWait = None) -> None:
    """Put these reports aside."""
    with writer_lock(settings, purpose="correct", on_wait=on_wait):
        for report in _choose(settings, report_ids):
            reject_report(settings, report, by=by, reason=reason)


@contextmanager
def _open(settings: Settings, on_wait: OnWait) -> Iterator[duckdb.DuckDBPyConnection]:
    if not settings.raw_path.is_file():
        raise CorrectionError(f"There is no warehouse at {settings.raw_path} yet: load articles with `hearsay load`.")
    with open_for_writing(settings, purpose="correct", on_wait=on_wait) as con:
        yield con


def _choose(settings: Settings, report_ids: Sequence[str]) -> list[Report]:
    waiting = {report.report_id: report for report in read_reports(settings)}
    unknown = [report_id for report_id in report_ids if report_id not in waiting]
    if unknown:
        raise CorrectionError(f"No report {', '.join(unknown)} waits: `hearsay correct --list` shows those that do.")
    return [waiting[report_id] for report_id in report_ids]


def _name_outlet(settings: Settings, correction: Correction) -> Correction:
    """The correction with the id that its outlet has now. Raises CorrectionError where an id leads to no outlet."""
    # Outlets are worked out in the marts, so only a published build knows them.
    if correction.kind != "outlet_country" or not settings.current_path.exists():
        return correction
    # Articles of no known outlet may be of several, and of as many countries.
    query = "SELECT given_id, outlet_id FROM dim_outlet_ids WHERE outlet_id <> 'unknown'"
    known = dict(query_published(settings, query).rows)
    if correction.subject_id not in known:
        raise CorrectionError(f"No outlet has the id {correction.subject_id!r}: dim_outlets lists them.")
    return replace(correction, subject_id=known[correction.subject_id])
