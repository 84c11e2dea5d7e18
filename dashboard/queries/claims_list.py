"""The statements behind the charts of the claims explorer, as a list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import Filters, Pick
from dashboard.queries.claims import count_selection
from dashboard.queries.conditions import DATE_COLUMNS, Conditions, narrow_to_pick, select_statements
from dashboard.queries.listing import find_page

MOST_EXPORTED = 50_000


def _select_listed(filters: Filters, pick: Pick | None, grain: str) -> Conditions:
    chosen = select_statements(filters)
    if pick is not None:
        narrow_to_pick(chosen, filters, pick, grain)
    return chosen


@st.cache_data(max_entries=256, show_spinner=False)
def count_listed(build: Build, filters: Filters, pick: Pick | None, grain: str) -> tuple[int, int]:
    """How many statements the list under the charts holds, and in how many articles."""
    if pick is None:  # the whole selection, whose totals stand above the charts
        totals = count_selection(build, filters)
        return int(totals["statement_count"]), int(totals["article_count"])
    chosen = _select_listed(filters, pick, grain)
    sql = f"select count(*) as n, count(distinct s.article_number) as m from {chosen.source} where {chosen.sql}"
    counted = fetch_records(build, sql, chosen.parameters)[0]
    return int(counted["n"]), int(counted["m"])


@st.cache_data(max_entries=128, show_spinner=False)
def list_statements(
    build: Build, filters: Filters, pick: Pick | None, grain: str, page: int, size: int
) -> list[dict[str, Any]]:
    """One page of the list, newest first by the chosen date; see `queries.listing` for the columns."""
    chosen = _select_listed(filters, pick, grain)
    found = find_page(build, chosen, DATE_COLUMNS[filters.date_basis], size, (page - 1) * size)
    return fetch_records(build, *found)


def export_statements(build: Build, filters: Filters, pick: Pick | None, grain: str) -> pd.DataFrame:
    """The whole list for a download, at most MOST_EXPORTED rows, in the order of the page."""
    chosen = _select_listed(filters, pick, grain)
    return fetch_frame(build, *find_page(build, chosen, DATE_COLUMNS[filters.date_basis], MOST_EXPORTED))
