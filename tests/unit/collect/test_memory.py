"""What is remembered of an outlet: for how long, what is looked at again, and what another release has written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from orchestration.collect.memory import (
    Document,
    Memory,
    Seen,
    is_due,
    is_fading,
    name_outlet_file,
    read_memory,
    write_memory,
)

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def seen(ago: timedelta, **given: str | int) -> Seen:
    """An article that was brought so long ago."""
    at = (NOW - ago).isoformat()
    return replace(Seen("https://lantern.example/a", "feed", at, at, sha256="ab"), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (90, True), (90.1, False)])
def test_what_was_not_met_for_three_months_is_forgotten_wherever_the_clock_stands(days: float, is_kept: bool) -> None:
    memory = Memory("Lantern", seen={"a": seen(timedelta(days=days))})
    memory.forget_old(NOW.astimezone(timezone(timedelta(hours=9))))

    assert set(memory.seen) == ({"a"} if is_kept else set())


@pytest.mark.parametrize(("days", "is_fading_then"), [(29, False), (31, True)])
def test_what_is_listed_still_is_remembered_anew_once_a_month(days: int, is_fading_then: bool) -> None:
    assert is_fading(seen(timedelta(days=days)), NOW) is is_fading_then
    assert is_fading(seen(timedelta(days=days), fetched_at=""), NOW)


@pytest.mark.parametrize(
    ("first_days", "fetched_hours", "given", "is_due_then"),
    [
        (1, 6, {}, True),
        (1, 5.9, {}, False),
        (3, 24, {}, True),
        (3.1, 24, {}, False),
        (1, 24, {"gone": "not_found"}, False),
        (1, 24, {"failures": 3, "failed_at": (NOW - timedelta(minutes=59)).isoformat()}, False),
        (1, 24, {"failures": 3, "failed_at": (NOW - timedelta(minutes=60)).isoformat()}, True),
        (1, 24, {"fetched_at": ""}, False),
    ],
)
def test_a_young_article_is_looked_at_again_after_some_hours(
    first_days: float, fetched_hours: float, given: dict[str, str | int], is_due_then: bool
) -> None:
    fetched_at = (NOW - timedelta(hours=fetched_hours)).isoformat()
    known = seen(timedelta(days=first_days), **{"fetched_at": fetched_at} | given)

    assert is_due(known, NOW, hours=6, days=3) is is_due_then


def test_every_outlet_has_a_file_of_its_own_that_can_be_told() -> None:
    names = {name_outlet_file(outlet) for outlet in ("Lantern Post", "lantern post", "Речная Правда", "../post")}

    assert len(names) == 4
    assert all(name.startswith(("lantern-post-", "outlet-", "post-")) for name in names)
    assert len(name_outlet_file("Lantern " * 40)) <= 50


def test_what_was_kept_is_read_again_also_of_a_release_with_other_fields(tmp_path: Path) -> None:
    memory = Memory(
        "Lantern",
        {"feed": Document('"v1"', read_at=NOW.isoformat())},
        {"a": seen(timedelta(0))},
        *("2026-01-01", "2026-02-02", "2026-03-03"),
    )
    write_memory(tmp_path, memory)
    assert read_memory(tmp_path, "Lantern") == memory

    (path,) = tmp_path.iterdir()
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["seen"]["a"]["of_a_later_release"] = 1
    del kept["seen"]["a"]["failures"], kept["brought_at"]
    path.write_text(json.dumps(kept), encoding="utf-8")
    assert read_memory(tmp_path, "Lantern") == replace(memory, brought_at="")
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert read_memory(tmp_path, "Lantern") == Memory("Lantern")
