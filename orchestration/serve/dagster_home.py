"""The folder in which Dagster keeps its runs: made before Dagster starts, and tidied after an interruption."""

from __future__ import annotations

import shutil
from pathlib import Path

from orchestration.settings import Settings

CONFIGURATION = Path(__file__).resolve().parent.parent / "dagster.yaml"


def dagster_home(settings: Settings) -> Path:
    """DAGSTER_HOME of these settings."""
    return settings.data / "dagster"


def prepare_home(settings: Settings) -> Path:
    """Make DAGSTER_HOME with the project's own dagster.yaml; returns it."""
    home = dagster_home(settings)
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(CONFIGURATION, home / CONFIGURATION.name)
    return home


def close_interrupted_runs(home: Path) -> int:
    """Close the runs that were cut off when Dagster last ended; returns how many.

    Such a run would be shown as running for ever, and would keep the writer's place in the pool. It is closed as
    failed, so that Dagster begins it again as its configuration says (run_retries), because the sensor asks only once
    for what waits; one that somebody was cancelling is closed as cancelled, and stays so. To be called while nothing
    of Dagster runs over this home.
    """
    if not (home / "history").is_dir():
        return 0
    # Dagster takes a second or two to import, which a first start need not wait for.
    import dagster as dg

    running = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]
    with dg.DagsterInstance.from_config(str(home)) as instance:
        runs = instance.get_runs(dg.RunsFilter(statuses=running))
        for run in runs:
            is_wanted = run.status != dg.DagsterRunStatus.CANCELING
            close = instance.report_run_failed if is_wanted else instance.report_run_canceled
            close(run, message="Interrupted: Dagster ended while this run was going on.")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
    return len(runs)
