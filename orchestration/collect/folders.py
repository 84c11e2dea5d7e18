"""Folders of a source: files that appear there, or change, are landed as they are; the loader knows their formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orchestration.collect.memory import Memory, Seen
from orchestration.collect.outcomes import DocumentReport, Trouble
from orchestration.collect.sources import Outlet
from orchestration.collect.taking import Run
from orchestration.errors import HearsayError
from orchestration.ingest.discovery import FoundFile, find_files
from orchestration.ingest.origin import Origin
from orchestration.ingest.readers.formats import describe_formats


def take_folder(run: Run, outlet: Outlet, memory: Memory, folder: Path) -> DocumentReport:
    """Every file under the folder: landed, seen before, or rejected where its format is not read."""
    report = DocumentReport(str(folder), kind="folder")
    if not folder.is_dir():
        report.failure = Trouble(str(folder), "no_folder", "the folder is not there: make it, or correct the path")
        run.incoming.add_problem(outlet.name, str(folder), "no_folder", report.failure.reason)
        return report
    for found, key, mark in _find(folder):
        report.entries += 1
        known = memory.seen.get(key)
        if known is not None and known.fingerprint == mark:
            report.seen += 1
        elif report.landed + report.rejected >= run.fetcher.config.max_entries:
            report.left += 1
        else:
            _land(run, outlet, report, found, Seen(key, str(folder), known.first_at if known else run.at, run.at, mark))
    return report


def _land(run: Run, outlet: Outlet, report: DocumentReport, found: FoundFile, seen: Seen) -> None:
    origin = Origin(
        url=seen.url,
        listed_by=str(report.url),
        fetched_at=run.at,
        outlet=outlet.name,
        outlet_country=outlet.country,
        language=outlet.language,
        holds_records=True,  # files carry their own addresses, or none
    )
    if run.incoming.add_file(found, origin, seen={seen.url: seen}):
        report.landed += 1
    else:
        reason = f"the file cannot be read: {describe_formats()} are read"
        report.reject(Trouble(found.source_path, "unsupported_format", reason))


def _find(folder: Path) -> Iterator[tuple[FoundFile, str, str]]:
    try:
        found = find_files([folder])
    except HearsayError:  # nothing to read in it: an error to `hearsay load`, an ordinary day here
        return
    for file in found:
        stat = file.path.stat()
        yield file, file.path.as_uri(), f"{stat.st_size}-{stat.st_mtime_ns}"
