"""Jobs: which assets run together. When they run is in schedules.py and sensors.py."""

from __future__ import annotations

import dagster as dg

# Collecting, ingest, statements, the dbt models with their tests, and publishing, for the articles of one load date.
daily_load = dg.define_asset_job(
    "daily_load",
    selection=dg.AssetSelection.all(),
    description="From the sources and the landing zone to the published build, for one load date.",
)
