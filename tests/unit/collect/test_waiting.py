"""How long to wait: Retry-After as a number or a date, else a pause that doubles."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.collect.waiting import back_off, read_retry_after

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Fri, 20 Nov 2026 06:02:00 GMT", 120.0),
        ("Fri, 20 Nov 2026 05:00:00 GMT", 0.0),
        ("Fri, 20 Nov 2026 06:02:00", 120.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_is_none(value: str) -> None:
    seconds = read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0


def test_the_pause_doubles_up_to_a_minute() -> None:
    chance = random.Random(7)
    pauses = [back_off(attempt, 2, chance) for attempt in range(1, 10)]
    for attempt, pause in enumerate(pauses, start=1):
        longest = min(2 * 2 ** (attempt - 1), 60)
        assert longest / 2 <= pause <= longest
