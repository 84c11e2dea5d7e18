"""Articles of a load date, from the landing zone to the raw file."""

import time

import dagster as dg

from orchestration.assets.collected import collected
from orchestration.assets.days import SECONDS_TO_SETTLE, LoggedProgress, load_dates
from orchestration.ingest.days import LoadsFailed, ingest_days
from orchestration.ingest.retention import prune_as_configured
from orchestration.partitions import load_days
from orchestration.resources import WRITER_POOL, WarehouseResource

COUNTS = ("records", "articles", "new_versions", "duplicates", "rejects", "undated")


@dg.asset(
    deps=[collected],
    partitions_def=load_days,
    backfill_policy=dg.BackfillPolicy.single_run(),
    pool=WRITER_POOL,
    # What fails here is mostly the disk or the lock; an input that cannot be read is a reject, not a failure.
    retry_policy=dg.RetryPolicy(max_retries=2, delay=10, backoff=dg.Backoff.EXPONENTIAL),
    group_name="ingest",
    kinds={"duckdb"},
)
def raw_articles(context: dg.AssetExecutionContext, warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
    """One row per article version: the files lying loose in the day's landing folder, and its unfinished loads."""
    settings, started, progress = warehouse.settings(), time.monotonic(), LoggedProgress(context.log)
    days = load_dates(context)
    found = ingest_days(settings, days, settle_seconds=SECONDS_TO_SETTLE, progress=progress)
    if len({each.load_on for each in found.failed}) == len(days):
        raise LoadsFailed(found.failed)
    # Of a back-fill the other days go on to the published build; `every_load_came_through` fails for these.
    for each in found.failed:
        context.log.error(each.describe())
    pruned = prune_as_configured(settings)
    if pruned is not None and pruned.load_ids:
        context.log.info(pruned.describe())
    counts = {name: sum(getattr(report, name) for report in found.loads) for name in COUNTS}
    return dg.MaterializeResult(
        metadata={
            **counts,
            "loads": [report.load_id for report in found.loads],
            "failed": [each.describe() for each in found.failed],
            "pruned_loads": list(pruned.load_ids) if pruned else [],
            "pruned_megabytes": pruned.bytes / 1e6 if pruned else 0.0,
            "seconds": time.monotonic() - started,
        }
    )
