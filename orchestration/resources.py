"""Resources: what the assets are handed instead of reaching for it, so that a test can hand them something else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import cast

import dagster as dg
from dagster_dbt import DbtCliInvocation, DbtCliResource
from dagster_dbt.compat import BaseAdapter
from packaging.version import Version

from orchestration.build import WITHOUT_UNIT_TESTS
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.marts import dbt_variables

# The pool of one that every asset belongs to that writes DuckDB.
WRITER_POOL = "duckdb_writer"


class WarehouseResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Which warehouse the assets work on: the folder `data`, or where it is empty the one of the settings."""

    data: str = ""

    def settings(self) -> Settings:
        """The typed settings; read when a run needs them, never before."""
        return load_settings(data=Path(self.data)) if self.data else load_settings()


class WarehouseDbt(DbtCliResource):
    """dbt's command line, of the environment that this process runs in."""

    @cached_property
    def _cli_version(self) -> Version:
        # The inherited one runs `dbt --version`, which asks the network and takes up to 25 s behind a firewall.
        return Version(metadata.version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> BaseAdapter:
        # Serves row counts and column metadata, which are not fetched here, and would open the marts in this process.
        return cast("BaseAdapter", None)

    def build(self, settings: Settings, build_id: str, context: dg.AssetExecutionContext) -> DbtCliInvocation:
        """Start `dbt build` of what the context selects; the caller holds the writer lock and reads the events."""
        for name, value in dbt_variables(settings, build_id).items():
            os.environ[name] = value
        return self.cli(["build", *WITHOUT_UNIT_TESTS], context=context, target_path=settings.dbt_target_dir)


def dbt_resource(settings: Settings) -> WarehouseDbt:
    """The dbt of this environment over the project of these settings."""
    folder = str(settings.dbt_project_dir)
    return WarehouseDbt(
        project_dir=folder,
        profiles_dir=folder,
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
        global_config_flags=["--no-use-colors"],
    )
