"""What the outlets of sources.yml bring, from the web to the landing zone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import dagster as dg

from orchestration.assets.days import LoggedProgress, load_dates
from orchestration.collect.collecting import collect
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import read_sources
from orchestration.errors import HearsayError
from orchestration.partitions import load_days
from orchestration.resources import WarehouseResource

COUNTS = ("entries", "landed", "seen", "rejected", "left", "too_old")
# A run that is started again, or by a dropped file, asks only the outlets that failed or were not asked for so long.
NOT_WITHIN = timedelta(hours=6)
RETRIES = 2


@dg.asset(
    partitions_def=load_days,
    backfill_policy=dg.BackfillPolicy.single_run(),
    # A source that fails is named and asked again next time: what fails here is the disk, or another that collects.
    retry_policy=dg.RetryPolicy(max_retries=RETRIES, delay=60, backoff=dg.Backoff.EXPONENTIAL),
    group_name="ingest",
    kinds={"http"},
)
def collected(context: dg.AssetExecutionContext, warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
    """One load of what is new on the web, for today's partition only: yesterday's web cannot be asked any more.

    Where collecting fails as a whole, what has landed is loaded all the same, and `every_source_could_be_asked` fails.
    """
    settings, now = warehouse.settings(), datetime.now(UTC)
    if now.date() not in load_dates(context):
        return dg.MaterializeResult(metadata={"skipped": "only today's partition is collected"})
    if not settings.sources_path.is_file():
        return dg.MaterializeResult(metadata={"skipped": f"{settings.sources_path} is not there"})
    try:
        sources = read_sources(settings.sources_path)
    except HearsayError as error:  # it would read the same at the next attempt
        return _fail(context, str(error))
    try:
        report = collect(settings, sources, now=now, not_within=NOT_WITHIN, progress=LoggedProgress(context.log))
    except Exception as error:
        if context.retry_number < RETRIES:
            raise
        return _fail(context, str(error) if isinstance(error, HearsayError) else f"collecting broke: {error!r}")
    for outlet in report.failing:
        context.log.warning(f"{outlet.outlet} fails: {outlet.failures[0].place}: {outlet.failures[0].reason}")
    return dg.MaterializeResult(metadata=describe_report(report))


def _fail(context: dg.AssetExecutionContext, reason: str) -> dg.MaterializeResult[None]:
    context.log.error(reason)
    return dg.MaterializeResult(metadata={"failed": [reason]})


def describe_report(report: CollectReport) -> dict[str, Any]:
    """The metadata of a run: the counts, the loads, the failing outlets with their reasons, and a row per outlet."""
    outlets = [
        {
            "outlet": outlet.outlet,
            "skipped": outlet.skipped,
            "failures": len(outlet.failures),
            **{name: outlet.count(name) for name in COUNTS},
        }
        for outlet in report.outlets
    ]
    failing = {each.outlet: [f"{one.place}: {one.reason}" for one in each.failures] for each in report.failing}
    return {
        **{name: report.count(name) for name in COUNTS},
        "failing": failing,
        "loads": list(report.load_ids),
        "outlets": outlets,
        "requests": report.requests,
        "megabytes": report.bytes / 1e6,
        "seconds": report.seconds,
    }
