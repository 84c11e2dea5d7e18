"""Sensors: what runs because something is there."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import dagster as dg

from orchestration.assets.days import SECONDS_TO_SETTLE
from orchestration.ingest.waiting import Unextracted, Waiting, find_unextracted, find_waiting, is_settled
from orchestration.jobs import daily_load
from orchestration.partitions import load_days
from orchestration.resources import WarehouseResource
from orchestration.warehouse.lock import read_owner

SECONDS_BETWEEN_LOOKS = 30
# Within a run nobody writes for a moment between loading and extracting, or for longer where a step is tried again.
SECONDS_TO_EXTRACT = 300.0


def build_landing_sensor(clock: Callable[[], float] = time.time) -> dg.SensorDefinition:
    """The sensor on the landing zone; `clock` gives the seconds since 1970 that files' times are compared with."""

    @dg.sensor(
        job=daily_load,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def landing_sensor(
        context: dg.SensorEvaluationContext, warehouse: WarehouseResource
    ) -> dg.SensorResult | dg.SkipReason:
        """One run for every load date where files, loads or articles wait; the same ones are never run twice."""
        settings = warehouse.settings()
        owner = read_owner(settings)
        if owner is not None:
            # A load that is going on looks unfinished; what it leaves behind is seen at the next look.
            return dg.SkipReason(f"The warehouse is being written by {owner.describe()}.")
        requests, passed_over = request_runs(find_waiting(settings), find_unextracted(settings), now=clock())
        for why in passed_over:
            context.log.warning(why)
        # What was asked for at the last look and still waits is being run, or failed: it is not asked for again.
        asked = set(json.loads(context.cursor or "[]"))
        cursor = json.dumps(sorted(str(request.run_key) for request in requests))
        new = [request for request in requests if request.run_key not in asked]
        reason = None if new else "Nothing new waits to be loaded or extracted."
        return dg.SensorResult(run_requests=new, cursor=cursor, skip_reason=reason)

    return landing_sensor


def request_runs(
    waiting: Iterable[Waiting], unextracted: Iterable[Unextracted], now: float
) -> tuple[list[dg.RunRequest], list[str]]:
    """A request for every load date where something waits, and why others have none.

    The run key says what waits, so that Dagster runs it once, also where the run fails; a change makes another key.
    """
    days: dict[date, list[Waiting | Unextracted]] = defaultdict(list)
    requests, passed_over = [], []
    for each in waiting:
        if each.problem is None:
            days[each.load_on].append(each)
        else:
            passed_over.append(each.problem)
    for unread in unextracted:
        days[unread.load_on].append(unread)
    known = set(load_days.get_partition_keys())
    for day, found in sorted(days.items()):
        if day.isoformat() not in known:
            passed_over.append(f"Something of {day} waits, but no partition has that date: use `hearsay load` for it.")
        elif all(_is_settled(each, now) for each in found):
            requests.append(dg.RunRequest(run_key=name_what_waits(day, found), partition_key=day.isoformat()))
    return requests, passed_over


def _is_settled(each: Waiting | Unextracted, now: float) -> bool:
    if isinstance(each, Unextracted):
        return is_settled(each.changed_at, now, SECONDS_TO_EXTRACT)
    return is_settled(each.newest_mtime, now, SECONDS_TO_SETTLE)


def name_what_waits(day: date, found: Iterable[Waiting | Unextracted]) -> str:
    """A name that changes with what waits for a day: loads, loose files and their newest time, unread articles."""
    content = sorted(
        ("unextracted", each.article_count, 0.0)
        if isinstance(each, Unextracted)
        else (each.load_id or "", each.file_count, each.newest_mtime)
        for each in found
    )
    return f"{day}-{hashlib.sha256(repr(content).encode()).hexdigest()[:12]}"
