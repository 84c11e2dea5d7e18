"""From landed files to rows: every input record ends as an article, a new version, a duplicate or a reject."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.errors import HearsayError
from orchestration.ingest.article import EXCERPT_CHARS, Article, LoadOptions, Reject
from orchestration.ingest.erased import NAMELESS, Refused, Tombstones
from orchestration.ingest.landing import find_landing, land_paths
from orchestration.ingest.linking import link_syndicated
from orchestration.ingest.manifest import LandedFile, Landing
from orchestration.ingest.origin import complete_reading
from orchestration.ingest.outlets import read_known_outlets
from orchestration.ingest.pending import ExtractionReport, extract_pending
from orchestration.ingest.readers.formats import read_file
from orchestration.ingest.readers.page import end_page_process
from orchestration.ingest.readers.reading import ByteCount, Source
from orchestration.ingest.reading import interpret_reading
from orchestration.ingest.refusals import Refusals
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse.connection import LOAD_MEMORY
from orchestration.warehouse.erasure import read_tombstones
from orchestration.warehouse.ledger import COUNTS
from orchestration.warehouse.loads import add_to_load, finish_load, mirror_load, name_load, reconcile_loads, start_load
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.writer import open_for_writing
from orchestration.warehouse.writes import (
    INCOMING_ARTICLES,
    INCOMING_REJECTS,
    LoadKey,
    read_committed_positions,
    read_reject_examples,
    read_reject_ids,
    write_batch,
)

BATCH_RECORDS = 500
BATCH_CHARS = 30_000_000
SHOWN_REJECTS = 5
SHOWN_LOST = 5
STAGE = "Reading articles"


@dataclass(frozen=True)
class IngestReport:
    """What one load brought; records = articles + new_versions + duplicates + rejects.

    `seconds` is of all its runs; `reject_examples` are the first rejects, as "file, record: reason".
    """

    load_id: str
    load_on: date
    records: int
    articles: int
    new_versions: int
    duplicates: int
    rejects: int
    undated: int
    unsupported_language: int
    seconds: float
    reject_examples: tuple[str, ...] = ()

    @classmethod
    def from_row(cls, row: Mapping[str, Any], reject_examples: Sequence[str] = ()) -> IngestReport:
        """The report of a row of raw.loads."""
        counts = {key: int(row[column] or 0) for key, column in COUNTS.items() if key not in ("statements", "erased")}
        seconds = float(row["ingest_seconds"] or 0)
        return cls(row["load_id"], row["load_on"], seconds=seconds, reject_examples=tuple(reject_examples), **counts)


@dataclass(frozen=True)
class LoadReport:
    """A load and, unless it was left out, the extraction after it."""

    ingest: IngestReport
    extraction: ExtractionReport | None


@dataclass(frozen=True)
class _Item:
    file: LandedFile
    position: int  # of the file in its load's manifest, from 1
    number: int
    content: Article | Reject


def load_paths(
    settings: Settings,
    paths: Sequence[Path],
    *,
    options: LoadOptions | None = None,
    load_on: date | None = None,
    extract: bool = True,
    workers: int | None = None,
    wait: bool = True,
    progress: Progress = SILENT,
) -> LoadReport:
    """Land, ingest and extract the files and folders named, under one hold of the writer lock.

    Loading the same files again adds only duplicates; loading them again after an interruption finishes what was begun.
    """
    with writer_lock(settings, purpose="load", wait=wait, on_wait=progress.note):
        landing = land_paths(settings, paths, options=options, load_on=load_on)
        report = ingest_landed(settings, landing.load_id, progress=progress)
        extraction = extract_pending(settings, workers=workers, progress=progress) if extract else None
    return LoadReport(report, extraction)


def ingest_landed(settings: Settings, load_id: str, *, wait: bool = True, progress: Progress = SILENT) -> IngestReport:
    """Write one landed load to the warehouse, batch by batch; goes on where an interrupted one stopped.

    A load that is done is left as it is. Raises HearsayError where nothing was landed under that id, or its files were
    pruned.
    """
    landing = find_landing(settings, load_id)
    if landing.pruned_at is not None:
        raise HearsayError(
            f"Load {load_id} cannot be replayed: its landed files were pruned on {landing.pruned_at:%Y-%m-%d}."
            f" Load its files again from where they came: {landing.source}."
        )
    with open_for_writing(settings, purpose="load", wait=wait, on_wait=progress.note, memory_limit=LOAD_MEMORY) as con:
        put_loads_right(con, settings, progress)
        started_at = datetime.now(UTC)
        start_load(con, load_id=load_id, load_on=landing.load_on, source=landing.source, started_at=started_at)
        mirror_load(con, settings, load_id)
        try:
            _ingest(con, settings, landing, progress)
            link_syndicated(con, progress=progress)
        except BaseException:
            finish_load(con, load_id, status="failed", finished_at=datetime.now(UTC))
            mirror_load(con, settings, load_id)
            raise
        finish_load(con, load_id, status="done", finished_at=datetime.now(UTC))
        row = mirror_load(con, settings, load_id)
        return IngestReport.from_row(row, read_reject_examples(con, load_id, SHOWN_REJECTS))


def put_loads_right(con: duckdb.DuckDBPyConnection, settings: Settings, progress: Progress) -> None:
    """Count again what an interruption left, say which loads, and let the ledger say what this warehouse holds."""
    for interrupted in reconcile_loads(con, settings):
        progress.note(f"Load {interrupted} was interrupted earlier; its counts are put right.")


def _ingest(con: duckdb.DuckDBPyConnection, settings: Settings, landing: Landing, progress: Progress) -> None:
    committed = read_committed_positions(con, landing.load_id)
    count = ByteCount()
    key = LoadKey(landing.load_id, landing.load_on)
    record_count, since = 0, time.monotonic()
    progress.begin(STAGE, _landed_bytes(settings, landing), "bytes")
    refusals = Refusals(Tombstones(read_tombstones(con)))
    items = _read_items(settings, landing, committed, count, refusals)
    written = read_reject_ids(con, landing.load_id)
    for batch in _batch(item for item in items if _identify_reject(landing.load_id, item) not in written):
        now = time.monotonic()
        articles, rejects = _to_tables(landing.load_id, batch)
        write_batch(con, key, articles, rejects, at=datetime.now(UTC), seconds=now - since)
        since = now
        row = mirror_load(con, settings, landing.load_id)
        record_count = row["record_count"]
        progress.update(STAGE, count.bytes_read, f"{record_count:,} records")
    end_page_process()  # what comes after needs its memory
    add_to_load(con, landing.load_id, {"ingest_seconds": time.monotonic() - since})
    if refusals.erase_from_landing(settings, landing.load_id):
        name_load(con, landing.load_id, find_landing(settings, landing.load_id).source)
    progress.end(STAGE, f"{record_count:,} records")


def _read_items(
    settings: Settings,
    landing: Landing,
    committed: Mapping[str | None, int],
    count: ByteCount,
    refusals: Refusals,
) -> Iterator[_Item]:
    known_outlets = read_known_outlets(settings.seeds_dir)
    not_after = max(landing.load_on, landing.landed_at.date())
    for position, file in enumerate(landing.files, start=1):
        if file.problem is not None:
            reject = Reject(file.problem_code, file.problem, _name_source(file.source_path))
            content = refusals.check(reject, file, 0)
            # They stand first and go in whole: where anything of the load is written, they are.
            if not committed:
                yield _Item(file, position, 0, content)
    for position, file in enumerate(landing.files, start=1):
        if file.landing_path is None or file.format is None:
            continue
        path = settings.landing_dir / file.landing_path
        start = count.bytes_read
        source = Source(path, known_outlets, count)
        for reading in read_file(source, file.format):
            is_written = reading.number <= committed.get(file.landing_path, 0)
            # What is written is looked at once more where some of it may still lie in the landing zone.
            if is_written and not refusals.tombstones.by_hash:
                continue
            completed = complete_reading(reading, file.origin)
            content = interpret_reading(completed, landing.options, not_after=not_after)
            content = refusals.check(content, file, reading.number)
            if not is_written:
                yield _Item(file, position, reading.number, content)
        count.bytes_read = start + path.stat().st_size


def _name_source(source_path: str) -> str:
    return source_path[:EXCERPT_CHARS] if "://" in source_path else Path(source_path).name


def _batch(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    batch: list[_Item] = []
    chars = 0
    for item in items:
        batch.append(item)
        chars += len(item.content.body) if isinstance(item.content, Article) else 0
        # The rejects of files that are not read go in whole: a resumed load skips all of them or none.
        if (len(batch) >= BATCH_RECORDS or chars > BATCH_CHARS) and item.number > 0:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def _to_tables(load_id: str, batch: Sequence[_Item]) -> tuple[pa.Table, pa.Table]:
    articles: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for item in batch:
        # A file's name may say what was in it.
        is_refused = isinstance(item.content, Refused)
        place = {
            "landing_path": None if is_refused else item.file.landing_path,
            "source_path": NAMELESS if is_refused else item.file.source_path,
            "record_number": item.number,
        }
        if isinstance(item.content, Article):
            articles.append({**item.content.to_row(), **place})
        else:
            reject = {
                "reject_id": _identify_reject(load_id, item),
                "reason_code": item.content.reason_code,
                "reason": item.content.reason,
                "excerpt": item.content.excerpt,
            }
            rejects.append({**reject, **place})
    return (
        pa.Table.from_pylist(articles, schema=INCOMING_ARTICLES),
        pa.Table.from_pylist(rejects, schema=INCOMING_REJECTS),
    )


def _identify_reject(load_id: str, item: _Item) -> str:
    # Not by the file's name: two addresses may lead to one page, and what is erased loses its name. The place in the
    # manifest is kept by whatever happens to a load, so that a replay gives the same id.
    return hashlib.sha256(f"{load_id}|{item.position}|{item.number}".encode()).hexdigest()[:16]


def _landed_bytes(settings: Settings, landing: Landing) -> int:
    paths = (settings.landing_dir / file.landing_path for file in landing.files if file.landing_path)
    return sum(path.stat().st_size for path in paths)
