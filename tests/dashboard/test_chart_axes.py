"""Axes and scales as Vega draws them: what is written at their ticks, and which days they begin and end with."""

from __future__ import annotations

import re
from datetime import date

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dashboard.chart_axes import number_axis, time_axis
from dashboard.charts import Drawn, draw_heatmap
from dashboard.pictures import VEGALITE


def read_words(chart: Drawn) -> list[str]:
    """All words that a chart has, in the order of its drawing."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version=VEGALITE)
    return re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg)


def draw_points(x: alt.X, rows: pd.DataFrame) -> Drawn:
    drawn: alt.Chart = alt.Chart(rows).mark_point().encode(x=x).properties(width=600)
    return drawn


def test_each_count_is_written_by_itself() -> None:
    x = alt.X("n:Q", axis=number_axis(False))

    assert read_words(draw_points(x.title(None), pd.DataFrame({"n": [0, 1_500]})))[:4] == ["0", "500", "1k", "1.5k"]


@pytest.mark.parametrize("grain", ["day", "month"])
@pytest.mark.parametrize(("first", "last"), [("2012-01-01", "2020-12-01"), ("2016-03-01", "2020-06-01")])
def test_an_axis_of_many_years_names_years_alone_and_each_once(grain: str, first: str, last: str) -> None:
    days = pd.Series(pd.date_range(first, last, freq="MS"))
    x = alt.X("day:T", scale=alt.Scale(type="utc"), axis=time_axis(grain, days), title=None)
    words = read_words(draw_points(x, pd.DataFrame({"day": days})))

    assert len(words) >= 4
    assert words == [str(year) for year in range(int(words[0]), int(words[0]) + len(words))]


def test_an_axis_of_few_years_names_months() -> None:
    days = pd.Series(pd.date_range("2019-01-01", "2020-12-01", freq="MS"))
    x = alt.X("day:T", scale=alt.Scale(type="utc"), axis=time_axis("month", days), title=None)

    assert {"Apr", "Jul"} <= set(read_words(draw_points(x, pd.DataFrame({"day": days}))))


def test_days_before_the_first_and_after_the_last_cell_are_drawn() -> None:
    day = pd.Timestamp(2026, 3, 15)
    rows = pd.DataFrame([{"outlet_name": "Hill Radio", "date_on": day, "date_end": day + pd.Timedelta(days=1),
                          "article_count": 1, "detail": ""}])  # fmt: skip
    words = read_words(draw_heatmap(rows, title="n", first_on=date(2026, 3, 1), last_on=date(2026, 3, 31)))

    assert {"1 Mar", "29 Mar"} <= set(words)
