"""Figures and dates are written alike everywhere, and what is absent is said to be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from dashboard.wording import (
    tell_apart,
    write_age,
    write_count,
    write_counted,
    write_date,
    write_moment,
    write_names,
    write_period,
    write_said,
    write_share,
)


@pytest.mark.parametrize("absent", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_absent_is_not_a_zero(absent: Any) -> None:
    assert write_count(absent) == "–"
    assert write_counted(absent, "article") == "– articles"
    assert write_date(absent) == "undated"
    assert write_moment(absent) == "–"
    assert write_share(absent, 3) == write_share(1, absent) == "–"
    assert write_said(absent, absent, "day") == ""


def test_an_age_is_said_in_the_largest_unit_of_which_there_are_two() -> None:
    assert [write_age(days) for days in (1, 3, 59, 60, 729, 730, 2_087)] == [
        "1 day", "3 days", "59 days", "2 months", "24 months", "2 years", "5 years",
    ]  # fmt: skip


def test_what_is_left_of_a_list_of_names_is_counted() -> None:
    assert write_names(("Ada", "Ben"), 2) == "Ada, Ben"
    assert write_names(("Ada", "Ben", "Cem"), 2) == "Ada, Ben and 1 other"
    assert write_names(("Ada", "Ben", "Cem", "Dia"), 2) == "Ada, Ben and 2 others"


def test_numbers_have_their_thousands_and_nouns() -> None:
    assert write_count(1234567) == "1,234,567"
    assert write_counted(1, "article") == "1 article"
    assert write_counted(2000, "article") == "2,000 articles"
    assert write_counted(2, "country", "countries") == "2 countries"


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(0, 9, "0.0%"), (1, 3, "33.3%"), (1, 100_000, "<0.1%"), (1, 0, "–"), (9, 9, "100.0%")],
)
def test_a_share_keeps_one_decimal_and_tells_little_from_none(part: int, whole: int, written: str) -> None:
    assert write_share(part, whole) == written


@pytest.mark.parametrize(
    ("start", "end", "precision", "written"),
    [
        (date(2018, 2, 8), date(2018, 2, 8), "day", "8 Feb 2018"),
        (date(2018, 2, 8), date(2018, 2, 9), "day", "8 Feb 2018 – 9 Feb 2018"),
        (date(2017, 12, 1), date(2017, 12, 31), "month", "December 2017"),
        (date(2017, 1, 1), date(2017, 12, 31), "year", "2017"),
        (date(2017, 1, 1), date(2017, 12, 31), "none", ""),
    ],
)
def test_a_date_said_is_no_finer_than_the_text(start: date, end: date, precision: str, written: str) -> None:
    assert write_said(start, end, precision) == written


def test_a_moment_names_its_zone() -> None:
    assert write_moment(datetime(2026, 11, 3, 6, 5, tzinfo=UTC)) == "3 Nov 2026, 06:05 UTC"
    assert write_period(date(2026, 11, 2), "week") == "week of 2 Nov 2026"


def test_speakers_of_one_name_are_told_apart_by_country_and_else_by_id() -> None:
    names = ["Ana Brel", "Otto Brel", "Ana Brel", "Ana Brel", "Ana Brel"]
    countries = ["France", None, None, "Mali", "Mali"]
    ids = ["aaaaaaaa1", "b", "c", "ddddddddd", "eeeeeeeee"]

    assert tell_apart(names, countries, ids) == [
        "Ana Brel (France)",
        "Otto Brel",
        "Ana Brel (country unknown)",
        "Ana Brel (Mali, dddddd)",
        "Ana Brel (Mali, eeeeee)",
    ]
