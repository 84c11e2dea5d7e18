"""Reads the days that go by a word of their own: "yesterday", "New Year's Eve", "on the 8th"."""

from __future__ import annotations

import re

from orchestration.extraction.dates.model import TimeExpression
from orchestration.extraction.dates.reading import SENTENCE_START, Found
from orchestration.extraction.dates.vocabulary import HOLIDAYS


def read_deictic(text: str, match: re.Match[str]) -> Found:
    """ "today", "late yesterday"; not "USA Today"."""
    word = match.group("word")
    before = text[max(0, match.start("word") - 4) : match.start("word")]
    if word[0].isupper() and not SENTENCE_START.search(before) and match.start("word") > 0:
        return None  # "USA Today", "the Today programme"
    amount = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[word.lower()]
    return TimeExpression(
        match.start(), match.end(), match.group(), "deictic",
        unit="day", amount=amount, is_bound=match.group("bound") is not None,
        is_attributive=match.group("possessive") is not None,
    )  # fmt: skip


def read_holiday(text: str, match: re.Match[str]) -> Found:
    """ "on New Year's Eve", "just before Christmas" (then only its month)."""
    month, day = HOLIDAYS[match.group("name").replace("’", "'")]
    is_placed = match.group("preposition") or match.group("near")
    if match.group("name") == "Christmas" and not is_placed:
        return None
    return TimeExpression(
        match.start(), match.end(), match.group(), "holiday", month=month, day=None if match.group("near") else day,
        position=(match.group("near") or "").lower() or None, is_bound=match.group("bound") is not None,
        is_attributive=match.group("possessive") is not None,
    )  # fmt: skip


def read_day_of_month(text: str, match: re.Match[str]) -> Found:
    """ "on the 8th"."""
    day = int(match.group("day"))
    return (
        TimeExpression(match.start(), match.end(), match.group(), "day_of_month", day=day) if 1 <= day <= 31 else None
    )
