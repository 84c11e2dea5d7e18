"""Statements for every article that the current extractor has not read yet, whenever it was loaded."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pyarrow as pa

from orchestration.errors import HearsayError
from orchestration.extraction.schema import ARTICLE_SCHEMA
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse.connection import LOAD_MEMORY
from orchestration.warehouse.inferred import Pending, count_pending, read_pending, write_results
from orchestration.warehouse.loads import mirror_load, reconcile_loads
from orchestration.warehouse.writer import open_for_writing

# Some seconds of one core: progress is seen and little can be lost, and yet the transaction pays.
BATCH_ARTICLES = 40
STAGE = "Extracting statements"


@dataclass
class ExtractionReport:
    """What one run of the extraction did; `words` are of the articles read, `seconds` wall time."""

    articles: int = 0
    statements: int = 0
    unsupported_language: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0

    def describe_rate(self) -> str:
        """Words a second, for progress and reports."""
        return f"{self.words / self.seconds:,.0f} words/s" if self.seconds > 0 else ""


def extract_pending(
    settings: Settings,
    *,
    load_on: date | None = None,
    workers: int | None = None,
    wait: bool = True,
    progress: Progress = SILENT,
) -> ExtractionReport:
    """Extract the statements of articles without a row by the current version and engine, of one load date or all.

    Each batch is one transaction; what an interruption left out is pending again. Rows of an older extractor version
    or of another engine are replaced.
    """
    from orchestration.extraction.batch import EXTRACTOR_VERSION  # the engine takes seconds to import
    from orchestration.extraction.engine import ENGINES
    from orchestration.extraction.pool import extract_batches

    report = ExtractionReport()
    with open_for_writing(
        settings, purpose="extract", wait=wait, on_wait=progress.note, memory_limit=LOAD_MEMORY
    ) as con:
        reconcile_loads(con, settings)
        pending = Pending(EXTRACTOR_VERSION, ENGINES[settings.engine].name, load_on)
        count = count_pending(con, pending)
        if count == 0:
            return report
        progress.begin(STAGE, count, "articles")
        words: deque[int] = deque()
        batches = _count_words(read_pending(con, pending, ARTICLE_SCHEMA, BATCH_ARTICLES), words)
        # A process that would get no batch costs seconds to start.
        processes = min(workers or settings.workers, math.ceil(count / BATCH_ARTICLES))
        start = since = time.monotonic()
        for results in _name_dead_worker(extract_batches(batches, processes, settings.engine)):
            now = time.monotonic()
            for load_id in write_results(con, results, at=datetime.now(UTC), seconds=now - since):
                mirror_load(con, settings, load_id)
            since = now
            _add_results(report, results, words.popleft())
            report.seconds = now - start
            progress.update(STAGE, report.articles, report.describe_rate())
        report.seconds = time.monotonic() - start
        progress.end(STAGE, f"{report.statements:,} statements, {report.describe_rate()}")
    return report


def _name_dead_worker(results: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    try:
        yield from results
    except BrokenProcessPool as error:
        raise HearsayError(
            "A process of the extraction was ended from outside, most likely for want of memory:"
            " run it again with fewer --workers; what was extracted so far is kept."
        ) from error


def _count_words(batches: Iterator[pa.RecordBatch], words: deque[int]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        texts = [*batch.column("title").to_pylist(), *batch.column("body").to_pylist()]
        words.append(sum(len((text or "").split()) for text in texts))
        yield batch


def _add_results(report: ExtractionReport, results: pa.RecordBatch, words: int) -> None:
    statuses = results.column("status").to_pylist()
    report.articles += len(statuses)
    report.statements += sum(len(statements or ()) for statements in results.column("statements").to_pylist())
    report.unsupported_language += statuses.count("unsupported_language")
    report.failed += statuses.count("failed")
    report.words += words
