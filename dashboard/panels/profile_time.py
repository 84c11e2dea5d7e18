"""The statements of a speaker or outlet over time, by date printed; a clicked point becomes the picked part."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_time_lines
from dashboard.filters import Filters
from dashboard.frame import Page, show_chart, show_heading, show_when_opened
from dashboard.panels.over_time import THIN, describe_periods
from dashboard.periods import choose_grain, find_picked
from dashboard.profiles import Part, Subject, write_query
from dashboard.queries import claims as queries
from dashboard.queries.drawn import write_drawn
from dashboard.selection_words import MIXED
from dashboard.wording import ABSENT, write_count, write_range
from dashboard.written_sql import read_asked

# A share of one day's few articles jumps between nothing and all: beyond three weeks, a week is the least.
MOST_DAYS = 21
ROUND = "profile_round"


def draw(page: Page, subject: Subject, name: str, shown: Part | None) -> None:
    """The line and its table: the share of articles read for a speaker, the statements for an outlet."""
    of_speaker = subject.kind == "speaker"
    filters = Filters(actors=(subject.subject_id,)) if of_speaker else Filters(outlets=(subject.subject_id,))
    first, last = queries.find_bounds(page.build, filters, "day")
    if first is None or last is None:
        st.info("No article here carries a date, so there is nothing to draw over time.")
        return
    grain = choose_period(first, last)
    counted = queries.count_by_period(page.build, filters, grain, (subject.subject_id,) if of_speaker else ())
    if counted.empty:
        st.info("No statement here stands in a dated article, so there is nothing to draw over time.")
        return
    rows = _prepare(counted, name, grain, shown)
    what = "Share of articles read that quote them" if of_speaker else "Statements"
    note = (
        f"A break in the line is a {grain} of which nothing was read. A hollow point: fewer than {THIN} articles read. "
        f"The last {grain} may be incomplete."
    )
    if of_speaker:
        note += f" {MIXED}"
    show_heading(f"{what}, by {grain} printed", f"{note} Click a point for its statements.")
    key = f"profile_time_{st.session_state.get(ROUND, 0)}"

    def follow_click() -> None:
        value = find_picked(st.session_state[key], "period_key")
        if value:
            st.query_params.from_dict(write_query(subject, Part("period", f"{value}~{grain}")))
            # A chart that kept its selection would not answer to the same point again.
            st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1

    chart = draw_time_lines(rows, is_share=of_speaker, grain=grain).properties(height=260)
    show_chart(chart, key=key, on_select=follow_click, alt=f"{what} by {grain} printed, {first} to {last}")
    total = (
        f"{write_count(rows['statement_count'].sum())} dated statements; "
        f"{write_count(rows['article_read_count'].sum())} articles read in these dates: {write_range(first, last)}."
    )
    sql = write_drawn(read_asked(counted), order="period")
    offer_ways(page, chart, title=f"{name}: {what[0].lower()}{what[1:]}, by {grain} printed",
               notes=[total, note], key="profile_time", sql=sql)  # fmt: skip
    show_when_opened("Table", "profile_time", lambda: _draw_table(rows, grain))


def choose_period(first: date, last: date) -> str:
    """The grain in which the dates of a speaker or outlet are drawn."""
    grain = choose_grain(first, last)
    return "week" if grain == "day" and (last - first).days > MOST_DAYS else grain


def _prepare(rows: pd.DataFrame, name: str, grain: str, shown: Part | None) -> pd.DataFrame:
    rows = describe_periods(rows, grain).assign(series_id="", series=name)
    picked = shown.value.partition("~")[0] if shown and shown.kind == "period" else None
    return rows.assign(is_faded=(rows["period_key"] != picked) if picked else False)


def _draw_table(rows: pd.DataFrame, grain: str) -> None:
    st.dataframe(
        rows[["period", "statement_count", "article_count", "article_read_count", "share"]][::-1],
        hide_index=True,
        placeholder=ABSENT,
        alt="The numbers of the chart above",
        column_config={
            "period": st.column_config.DateColumn(f"{grain.capitalize()} from", format="YYYY-MM-DD"),
            "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
            "article_count": st.column_config.NumberColumn("Articles that quote", format="localized"),
            "article_read_count": st.column_config.NumberColumn("Articles read", format="localized"),
            "share": st.column_config.NumberColumn("Share of articles read", format="percent"),
        },
    )
