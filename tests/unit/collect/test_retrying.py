"""Failures that may pass, and the pauses between the tries."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from orchestration.collect.memory import Seen
from orchestration.collect.retrying import pause_after


def test_pauses_double_to_a_longest_that_a_daily_run_still_meets() -> None:
    pauses = [pause_after(failures) for failures in range(1, 1_000)]

    assert pauses[0] == timedelta(minutes=15)
    assert all(2 * one == other for one, other in pairwise(pauses[:9]))
    # What fails on three days in a row is still asked for on the next.
    assert pauses[3] < timedelta(days=1)
    assert set(pauses[9:]) == {timedelta(days=3)}


def test_what_an_earlier_release_took_for_gone_is_tried_again_where_it_may_pass() -> None:
    forbidden, gone = (Seen("u", "f", "", "", gone=code) for code in ("robots", "not_found"))

    assert (forbidden.is_gone, forbidden.has_failed, forbidden.was_brought) == (False, True, False)
    assert (gone.is_gone, gone.has_failed, gone.was_brought) == (True, False, False)
