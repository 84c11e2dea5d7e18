"""Schedules: what runs by the clock."""

from __future__ import annotations

import dagster as dg

from orchestration.jobs import daily_load


@dg.schedule(
    job=daily_load,
    cron_schedule="0 6 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def every_morning(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Collect, load, build and publish the day's partition at 06:00 UTC, once however often the tick is evaluated."""
    load_on = context.scheduled_execution_time.date().isoformat()
    return dg.RunRequest(run_key=load_on, partition_key=load_on)
