"""The list of all speakers or outlets: a name typed narrows it, a ticked row opens the page of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.downloads import offer_tables
from dashboard.frame import show_html
from dashboard.markup import element, join, link_page, text
from dashboard.wording import ABSENT, write_counted

MOST_LINKS = 30


def draw_directory(
    kind: str, rows: pd.DataFrame, columns: dict[str, Any], *, id_column: str, labels: Sequence[str], build_id: str
) -> None:
    """The rows as links and as a table; `kind` is speaker or outlet, the page and parameter that a row opens.

    `labels` are the names of the rows as links, no two alike.
    """
    if rows.empty:
        st.info(f"This build has no {kind} to list.")
        return
    links = [
        element("li", link_page(kind, {kind: id_}, text(label)))
        for id_, label in list(zip(rows[id_column], labels, strict=True))[:MOST_LINKS]
    ]
    show_html(element("ul", join(links), "hs-directory", aria_label=f"The first {len(links)} {kind}s"))
    st.caption(f"Tick a row to open the page of the {kind}. The table can be sorted and searched.")
    key = f"{kind}_directory"

    def open_row() -> None:
        ticked = st.session_state[key]["selection"]["rows"]
        if ticked:
            st.query_params.from_dict({kind: str(rows.iloc[ticked[0]][id_column])})

    st.dataframe(
        rows,
        key=key,
        on_select=open_row,
        selection_mode="single-row",
        hide_index=True,
        column_order=list(columns),
        column_config=columns,
        placeholder=ABSENT,
        alt=f"All {kind}s of this list",
    )
    offer_tables(
        f"this list ({write_counted(len(rows), 'row')})",
        f"hearsay-{kind}s-{build_id}",
        lambda: rows,
        key=f"download_{kind}s",
    )
