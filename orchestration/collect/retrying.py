"""Which failures are final, and when anything else that failed is asked for again."""

from __future__ import annotations

from datetime import timedelta

# What these name is not there or is no article, now and later. Everything else may pass, also what a site or the
# configuration forbids: a refusal of today says nothing of tomorrow.
FINAL = frozenset({"not_found", "not_a_page", "redirected_away", "bad_address", "refused_scheme", "same_address"})
# Doubling, so that what keeps failing is hardly asked for, and what fails for a day is there on the next.
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(days=3)
MAX_DOUBLINGS = 20


def may_pass(code: str) -> bool:
    """Whether a later run may bring what failed with this code."""
    return code not in FINAL


def pause_after(failures: int) -> timedelta:
    """How long what has failed so many times in a row is left alone."""
    return min(FIRST_PAUSE * (1 << min(failures - 1, MAX_DOUBLINGS)), LONGEST_PAUSE)
