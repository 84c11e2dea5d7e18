"""What waits to be loaded or extracted is asked for once, when it has settled, under its load date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import dagster as dg

from orchestration.assets.days import SECONDS_TO_SETTLE
from orchestration.ingest.waiting import Unextracted, Waiting
from orchestration.sensors import SECONDS_TO_EXTRACT, request_runs

DAY = date(2026, 3, 4)
NOW = 1_000_000.0


def loose(day: date = DAY, count: int = 1, mtime: float = NOW - 60) -> Waiting:
    return Waiting(day, None, count, mtime)


def run_keys(*waiting: Waiting) -> list[str | None]:
    return [request.run_key for request in request_runs(waiting, [], NOW)[0]]


def test_a_day_is_asked_for_once_whatever_waits_there() -> None:
    requests, passed_over = request_runs([loose(), Waiting(DAY, "20260304T060000Z-aa", 3, NOW - 60)], [], NOW)

    assert [request.partition_key for request in requests] == ["2026-03-04"]
    assert passed_over == []


def test_days_are_asked_for_in_order() -> None:
    requests, _ = request_runs([loose(date(2026, 3, 5)), loose(DAY)], [], NOW)

    assert [request.partition_key for request in requests] == ["2026-03-04", "2026-03-05"]


def test_the_run_key_stays_while_the_same_things_wait_and_changes_with_them() -> None:
    first = run_keys(loose())

    assert run_keys(loose()) == first
    assert run_keys(loose(count=2)) != first
    assert run_keys(loose(mtime=NOW - 50)) != first
    assert run_keys(Waiting(DAY, "20260304T060000Z-aa", 1, NOW - 60)) != first


def test_a_file_that_may_still_be_written_to_is_left_for_the_next_look() -> None:
    assert run_keys(loose(mtime=NOW - SECONDS_TO_SETTLE / 2)) == []
    assert len(run_keys(loose(mtime=NOW - SECONDS_TO_SETTLE))) == 1


def test_a_load_whose_manifest_is_broken_is_named_and_keeps_no_day_from_being_run() -> None:
    broken = replace(loose(), load_id="20261122T060000Z-aaaaaa", problem="manifest.json cannot be read: remove it")
    requests, passed_over = request_runs([broken, loose()], [], NOW)
    assert [request.partition_key for request in requests] == [DAY.isoformat()]
    assert passed_over == ["manifest.json cannot be read: remove it"]


def test_a_day_of_unread_articles_is_asked_for_once_nobody_can_still_be_at_it() -> None:
    def ask(seconds: float, count: int = 7) -> list[dg.RunRequest]:
        return request_runs([], [Unextracted(DAY, count, NOW - seconds)], NOW)[0]

    assert ask(SECONDS_TO_EXTRACT - 1) == []
    (request,) = ask(SECONDS_TO_EXTRACT)
    assert request.partition_key == DAY.isoformat()
    assert ask(SECONDS_TO_EXTRACT + 60)[0].run_key == request.run_key
    assert ask(SECONDS_TO_EXTRACT, count=6)[0].run_key != request.run_key


def test_unread_articles_and_a_dropped_file_of_one_day_are_one_run() -> None:
    settled, fresh = (Unextracted(DAY, 7, NOW - seconds) for seconds in (SECONDS_TO_EXTRACT, 1))
    assert len(request_runs([loose()], [settled], NOW)[0]) == 1
    assert request_runs([loose()], [fresh], NOW)[0] == []


def test_a_file_dated_far_ahead_is_run_all_the_same() -> None:
    assert len(run_keys(loose(mtime=NOW + 3600))) == 0
    assert len(run_keys(loose(mtime=NOW + 400 * 86_400))) == 1


def test_a_date_without_a_partition_is_passed_over_with_its_name() -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)

    requests, passed_over = request_runs([loose(date(2025, 12, 31)), loose(tomorrow)], [], NOW)

    assert requests == []
    assert [day for day in ("2025-12-31", tomorrow.isoformat()) if any(day in reason for reason in passed_over)] == [
        "2025-12-31",
        tomorrow.isoformat(),
    ]
