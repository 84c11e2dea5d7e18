"""What the metrics page asks: metrics by one grouping, in the SQL that their definitions give."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame
from dashboard.metrics import write_metrics_query
from dashboard.wording import UNKNOWN


@st.cache_data(max_entries=64, show_spinner=False)
def measure(build: Build, names: tuple[str, ...], grouping: str | None) -> pd.DataFrame:
    """A column for the grouping, where there is one, and one for each metric; a row for each value, or one in all."""
    return fetch_frame(build, write_metrics_query(names, [grouping] if grouping else []))


def write_drawn_metric(name: str, grouping: str, *, most: int | None) -> str:
    """The query of a metric as it is drawn: the `most` largest with countries by their names, or, where `most` is None,
    all periods in their order.
    """
    measured = f"with measured as (\n{write_metrics_query([name], [grouping])}\n)\n"
    if most is None:
        return f"{measured}select * from measured\nwhere {name} is not null and {grouping} is not null\norder by 1"
    is_country = grouping.endswith("country_code")
    names = f"coalesce(country_name, {grouping}, '{UNKNOWN}')" if is_country else f"coalesce({grouping}, '{UNKNOWN}')"
    join = f" left join core.dim_countries on country_code = {grouping}" if is_country else ""
    return (
        f"{measured}select {names} as {grouping}, {name}\nfrom measured{join}\nwhere {name} is not null\n"
        f"order by {name} desc, measured.{grouping}\nlimit {most}"
    )
