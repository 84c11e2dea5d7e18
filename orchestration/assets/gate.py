"""The gate before publishing: which dbt run may be put in front of readers. No Dagster, no dbt: only their records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.build import GOOD_STATUSES

# Tags that a run carries once dbt has built everything and every test has passed. They are bound to that run, so a
# later run, or one that built only part of the models, has none.
BUILD_TAG = "hearsay/build_id"
TESTS_TAG = "hearsay/dbt_tests_passed"

BUILT = {"model", "seed", "snapshot"}


class GateClosed(Exception):
    """This run may not publish; the message says why."""


def count_passed_tests(manifest: Mapping[str, Any], run_results: Mapping[str, Any]) -> int:
    """How many tests passed, where everything that the project holds was built and tested.

    Takes dbt's manifest.json and run_results.json. Raises GateClosed where anything failed or was left out: a build of
    which only some models are new is not the state of any moment.
    """
    status = {result["unique_id"]: result["status"] for result in run_results["results"]}
    bad = sorted(unique_id for unique_id, value in status.items() if value not in GOOD_STATUSES)
    if bad:
        raise GateClosed(f"{len(bad)} of dbt's {len(status)} steps did not succeed, the first: {bad[0]}")
    missing = sorted(expected_steps(manifest) - set(status))
    if missing:
        raise GateClosed(f"dbt did not run {len(missing)} of its steps, the first: {missing[0]}")
    return sum(unique_id.split(".")[0] == "test" for unique_id in status)


def expected_steps(manifest: Mapping[str, Any]) -> set[str]:
    """The ids of everything that a whole build runs: all but the unit tests, which bring rows of their own."""
    nodes = manifest["nodes"].values()
    built = {
        node["unique_id"]
        for node in nodes
        if node["resource_type"] in BUILT and node["config"].get("materialized") != "ephemeral"
    }
    tests = {node["unique_id"] for node in nodes if node["resource_type"] == "test"}
    return built | tests


def require_tested_build(tags: Mapping[str, str], built: str | None) -> str:
    """The id of the build that this run made and tested. Raises GateClosed where there is none.

    `tags` are the run's; `built` is the id that the marts file itself carries, which is another one where somebody
    has built since.
    """
    build_id = tags.get(BUILD_TAG)
    if build_id is None or TESTS_TAG not in tags:
        raise GateClosed(
            "dbt's tests have not all passed in this run, so the last good build stays: materialise the dbt models"
            " together with published_build"
        )
    if built != build_id:
        raise GateClosed(f"the marts hold build {built}, not {build_id} that this run tested: run it again")
    return build_id
