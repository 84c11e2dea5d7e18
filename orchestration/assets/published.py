"""The published build: the file that the dashboard and analysts open."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import duckdb

from orchestration.assets.gate import require_tested_build
from orchestration.build import publish_if_tested
from orchestration.resources import WRITER_POOL, WarehouseResource
from orchestration.warehouse.connection import CONFIG
from orchestration.warehouse.lock import writer_lock


def build_published_build(models: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """The asset at the end of the way, after every model."""

    @dg.asset(deps=[models], pool=WRITER_POOL, group_name="publishing", kinds={"duckdb"})
    def published_build(context: dg.AssetExecutionContext, warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
        """A file per build and a link to the current one: swapped only where all of dbt's tests passed in this run."""
        settings = warehouse.settings()
        run = context.instance.get_run_by_id(context.run.run_id)
        # Dagster may start this asset although a test failed, or alone: it asks for itself.
        with writer_lock(settings, purpose="publish", on_wait=context.log.info):
            build_id = require_tested_build(run.tags if run else {}, read_build_id(settings.marts_path))
            results = settings.dbt_target_dir / "run_results.json"
            report = publish_if_tested(settings, build_id, results, started_at=read_start(build_id))
        return dg.MaterializeResult(
            metadata={
                "build_id": report.build_id,
                "path": dg.MetadataValue.path(report.published_path),
                "megabytes": report.published_path.stat().st_size / 1e6,
                "models": report.models,
                "tests": report.tests,
                "warnings": report.warnings,
                "rows_written": report.increment.rows_written,
                "increment": report.increment.describe(),
                "seconds": report.seconds,
            }
        )

    return published_build


def read_start(build_id: str) -> datetime:
    """When the build began: its id opens with that moment. What was loaded later is not in it."""
    return datetime.strptime(build_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def read_build_id(marts: Path) -> str | None:
    """The id of the build that the marts file holds, None where it holds none; the caller holds the writer lock."""
    if not marts.is_file():
        return None
    with duckdb.connect(str(marts), read_only=True, config=CONFIG) as con:
        try:
            row = con.execute("SELECT build_id FROM reporting.rpt_build").fetchone()
        except duckdb.CatalogException:  # the first build did not come that far
            return None
    return str(row[0]) if row else None
