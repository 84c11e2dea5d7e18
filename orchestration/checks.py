"""Asset checks of our own, on what dbt cannot see. The tests of dbt are checks too; they come with the models."""

from datetime import UTC, date, datetime

import dagster as dg

from orchestration.assets.articles import raw_articles
from orchestration.assets.collected import collected
from orchestration.assets.gate import BUILD_TAG
from orchestration.collect.quiet import find_quiet
from orchestration.collect.sources import read_sources
from orchestration.errors import HearsayError
from orchestration.resources import WRITER_POOL, WarehouseResource
from orchestration.settings import Settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_loads, read_status
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.outlet_days import read_last_brought
from orchestration.warehouse.publish import resolve_published
from orchestration.warehouse.query import query_published
from orchestration.warehouse.text_lengths import find_shrunken


@dg.asset_check(asset=collected)
def every_source_could_be_asked(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
    """Collecting was not stopped as a whole: by a mistake in sources.yml, by another that collects, by the disk.

    It raises, so that the run is shown as failed; what has landed is loaded and published all the same.
    """
    return _judge_failed(context, collected, "Collecting failed as a whole:")


@dg.asset_check(asset=raw_articles, pool=WRITER_POOL)
def no_source_has_gone_quiet(warehouse: WarehouseResource) -> dg.AssetCheckResult:
    """Of every outlet of sources.yml something has become an article within the days that it may be silent."""
    settings, now = warehouse.settings(), datetime.now(UTC)
    for path in (settings.sources_path, settings.raw_path):
        if not path.is_file():
            return dg.AssetCheckResult(passed=True, metadata={"skipped": f"{path} is not there"})
    with writer_lock(settings, purpose="check"), connect_raw(settings) as con:
        brought = read_last_brought(con)
    try:
        quiet = find_quiet(settings, read_sources(settings.sources_path), now, brought)
    except HearsayError as error:
        severity = dg.AssetCheckSeverity.WARN
        return dg.AssetCheckResult(passed=False, severity=severity, metadata={"unknown": str(error)})
    return dg.AssetCheckResult(
        passed=not quiet,
        # An outlet may have nothing to say: somebody should look, and the load goes on.
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"quiet": [each.describe(now) for each in quiet]},
    )


@dg.asset_check(asset=raw_articles, pool=WRITER_POOL)
def no_text_has_shrunk(context: dg.AssetCheckExecutionContext, warehouse: WarehouseResource) -> dg.AssetCheckResult:
    """Every outlet's articles of the day are as long as its own before; less than half is a page not read whole."""
    settings = warehouse.settings()
    if not settings.raw_path.is_file():
        return dg.AssetCheckResult(passed=True, metadata={"skipped": f"{settings.raw_path} is not there"})
    with writer_lock(settings, purpose="check"), connect_raw(settings) as con:
        shrunken = find_shrunken(con, _read_days(context, settings))
    return dg.AssetCheckResult(
        passed=not shrunken,
        # An outlet may have had a day of short news: somebody should look, and the load goes on.
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"shrunken": [each.describe() for each in shrunken]},
    )


def _read_days(context: dg.AssetCheckExecutionContext, settings: Settings) -> list[date]:
    # Asked for by hand, a check has no partition: then the newest load date is meant.
    if context.has_partition_key or context.has_partition_key_range:
        return [date.fromisoformat(key) for key in context.partition_keys]
    return [date.fromisoformat(day) for day in sorted({str(load["load_on"]) for load in read_loads(settings)})[-1:]]


@dg.asset_check(asset=raw_articles)
def every_load_came_through(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
    """Every load that waited for the days of the run was loaded.

    It raises, so that a back-fill in which a day failed is shown as failed; the other days are published all the same.
    """
    return _judge_failed(context, raw_articles, "Not loaded, and waiting still:")


def _judge_failed(context: dg.AssetCheckExecutionContext, asset: dg.AssetsDefinition, what: str) -> dg.AssetCheckResult:
    event = context.instance.get_latest_materialization_event(asset.key)
    said = event.asset_materialization.metadata.get("failed") if event and event.asset_materialization else None
    failed = [str(each) for each in said.value] if said and isinstance(said.value, list) else []
    if failed:
        raise dg.Failure("\n".join([what, *failed]), allow_retries=False)
    return dg.AssetCheckResult(passed=True)


@dg.asset_check(asset=raw_articles)
def every_record_is_accounted_for(warehouse: WarehouseResource) -> dg.AssetCheckResult:
    """Over all loads, records = articles + new versions + duplicates + rejects + erased: none is dropped silently."""
    counts = read_status(warehouse.settings()).counts
    accounted = sum(counts[name] for name in ("articles", "new_versions", "duplicates", "rejects", "erased"))
    return dg.AssetCheckResult(passed=counts["records"] == accounted, metadata={**counts, "accounted": accounted})


@dg.asset_check(asset=dg.AssetKey("published_build"))
def readers_get_this_build(context: dg.AssetCheckExecutionContext, warehouse: WarehouseResource) -> dg.AssetCheckResult:
    """What a reader opens is the build that this run published, by its name and by what it says of itself."""
    settings = warehouse.settings()
    path = resolve_published(settings)
    build_id = str(query_published(settings, "SELECT build_id FROM reporting.rpt_build").rows[0][0])
    run = context.instance.get_run_by_id(context.run.run_id)
    made_here = run.tags.get(BUILD_TAG) if run else None
    return dg.AssetCheckResult(
        passed=path.stem == build_id and made_here in (None, build_id),
        metadata={"build_id": build_id, "path": dg.MetadataValue.path(path)},
    )
