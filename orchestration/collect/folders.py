"""Folders of a source: files that appear there, or change, are landed as they are; the loader knows their formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from orchestration.collect.memory import FORGET_AFTER, Memory, Seen, parse_moment
from orchestration.collect.outcomes import DocumentReport, Trouble
from orchestration.collect.sources import Outlet
from orchestration.collect.taking import Run
from orchestration.errors import HearsayError
from orchestration.ingest.discovery import FoundFile, find_files
from orchestration.ingest.landing import hash_file
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
        if known is not None and _is_same(found, known, mark):
            report.seen += 1
            _keep_known(run, outlet, key, known, mark)
        elif report.landed + report.rejected >= run.fetcher.config.max_entries:
            report.left += 1
        else:
            _land(run, outlet, report, found, Seen(key, str(folder), known.first_at if known else run.at, run.at, mark))
    return report


def _is_same(found: FoundFile, known: Seen, mark: str) -> bool:
    """Whether a file holds what was landed: by its size and time, and where these differ by its bytes.

    A file that was only touched, or copied into place again, would else be landed anew, and all its articles with it.
    """
    return known.fingerprint == mark or bool(known.sha256 and known.sha256 == hash_file(found))


def _keep_known(run: Run, outlet: Outlet, key: str, known: Seen, mark: str) -> None:
    """Remember a file's new time, and before it is forgotten as what no source lists that it is still there."""
    seen_at = parse_moment(known.fetched_at)
    is_late = seen_at is None or run.now - seen_at > FORGET_AFTER / 3
    if is_late or known.fingerprint != mark:
        run.incoming.remember(outlet.name, {key: replace(known, fetched_at=run.at, fingerprint=mark)})


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
