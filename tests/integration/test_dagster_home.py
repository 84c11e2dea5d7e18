"""Dagster's home: one writer at a time, no telemetry, and runs that were cut off do not stay open."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest
from dagster._core.events import JobFailureData, RunFailureReason
from dagster._daemon.auto_run_reexecution.auto_run_reexecution import should_retry

from orchestration.serve.dagster_home import close_interrupted_runs, prepare_home
from orchestration.settings import load_settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return prepare_home(load_settings({}, data=tmp_path / "data"))


def test_the_pool_of_the_writer_holds_one_step_over_all_runs(home: Path) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        pools = instance.get_concurrency_config().pool_config

        assert pools.default_pool_limit == 1
        assert pools.pool_granularity is not None
        assert pools.pool_granularity.value == "op"


def test_a_run_that_did_not_start_is_begun_again_and_one_with_a_failed_step_is_not(home: Path) -> None:
    @dg.job
    def some_job() -> None:
        """A job without steps: only why its runs failed matters here."""

    with dg.DagsterInstance.from_config(str(home)) as instance:
        run_ids = [instance.create_run_for_job(some_job).run_id for _ in range(2)]
        for run_id, reason in zip(run_ids, (RunFailureReason.UNKNOWN, RunFailureReason.STEP_FAILURE), strict=True):
            run = instance.get_run_by_id(run_id)
            assert run is not None
            instance.report_run_failed(run, job_failure_data=JobFailureData(None, failure_reason=reason))
        failed = [run for run_id in run_ids if (run := instance.get_run_by_id(run_id))]

        assert [should_retry(run, instance) for run in failed] == [True, False]


def test_dagster_reports_its_use_to_nobody_and_asks_for_no_address(home: Path) -> None:
    with dg.DagsterInstance.from_config(str(home)) as instance:
        assert instance.telemetry_enabled is False
        assert instance.get_settings("nux") == {"enabled": False}


def test_runs_that_were_cut_off_are_closed_to_be_begun_again_unless_somebody_was_cancelling_them(home: Path) -> None:
    @dg.job
    def some_job() -> None:
        """A job without steps: only the records of its runs matter here."""

    with dg.DagsterInstance.from_config(str(home)) as instance:
        ids = {
            status: instance.create_run_for_job(some_job, status=status).run_id
            for status in (
                dg.DagsterRunStatus.STARTED,
                dg.DagsterRunStatus.CANCELING,
                dg.DagsterRunStatus.NOT_STARTED,
                dg.DagsterRunStatus.SUCCESS,
            )
        }

    assert close_interrupted_runs(home) == 2

    with dg.DagsterInstance.from_config(str(home)) as instance:
        runs = {before: run for before, run_id in ids.items() if (run := instance.get_run_by_id(run_id))}
        begun_again = [before for before, run in runs.items() if should_retry(run, instance)]
    assert begun_again == [dg.DagsterRunStatus.STARTED]
    assert {before: run.status for before, run in runs.items()} == {
        dg.DagsterRunStatus.STARTED: dg.DagsterRunStatus.FAILURE,
        dg.DagsterRunStatus.CANCELING: dg.DagsterRunStatus.CANCELED,
        dg.DagsterRunStatus.NOT_STARTED: dg.DagsterRunStatus.NOT_STARTED,
        dg.DagsterRunStatus.SUCCESS: dg.DagsterRunStatus.SUCCESS,
    }
    assert close_interrupted_runs(home) == 0


def test_a_home_that_never_ran_has_nothing_to_close(home: Path) -> None:
    assert close_interrupted_runs(home) == 0
