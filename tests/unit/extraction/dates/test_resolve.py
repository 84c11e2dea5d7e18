"""Which days an expression names, seen from the day of publication or from another date of the text."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.dates import DateRange, find_expressions, resolve

FRIDAY = date(2018, 2, 9)

FROM_PUBLICATION = [
    ("on Tuesday", "2018-02-06"),
    ("on Friday", "2018-02-09"),
    ("last Friday", "2018-02-02"),
    ("on Saturday", "2018-02-03"),
    ("on Tuesday last week", "2018-01-30"),
    ("late Monday", "2018-02-05"),
    ("this past Tuesday", "2018-02-06"),
    ("in the early hours of Monday", "2018-02-05"),
    ("on the evening of Monday", "2018-02-05"),
    ("over the weekend", "2018-02"),
    ("at the weekend", "2018-02"),
    ("a fortnight ago", "2018-01"),
    ("today", "2018-02-09"),
    ("late yesterday", "2018-02-08"),
    ("last night", "2018-02-08"),
    ("this morning", "2018-02-09"),
    ("on February 8", "2018-02-08"),
    ("on February 10", "2017-02-10"),
    ("on 8 March 2016", "2016-03-08"),
    ("on February 29", "2016-02-29"),
    ("on the 8th,", "2018-02-08"),
    ("on the 31st,", "2018-01-31"),
    ("in February", "2018-02"),
    ("in March", "2017-03"),
    ("last February", "2017-02"),
    ("last November", "2017-11"),
    ("in November of last year", "2017-11"),
    ("in January last year", "2017-01"),
    ("in January this year", "2018-01"),
    ("on January 3 last year", "2017-01-03"),
    ("in December 2017", "2017-12"),
    # Years of which no day is kept are years all the same: the day is not that of the latest June.
    ("On 5 June 1789,", None),
    ("on June 5, 1789,", None),
    ("In June of 1789,", None),
    ("on 25 December 800, he", None),
    ("on 5 June 476 AD", None),
    ("on 15 March 44 BC", None),
    ("in June 2000 BC", None),
    ("in January ’15", None),
    ("on 5 January 2016 AD", "2016-01-05"),
    # What is counted behind a day is no year.
    ("on 5 January 350 people", "2018-01-05"),
    ("on January 5, 1,200 people", "2018-01-05"),
    ("in January, 220,000 people", "2018-01"),
    ("on 5 January 10 CEOs", "2018-01-05"),
    ("in late January", "2018-01"),
    ("this month", "2018-02"),
    ("earlier this month", "2018-02"),
    ("last month", "2018-01"),
    ("this week", "2018-02"),
    ("last week", None),
    ("two weeks ago", "2018-01"),
    ("three days ago", "2018-02-06"),
    ("two months ago", "2017-12"),
    ("a year ago", "2017"),
    ("last year", "2017"),
    ("late last year", "2017"),
    ("in 2014", "2014"),
    ("last summer", "2017"),
    ("last weekend", "2018-02"),
    ("in recent days", "2018-02"),
    ("in recent weeks", None),
    ("on New Year’s Eve", "2017-12-31"),
    ("just before Christmas", "2017-12"),
    ("tomorrow", None),
    ("next week", None),
    ("next Tuesday", None),
    ("in 2019", None),
    ("on March 8, 2018", None),
    ("on February 31", None),
    ("several weeks ago", None),
    ("two days earlier", None),
    ("at the time", None),
]


@pytest.mark.parametrize(("printed", "prefix"), FROM_PUBLICATION)
def test_expression_resolves_against_publication(printed: str, prefix: str | None) -> None:
    (expression,) = find_expressions(f"It began {printed}")
    found = resolve(expression, FRIDAY, None)
    if printed == "last week":  # 29 January to 4 February: a year holds it, a month does not
        assert found == DateRange(date(2018, 1, 29), date(2018, 2, 4), "year", "relative")
        return
    assert (found.iso_prefix if found else None) == prefix


FROM_ANCHOR = [
    ("two days earlier", "2015-03-01"),
    ("a day later", "2015-03-04"),
    ("the previous day", "2015-03-02"),
    ("the next day", "2015-03-04"),
    ("the same day", "2015-03-03"),
    ("at the time", "2015-03-03"),
    ("the previous month", "2015-02"),
    ("a year later", "2016"),
]


@pytest.mark.parametrize(("printed", "prefix"), FROM_ANCHOR)
def test_relative_expression_resolves_against_another_date(printed: str, prefix: str) -> None:
    (expression,) = find_expressions(f"It began {printed}.")
    anchor = DateRange(date(2015, 3, 3), date(2015, 3, 3), "day", "explicit")
    for published_on in (FRIDAY, None):
        found = resolve(expression, published_on, anchor)
        assert found is not None
        assert found.iso_prefix == prefix


def test_day_count_from_a_month_is_not_guessed() -> None:
    (expression,) = find_expressions("It began two days later.")
    anchor = DateRange(date(2015, 3, 1), date(2015, 3, 31), "month", "explicit")
    assert resolve(expression, FRIDAY, anchor) is None


@pytest.mark.parametrize(
    ("printed", "prefix"),
    [
        ("in December 2017", "2017-12"),
        ("in 2014", "2014"),
        ("on May 3, 2016", "2016-05-03"),
        ("on Tuesday", None),
        ("in May", None),
    ],
)
def test_only_a_printed_year_resolves_without_publication(printed: str, prefix: str | None) -> None:
    (expression,) = find_expressions(f"It began {printed}.")
    found = resolve(expression, None, None)
    assert (found.iso_prefix if found else None) == prefix


def test_range_is_cut_at_publication() -> None:
    (expression,) = find_expressions("It began this month.")
    assert resolve(expression, FRIDAY, None) == DateRange(date(2018, 2, 1), FRIDAY, "month", "relative")


def test_basis_is_explicit_only_with_a_printed_year() -> None:
    first, second = find_expressions("On May 3, 2016, and on May 4.")
    bases = [found.basis for found in (resolve(first, FRIDAY, None), resolve(second, FRIDAY, None)) if found]
    assert bases == ["explicit", "relative"]


def test_backward_range_is_refused() -> None:
    with pytest.raises(ValueError, match="must not end"):
        DateRange(date(2018, 1, 2), date(2018, 1, 1), "day", "explicit")


def test_week_across_new_year_has_no_prefix() -> None:
    (expression,) = find_expressions("It began last week.")
    found = resolve(expression, date(2018, 1, 9), None)
    assert found is not None
    assert found.iso_prefix == "2018-01"
    crossing = resolve(expression, date(2020, 1, 8), None)
    assert crossing == DateRange(date(2019, 12, 30), date(2020, 1, 5), "year", "relative")
    assert crossing.iso_prefix is None
