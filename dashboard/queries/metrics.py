"""What the metrics page asks: metrics by one grouping, in the SQL that their definitions give."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame
from dashboard.metrics import write_metrics_query


@st.cache_data(max_entries=64, show_spinner=False)
def measure(build: Build, names: tuple[str, ...], grouping: str | None) -> pd.DataFrame:
    """A column for the grouping, where there is one, and one for each metric; a row for each value, or one in all."""
    return fetch_frame(build, write_metrics_query(names, [grouping] if grouping else []))
