"""The ways out of a chart, under every one: its picture, and its numbers as a question in the SQL console."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import streamlit as st

from dashboard.charts import Drawn
from dashboard.frame import Page, show_html
from dashboard.markup import Fragment, element, link_page, text
from dashboard.pictures import offer_picture


def offer_ways(
    page: Page, chart: Drawn | alt.VConcatChart, *, title: str, notes: Sequence[str], key: str, sql: str
) -> None:
    """A button that downloads the chart as a picture, beside a link that opens its SQL.

    Args:
        page, chart, title, notes, key: see `pictures.offer_picture`.
        sql: a query that gives the numbers of the chart and runs as it stands, without parameters.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        offer_picture(page, chart, title=title, notes=notes, key=key)
        show_html(element("p", link_console(sql, title), "hs-more"))


def link_console(sql: str, title: str, label: str = "SQL of this chart") -> Fragment:
    """A link to the SQL console with a query in it, under a comment that says what it is of."""
    # A line break in a name would end the comment.
    written = f"-- {' '.join(title.split())}\n{sql}"
    return link_page("sql", {"sql": written}, text(label), "hs-open", f"Open the SQL of: {title}")
