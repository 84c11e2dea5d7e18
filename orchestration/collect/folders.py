"""Folders of a source: files that appear there, or change, are landed as they are; the loader knows their formats."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from orchestration.collect.memory import Memory, Seen, is_fading
from orchestration.collect.outcomes import DocumentReport, Trouble
from orchestration.collect.sources import Outlet
from orchestration.collect.taking import Run
from orchestration.errors import HearsayError
from orchestration.ingest.discovery import FoundFile, find_files
from orchestration.ingest.landing import hash_file
from orchestration.ingest.origin import Origin
from orchestration.ingest.waiting import is_settled, read_mark

STILL_WRITTEN = "it is still being written"


async def take_folder(run: Run, outlet: Outlet, memory: Memory, folder: Path) -> DocumentReport:
    """Every file under the folder: landed, seen before, left, or rejected where it cannot be read.

    One that is still being written is left: half of it would be an article, and the whole another version. A folder
    that cannot be looked through is its outlet's failure alone. Raises OSError for the landing zone's disk.
    """
    report = DocumentReport(str(folder), kind="folder")
    try:
        files = list(_find(folder)) if folder.is_dir() else None
    except OSError as error:
        reason = f"the folder cannot be looked through ({error}): let this user read it"
        return _fail(run, outlet, report, "unreadable_folder", reason)
    if files is None:
        return _fail(run, outlet, report, "no_folder", "the folder is not there: make it, or correct the path")
    restless = await _find_restless(
        [each for each in files if not _is_remembered(memory, *each)], run.fetcher.config.settle_seconds
    )
    for found, key, mark in files:
        report.entries += 1
        known = memory.seen.get(key)
        if known is not None and _is_same(found, known, mark):
            report.seen += 1
            _keep_known(run, outlet, key, known, mark)
        elif key in restless:
            report.leave(STILL_WRITTEN, found.source_path)
        elif report.landed + report.rejected >= run.fetcher.config.max_entries:
            report.left += 1
        else:
            _land(run, outlet, report, found, Seen(key, str(folder), known.first_at if known else run.at, run.at, mark))
    return report


def _is_remembered(memory: Memory, found: FoundFile, key: str, mark: str) -> bool:
    known = memory.seen.get(key)
    return known is not None and known.fingerprint == mark


async def _find_restless(files: Sequence[tuple[FoundFile, str, str]], seconds: float) -> frozenset[str]:
    """Of these files, the keys of those that go on changing: they are watched where one has changed lately."""
    now = time.time()
    fresh = [each for each in files if not is_settled(int(each[2].rpartition("-")[2]) / 1e9, now, seconds)]
    if not fresh:
        return frozenset()
    await asyncio.sleep(seconds)
    return frozenset(key for found, key, mark in fresh if read_mark(found.path) != mark)


def _is_same(found: FoundFile, known: Seen, mark: str) -> bool:
    """Whether a file holds what was landed: by its size and time, and where these differ by its bytes.

    A file that was only touched, or copied into place again, would else be landed anew, and all its articles with it.
    """
    return known.fingerprint == mark or bool(known.sha256 and known.sha256 == hash_file(found))


def _keep_known(run: Run, outlet: Outlet, key: str, known: Seen, mark: str) -> None:
    """Remember a file's new time, and before it is forgotten as what no source lists that it is still there."""
    if is_fading(known, run.now) or known.fingerprint != mark:
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
    file = run.incoming.add_file(found, origin, seen={seen.url: seen})
    if file is None:
        report.leave(STILL_WRITTEN, found.source_path)
    elif file.problem is None:
        report.landed += 1
    else:
        report.reject(Trouble(found.source_path, file.problem_code, file.problem))


def _fail(run: Run, outlet: Outlet, report: DocumentReport, code: str, reason: str) -> DocumentReport:
    report.failure = Trouble(report.url, code, reason)
    run.incoming.add_problem(outlet.name, report.url, code, reason)
    return report


def _find(folder: Path) -> Iterator[tuple[FoundFile, str, str]]:
    try:
        found = find_files([folder])
    except HearsayError:  # nothing to read in it: an error to `hearsay load`, an ordinary day here
        return
    for file in found:
        mark = read_mark(file.path)
        if mark:  # else it was taken away since it was found: there is nothing of it any more
            yield file, file.path.as_uri(), mark
