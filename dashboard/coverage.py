"""What was read per outlet and day, as a heatmap: on the overview as a strip, on the health page at length."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_heatmap
from dashboard.frame import Page, show_chart, show_heading, show_when_opened
from dashboard.queries.overview import count_coverage
from dashboard.wording import write_counted, write_date
from dashboard.written_sql import read_asked


def show_coverage(page: Page, *, heading: str, days: int, most_outlets: int) -> None:
    """The heatmap of the last `days` days before the newest article, of the outlets most read in them."""
    oldest, newest = page.about["first_published_on"], page.about["newest_published_on"]
    if newest is None:
        st.info("No article carries a date, so there is no coverage by day to draw.")
        return
    from_on = find_first_day(oldest, newest, days)
    rows = count_coverage(page.build, from_on, most_outlets)
    rows["date_end"] = rows["date_on"] + pd.Timedelta(days=1)
    rows["detail"] = [
        f"{write_date(day)}: {write_counted(articles, 'article')} read, {write_counted(statements, 'statement')}"
        for day, articles, statements in zip(
            rows["date_on"], rows["article_count"], rows["statement_count"], strict=True
        )
    ]
    note = (
        f"Articles read per day of print since {write_date(from_on)}, "
        f"{write_counted(rows['outlet_id'].nunique(), 'outlet')}, the most read. "
        "An empty cell is a day of which nothing was read: that no statement stands there means nothing."
    )
    show_heading(heading, note)
    described = f"Articles read per outlet and day, {write_date(from_on)} to {write_date(newest)}"
    chart = draw_heatmap(rows, title="Articles read", first_on=from_on, last_on=newest)
    show_chart(chart, key="coverage", alt=described)
    drawn = write_counted(rows["article_count"].sum(), "article")
    read = f"{drawn} are drawn, {write_date(from_on)} to {write_date(newest)}."
    title = described.partition(",")[0]
    offer_ways(page, chart, title=title, notes=[note, read], key="coverage", sql=read_asked(rows))
    show_when_opened("Table", "coverage", lambda: _draw_table(rows))


def find_first_day(oldest: date, newest: date, days: int) -> date:
    """The first of the last `days` days before the newest article that lies in what was read."""
    return max(oldest, newest - timedelta(days=days - 1))


def _draw_table(rows: pd.DataFrame) -> None:
    columns: dict[str, Any] = {
        "date_on": st.column_config.DateColumn("Day printed", format="YYYY-MM-DD"),
        "outlet_name": "Outlet",
        "article_count": st.column_config.NumberColumn("Articles read", format="localized"),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
    }
    newest_first = rows.sort_values(["date_on", "outlet_name"], ascending=[False, True])
    st.dataframe(newest_first, hide_index=True, column_order=list(columns), column_config=columns, alt="Coverage")
