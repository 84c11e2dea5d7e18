"""How long to wait before asking again: what the server says, else a growing pause that differs from run to run."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_BACKOFF_SECONDS = 60.0


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; None where it says neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def back_off(attempt: int, base_seconds: float, chance: random.Random) -> float:
    """Seconds before the attempt after this one (from 1): doubling, by a random half, so that clients spread out."""
    longest: float = min(base_seconds * 2 ** (attempt - 1), LONGEST_BACKOFF_SECONDS)
    return longest * (0.5 + chance.random() / 2)
