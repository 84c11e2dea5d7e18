"""Statements of the articles of a load date, inferred by the extraction."""

import time

import dagster as dg

from orchestration.assets.articles import raw_articles
from orchestration.assets.days import LoggedProgress, load_dates
from orchestration.ingest.pending import extract_pending
from orchestration.partitions import load_days
from orchestration.resources import WRITER_POOL, WarehouseResource

COUNTS = ("articles", "statements", "unsupported_language", "failed", "words")


@dg.asset(
    deps=[raw_articles],
    partitions_def=load_days,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=WRITER_POOL,
    # An article that cannot be read is no failure: what fails here is the disk, or a process for want of memory.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=10, backoff=dg.Backoff.EXPONENTIAL),
    group_name="extraction",
    kinds={"duckdb"},
)
def raw_statements(context: dg.AssetExecutionContext, warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
    """One row per statement of an article version: for every article that the current extractor has not read."""
    settings, started, progress = warehouse.settings(), time.monotonic(), LoggedProgress(context.log)
    reports = [extract_pending(settings, load_on=day, progress=progress) for day in load_dates(context)]
    counts = {name: sum(getattr(report, name) for report in reports) for name in COUNTS}
    seconds = time.monotonic() - started
    return dg.MaterializeResult(
        metadata={**counts, "seconds": seconds, "words_per_second": counts["words"] / max(seconds, 0.001)}
    )
