"""The mean over outlets beside a share of all articles, where a ranking is drawn of several outlets."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.filters import UNKNOWN_CODE, Exploration
from dashboard.frame import Page
from dashboard.queries.weights import average_over_outlets, weigh_outlets
from dashboard.wording import is_missing

EVEN = "even_share"
KEYS = {"actor": "speaker_id", "country": "country_code"}
WORDS = (
    "The upright mark is the mean of the outlets' own shares: each outlet counts alike, however much of it was read."
)


def has_mean(page: Page, chosen: Exploration, axis: str) -> bool:
    """Whether a ranking has the mean: one of shares, of several outlets, each of which can have what is ranked."""
    if chosen.measure != "share" or (axis == "country" and chosen.filters.country_role == "outlet"):
        return False
    return bool(weigh_outlets(page.build, chosen.filters)["outlet_count"] > 1)


def average(page: Page, chosen: Exploration, axis: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The means of the rows of a ranking, as `queries.weights.average_over_outlets` gives them."""
    return average_over_outlets(page.build, chosen.filters, axis, tuple(rows[KEYS[axis]]))


def add_mean(rows: pd.DataFrame, means: pd.DataFrame, axis: str) -> pd.DataFrame:
    """The rows with EVEN, said in their `detail` too: nought where no outlet read has them, absent of the unknown."""
    key = rows[KEYS[axis]]
    even = key.map(means.set_index(KEYS[axis])[EVEN]).fillna(0.0).where(key != UNKNOWN_CODE)
    said = [
        detail if is_missing(mean) else f"{detail}; {mean:.1%} on average over outlets"
        for detail, mean in zip(rows["detail"], even, strict=True)
    ]
    return rows.assign(even_share=even, detail=said)


def append_mean_column(columns: dict[str, Any]) -> dict[str, Any]:
    """The columns of a ranking's table and that of the mean."""
    mean = st.column_config.NumberColumn(
        "Mean",
        format="percent",
        help="Mean of the outlets' own shares: each outlet counts alike, however much of it was read. Where few "
        "articles of an outlet were read, it is the less sure of the two.",
        width=70,
    )
    return {**columns, EVEN: mean}
