"""Publication dates: read where they are certain, left alone where they are not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.ingest.dates import print_date, read_dateline, read_modified_at, read_published_on

DAY = date(2018, 2, 9)


@pytest.mark.parametrize(
    "printed",
    [
        "2018-02-09",
        "2018-02-09T23:30:00-05:00",
        "2018-02-09 10:00:00+00:00",
        "20180209",
        "2018/2/9",
        "09.02.2018",
        "Feb. 9, 2018",
        "February 9th, 2018 3:45 p.m. EST",
        "9 February 2018",
        "Friday, February 9, 2018\xa0",
        "Fri, 09 Feb 2018 23:00:00 -0500",
        "Published: 9 Feb 2018",
        20180209,
        1518134400,
        1518134400000,
        "1518134400",
        "1518134400000",
        20180209.0,
        20180209101500,
        "20180209101500",
        datetime(2018, 2, 9, 12),
        DAY,
    ],
)
def test_a_full_date_is_read_in_common_forms(printed: object) -> None:
    assert read_published_on(printed) == DAY


@pytest.mark.parametrize(
    "printed",
    [
        "yesterday",
        "in 2019",
        "Feb 2018",
        "2018-02",
        "2018-13-45",
        "2018-02-30",
        "soon",
        "",
        None,
        "None",
        float("nan"),
        float("inf"),
        7,
        20181345,
        201802,
        20180209.5,
        10**14,
        10**400,
        "1" * 5000,
        -(10**400),
    ],
)
def test_what_is_no_full_date_is_none(printed: object) -> None:
    assert read_published_on(printed) is None


def test_numbers_that_can_be_read_two_ways_are_not_guessed_at() -> None:
    assert read_published_on("8/9/19") is None
    assert read_published_on("4/4/17") == date(2017, 4, 4)
    assert read_published_on("13/2/2018") == date(2018, 2, 13)
    assert read_published_on("12-31-1999") == date(1999, 12, 31)


def test_the_date_in_the_articles_address_decides_between_two_readings() -> None:
    assert read_published_on("8/9/19", url="https://a.example/2019/08/09/x") == date(2019, 8, 9)
    assert read_published_on("8/9/19", url="https://a.example/2019-09-08-x") == date(2019, 9, 8)
    assert read_published_on("8/9/19", url="https://a.example/2020/01/01/x") is None


def test_a_date_after_the_landing_is_not_believed() -> None:
    assert read_published_on("2050-09-30", not_after=date(2026, 11, 22)) is None
    assert read_published_on("2026-11-23", not_after=date(2026, 11, 22)) == date(2026, 11, 23)  # a day east of UTC


def test_what_was_printed_is_kept() -> None:
    assert print_date(" 8/9/19 ") == "8/9/19"
    assert print_date(DAY) == "2018-02-09"
    assert print_date(float("nan")) is None
    assert print_date("None") is None


def test_a_change_is_read_as_an_instant_in_utc() -> None:
    assert read_modified_at("2018-02-09T23:30:00-05:00") == datetime(2018, 2, 10, 4, 30, tzinfo=UTC)
    assert read_modified_at("Fri, 09 Feb 2018 23:00:00 -0500") == datetime(2018, 2, 10, 4, tzinfo=UTC)
    assert read_modified_at("2018-02-09") == datetime(2018, 2, 9, tzinfo=UTC)
    assert read_modified_at("lately") is None


@given(
    st.one_of(
        st.text(max_size=60),
        st.integers(),
        st.floats(),
        st.from_regex(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", fullmatch=True),
    )
)
def test_any_value_gives_a_believable_day_or_none(value: object) -> None:
    found = read_published_on(value, not_after=date(2026, 11, 22))
    assert found is None or date(1600, 1, 1) <= found <= date(2026, 11, 23)


@pytest.mark.parametrize(
    "body",
    [
        "DOHA, Feb. 9, 2018 (Doha Meridian) — Three states signed a treaty.",
        "NEW DELHI, 9 February 2018 -- Three states signed a treaty.",
        "St. Petersburg, Feb 9, 2018 /Volga Wire/ – Three states signed.",
        "Friday, February 9, 2018\xa0\n\nThree states signed a treaty.",
    ],
)
def test_a_dateline_dates_its_article(body: str) -> None:
    assert read_dateline(body) == DAY


@pytest.mark.parametrize(
    "body",
    [
        "BISHKEK (TCA) — The minister said on February 9, 2018 - a Friday - that it was signed.",
        "In December 2017, the minister warned that the treaty would not hold.",
        "On February 9, 2018 - a Friday - the minister signed.",
        "The treaty was signed.\n\nFebruary 9, 2018",
        "",
    ],
)
def test_a_date_in_the_text_does_not_date_the_article(body: str) -> None:
    assert read_dateline(body) is None
