"""Only a build that is whole and tested, in this very run, may be published."""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.assets.gate import BUILD_TAG, TESTS_TAG, GateClosed, count_passed_tests, require_tested_build

MODEL, STAGING, SEED = "model.hearsay.fct", "model.hearsay.stg", "seed.hearsay.countries"
TEST, UNIT_TEST = "test.hearsay.unique_fct", "unit_test.hearsay.fct.joins"


def manifest() -> dict[str, Any]:
    def node(unique_id: str, materialized: str) -> dict[str, Any]:
        kind = unique_id.split(".")[0]
        return {"unique_id": unique_id, "resource_type": kind, "config": {"materialized": materialized}}

    nodes = [node(MODEL, "table"), node(STAGING, "ephemeral"), node(SEED, "seed"), node(TEST, "test")]
    return {"nodes": {each["unique_id"]: each for each in nodes}, "unit_tests": {UNIT_TEST: {}}}


def run_results(**changes: str | None) -> dict[str, Any]:
    """Results in which all went well, with some of them changed or (None) left out."""
    status: dict[str, str | None] = {MODEL: "success", SEED: "success", TEST: "pass"}
    status |= {{"model": MODEL, "test": TEST}[name]: value for name, value in changes.items()}
    return {"results": [{"unique_id": each, "status": value} for each, value in status.items() if value is not None]}


def test_passed_tests_are_counted_when_everything_was_built() -> None:
    assert count_passed_tests(manifest(), run_results()) == 1


def test_a_warning_does_not_close_the_gate() -> None:
    assert count_passed_tests(manifest(), run_results(test="warn")) == 1


@pytest.mark.parametrize("status", ["fail", "error", "skipped", "runtime error", "something dbt may say one day"])
def test_the_gate_closes_on_any_step_that_did_not_succeed(status: str) -> None:
    with pytest.raises(GateClosed, match=TEST):
        count_passed_tests(manifest(), run_results(test=status))


@pytest.mark.parametrize(("left_out", "named"), [("model", MODEL), ("test", TEST)])
def test_the_gate_closes_where_a_step_was_left_out(left_out: str, named: str) -> None:
    with pytest.raises(GateClosed, match=named):
        count_passed_tests(manifest(), run_results(**{left_out: None}))


def test_the_tested_build_may_be_published() -> None:
    assert require_tested_build({BUILD_TAG: "b1", TESTS_TAG: "90"}, built="b1") == "b1"


@pytest.mark.parametrize(
    ("tags", "built"),
    [({}, "b1"), ({BUILD_TAG: "b1"}, "b1"), ({BUILD_TAG: "b1", TESTS_TAG: "90"}, "b2")],
    ids=["no dbt in this run", "tests did not pass", "somebody has built since"],
)
def test_another_build_may_not_be_published(tags: dict[str, str], built: str) -> None:
    with pytest.raises(GateClosed):
        require_tested_build(tags, built)
