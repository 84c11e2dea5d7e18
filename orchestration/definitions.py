"""The Dagster code location: assembly only. What it is made of is in the modules beside this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg

from orchestration.assets.articles import raw_articles
from orchestration.assets.collected import collected
from orchestration.assets.manifest import require_manifest
from orchestration.assets.models import build_dbt_models
from orchestration.assets.published import build_published_build
from orchestration.assets.statements import raw_statements
from orchestration.checks import (
    every_load_came_through,
    every_record_is_accounted_for,
    every_source_could_be_asked,
    no_source_has_gone_quiet,
    no_text_has_shrunk,
    readers_get_this_build,
)
from orchestration.jobs import daily_load
from orchestration.resources import WarehouseResource, dbt_resource
from orchestration.schedules import every_morning
from orchestration.sensors import build_landing_sensor
from orchestration.settings import Settings, load_settings


def build_defs(settings: Settings | None = None, overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """Everything that Dagster runs, over one data folder; `overrides` replace resources by their name.

    Reads the settings and dbt's manifest, and opens nothing else. Raises HearsayError where the manifest is missing.
    """
    settings = settings or load_settings()
    models = build_dbt_models(require_manifest(settings))
    resources = {"warehouse": WarehouseResource(data=str(settings.data)), "dbt": dbt_resource(settings)}
    return dg.Definitions(
        assets=[collected, raw_articles, raw_statements, models, build_published_build(models)],
        asset_checks=[
            every_source_could_be_asked,
            no_source_has_gone_quiet,
            no_text_has_shrunk,
            every_load_came_through,
            every_record_is_accounted_for,
            readers_get_this_build,
        ],
        jobs=[daily_load],
        schedules=[every_morning],
        sensors=[build_landing_sensor()],
        resources={**resources, **(overrides or {})},
        # DuckDB has one writing process, so the steps of a run share one.
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster loads: assembled when it asks, not on import."""
    return build_defs()
