"""Clicking in the explorer: a mark of a chart or a row of its table becomes the pick that the list follows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import Drawn
from dashboard.filter_controls import ROUND, remember_pick
from dashboard.filters import Exploration, Pick
from dashboard.frame import show_chart
from dashboard.periods import find_picked
from dashboard.wording import ABSENT

SERIES = "series_id"
# Heights of a table beside its chart, and of one below it, after which the list of statements follows.
BESIDE, BELOW = 420, 318
# What tells the tables of a view apart for whom it is read to, by the kind of pick.
TABLE_WORDS = {
    "actor": "of actors",
    "country": "of countries",
    "period": "over time",
    "cell": "of actors and countries",
}


def draw_pickable_chart(
    chart: Drawn, *, name: str, kind: str, column: str, alt_text: str, within: Pick | None = None
) -> None:
    """A chart whose clicked mark becomes the pick; `column` holds the id in its data, `name` tells charts apart.

    `within` is the cell that the chart draws alone, if it does: what is clicked is then of that cell.
    """
    key = f"chart_{name}_{st.session_state[ROUND]}"

    def follow_click() -> None:
        event = st.session_state[key]
        value = find_picked(event, column)
        remember_pick(_make_pick(kind, value, find_picked(event, SERIES), within) if value else within)

    show_chart(chart, key=key, on_select=follow_click, alt=alt_text)


def _make_pick(kind: str, value: str, actor: str | None, within: Pick | None) -> Pick:
    return Pick(kind, value, within.actor, within.value) if within else Pick(kind, value, actor)


def draw_pickable_table(
    rows: pd.DataFrame,
    *,
    kind: str,
    column: str,
    columns: dict[str, Any],
    within: Pick | None = None,
    height: int = BESIDE,
) -> None:
    """The chart's numbers as a table, of which a row can be chosen by keyboard as a mark can by mouse; of `height` at
    most, in pixels.
    """
    key = f"table_{kind}_{st.session_state[ROUND]}"

    def follow_row() -> None:
        selected = st.session_state[key]["selection"]["rows"]
        row = rows.iloc[selected[0]] if selected else None
        picked = within if row is None else _make_pick(kind, str(row[column]), row.get(SERIES) or None, within)
        remember_pick(picked)

    st.dataframe(
        rows,
        key=key,
        on_select=follow_row,
        selection_mode="single-row",
        hide_index=True,
        column_order=list(columns),
        column_config=columns,
        placeholder=ABSENT,
        alt=f"The numbers of the chart {TABLE_WORDS[kind]}",
        height=min(height, 38 + 35 * max(1, len(rows))),
    )
    st.caption("Tick a row, or click in the chart, to list its statements below.")


def mark_faded(rows: pd.DataFrame, chosen: Exploration, *, kind: str, column: str) -> pd.DataFrame:
    """The rows with `is_faded`: all but the picked one, where one of this kind is picked."""
    pick = chosen.pick if chosen.pick and chosen.pick.kind == kind else None
    if pick is None:
        return rows.assign(is_faded=False)
    is_faded = rows[column].astype(str) != pick.value
    # On the line of a cell every point is of the same actor.
    has_series = pick.actor is not None and pick.country is None
    return rows.assign(is_faded=is_faded | (rows[SERIES] != pick.actor) if has_series else is_faded)


def count_columns(**others: Any) -> dict[str, Any]:
    """Column settings of a table: the given ones, then articles, share and statements."""
    return {
        **others,
        "share": st.column_config.NumberColumn("Share", format="percent", help="Share of the articles read", width=62),
        "article_count": st.column_config.NumberColumn("Articles", format="localized", width=64),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized", width=80),
    }
