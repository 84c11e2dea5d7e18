"""The dbt models, their seeds and their tests, as one asset group over a manifest that was made before."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.core.dbt_event_iterator import DbtDagsterEventType

from orchestration.assets.gate import BUILD_TAG, TESTS_TAG, GateClosed, count_passed_tests
from orchestration.build import new_build_id, prepare_raw
from orchestration.resources import WRITER_POOL, WarehouseDbt, WarehouseResource
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.marts import begin_build

RAW_ARTICLES = dg.AssetKey("raw_articles")
RAW_STATEMENTS = dg.AssetKey("raw_statements")
# Which asset writes each table of the raw file.
WRITERS = {
    "articles": RAW_ARTICLES,
    "load_records": RAW_ARTICLES,
    "loads": RAW_ARTICLES,
    "rejects": RAW_ARTICLES,
    # Written at the end of every load.
    "article_sketches": RAW_ARTICLES,
    "syndications": RAW_ARTICLES,
    "extractions": RAW_STATEMENTS,
    "statements": RAW_STATEMENTS,
    # Matched by dbt_models itself, just before dbt, from the statements.
    "claim_members": RAW_STATEMENTS,
    "claim_edges": RAW_STATEMENTS,
    "claim_ids": RAW_STATEMENTS,
    "claim_aliases": RAW_STATEMENTS,
    "claim_fingerprints": RAW_STATEMENTS,
    "claim_outlines": RAW_STATEMENTS,
    "claim_speakers": RAW_STATEMENTS,
    "claim_waiting": RAW_STATEMENTS,
    "claim_reads": RAW_STATEMENTS,
    # Made of the statements at the beginning of every build.
    "speaker_members": RAW_STATEMENTS,
    "speaker_edges": RAW_STATEMENTS,
    "speaker_aliases": RAW_STATEMENTS,
    "speaker_reviews": RAW_STATEMENTS,
    "speaker_reads": RAW_STATEMENTS,
    # Written by people, and applied to the statements at the beginning of every build.
    "corrections": RAW_STATEMENTS,
    "correction_undoings": RAW_STATEMENTS,
    "correction_outcomes": RAW_STATEMENTS,
    "statement_corrections": RAW_STATEMENTS,
    "speaker_corrections": RAW_STATEMENTS,
    "corrected_statements": RAW_STATEMENTS,
    "tombstones": RAW_ARTICLES,
}


class HearsayTranslator(DagsterDbtTranslator):
    """Sources are the assets that write them; models are grouped by the folder that they lie in."""

    def __init__(self) -> None:
        super().__init__(
            DagsterDbtTranslatorSettings(
                enable_asset_checks=True,
                enable_source_tests_as_checks=True,
                enable_duplicate_source_asset_keys=True,
            )
        )

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """`core/fct_statements` for a model, the writing asset for a source."""
        if dbt_resource_props["resource_type"] == "source":
            return WRITERS[dbt_resource_props["name"]]
        return super().get_asset_key(dbt_resource_props)

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        """A test as a check; one of a source does not block.

        A blocking check of raw_articles would have to pass before raw_statements starts, and runs only after it, in
        dbt: Dagster would cut `dbt build` into several to break the circle. dbt itself stops at a failed source test.
        """
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is not None and spec.asset_key in WRITERS.values():
            return spec._replace(blocking=False)
        return spec

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """seeds, intermediate, core, reporting."""
        if dbt_resource_props["resource_type"] == "seed":
            return "seeds"
        return str(dbt_resource_props["fqn"][-2])


def build_dbt_models(manifest: Path) -> dg.AssetsDefinition:
    """The assets of every model and seed in the manifest; their tests, and those of the sources, are asset checks."""

    @dbt_assets(manifest=manifest, name="dbt_models", dagster_dbt_translator=HearsayTranslator(), pool=WRITER_POOL)
    def dbt_models(
        context: dg.AssetExecutionContext, warehouse: WarehouseResource, dbt: WarehouseDbt
    ) -> Iterator[DbtDagsterEventType]:
        """Who is who in all articles, then `dbt build`: seeds, models and tests, in the order of their dependencies."""
        settings = warehouse.settings()
        with writer_lock(settings, purpose="dbt", on_wait=context.log.info):
            build_id = new_build_id()
            prepare_raw(settings)
            if (done := begin_build(settings)) is not None:
                context.log.info(done)
            invocation = dbt.build(settings, build_id, context)
            yield from invocation.stream()
        try:
            passed = count_passed_tests(
                invocation.get_artifact("manifest.json"), invocation.get_artifact("run_results.json")
            )
        except GateClosed as closed:
            context.log.warning(f"Build {build_id} will not be published: {closed}")
            return
        context.instance.add_run_tags(context.run.run_id, {BUILD_TAG: build_id, TESTS_TAG: str(passed)})

    return dbt_models
