"""Readers' reports of mistakes: a file each, written by the dashboard, and a correction once somebody accepts it.

What lies in the folder is anybody's: names, sizes, fields and types are checked before anything is made of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.corrections.correction import EVERY_VALUE, Anchor, Correction, CorrectionError, require_sound
from orchestration.settings import Settings
from orchestration.warehouse.correction_making import keep_correction, read_country_codes
from orchestration.warehouse.subject_hash import hash_subject

REPORT_NAME = re.compile(r"r(\d{8}T\d{6}-[0-9a-f]{6,16})\.json")
SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can have one alone; it cannot be stored
MOST_BYTES = 64_000


@dataclass(frozen=True)
class Report:
    """A waiting report: the correction that it would be, or why it can be none."""

    report_id: str
    path: Path
    correction: Correction | None
    problem: str = ""


def read_reports(settings: Settings) -> list[Report]:
    """The reports that wait, oldest first; other files in the folder are passed over."""
    folder = settings.reports_dir / "waiting"
    paths = sorted(folder.glob("r*.json")) if folder.is_dir() else []
    return [_read(settings, path) for path in paths if REPORT_NAME.fullmatch(path.name) and not path.is_symlink()]


def accept_reports(
    con: duckdb.DuckDBPyConnection, settings: Settings, reports: Iterable[Report], *, by: str
) -> list[tuple[Report, str]]:
    """Make corrections of reports; returns those that cannot be one, each with the reason.

    A report is moved only after its correction is kept: after a kill it is accepted once more and found there already.
    """
    refused = []
    for report in reports:
        if report.correction is None:
            refused.append((report, report.problem))
            continue
        try:
            keep_correction(con, settings, replace(report.correction, accepted_by=by))
        except CorrectionError as error:
            refused.append((report, str(error)))
            continue
        _move(settings, report, "accepted", {"accepted_by": by})
    return refused


def reject_report(settings: Settings, report: Report, *, by: str, reason: str) -> None:
    """Put a report aside with who rejected it and why; nothing is made of it."""
    _move(settings, report, "rejected", {"rejected_by": by, "rejected_because": reason})


def take_reports(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Before a build: make corrections of what waits, where the settings say so, and put aside what cannot be one."""
    if settings.reports != "apply":
        return
    by = "HEARSAY_REPORTS=apply"
    for report, reason in accept_reports(con, settings, read_reports(settings), by=by):
        reject_report(settings, report, by=by, reason=reason)


def find_reports_about(settings: Settings, subjects: Collection[str]) -> Iterator[Path]:
    """Reports about these articles or speakers (by `hash_subject` of their ids), and what was decided on them."""
    for path in sorted(settings.reports_dir.glob("*/r*.json")):
        if path.name.endswith(".decision.json"):
            continue
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            named = {kept.get("subject_id"), kept.get("other_subject_id"), (kept.get("anchor") or {}).get("article_id")}
            is_about = any(hash_subject(each) in subjects for each in named if each)
        except (OSError, ValueError, AttributeError, TypeError):
            continue
        if is_about:
            # The report last: while it is there the decision beside it is found.
            yield path.with_name(f"{path.stem}.decision.json")
            yield path


def _read(settings: Settings, path: Path) -> Report:
    report_id = path.stem
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CorrectionError(f"it has more than {MOST_BYTES:,} bytes")
        correction = _to_correction(report_id, json.loads(path.read_text(encoding="utf-8")))
        require_sound(correction, read_country_codes(settings.seeds_dir))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, CorrectionError) as error:
        return Report(report_id, path, None, f"{path.name} is no report that can be read: {error}")
    return Report(report_id, path, correction)


def _to_correction(report_id: str, kept: dict[str, Any]) -> Correction:
    anchor = kept.get("anchor")
    return Correction(
        correction_id="c" + report_id[1:],
        kind=_text(kept["kind"]),
        made_by=_text(kept["made_by"]),
        made_at=datetime.strptime(report_id[1:16], "%Y%m%dT%H%M%S").replace(tzinfo=UTC),
        reason=_text(kept["reason"]),
        origin="dashboard",
        anchor=_to_anchor(anchor) if anchor is not None else None,
        **{name: _text(kept[name]) for name in EVERY_VALUE if kept.get(name) is not None},
    )


def _to_anchor(kept: dict[str, Any]) -> Anchor:
    texts = {each.name: _text(kept[each.name]) for each in fields(Anchor) if each.name != "start_char"}
    start = kept["start_char"]
    if not isinstance(start, int) or not 0 <= start < 2**31:
        raise CorrectionError("its place is no number of characters")
    return Anchor(**texts, start_char=start)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise CorrectionError(f"{value!r} is no text")
    if not value.isascii() and SURROGATE.search(value):
        raise CorrectionError(f"{value!r} has half a character in it")
    return value


def _move(settings: Settings, report: Report, place: str, decision: dict[str, str]) -> None:
    folder = settings.reports_dir / place
    folder.mkdir(parents=True, exist_ok=True)
    # Beside it, not in it: what the reader wrote stays as it was written.
    note = {**decision, "decided_at": datetime.now(UTC).isoformat(timespec="seconds")}
    (folder / f"{report.report_id}.decision.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    report.path.replace(folder / report.path.name)
