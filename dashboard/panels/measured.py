"""How right the extraction is: as it was measured on labelled texts, and how far it came month by month."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.frame import Page, show_heading
from dashboard.queries import health as queries

MOST_MONTHS = 36
SHARES = {
    "unresolved_share": ("Speaker not made out", "Of a hundred statements"),
    "said_dated_share": ("Dated by the text", "Of a hundred statements"),
    "unsure_share": ("Unsure", "Of a hundred statements, those with a confidence below 0.5"),
    "silent_share": ("Without a statement", "Of a hundred articles extracted"),
}


def draw(page: Page) -> None:
    """Both tables."""
    _draw_accuracy(page)
    _draw_months(page)


def _draw_accuracy(page: Page) -> None:
    show_heading(
        "How right it is",
        "Measured on labelled articles that are no part of this build, for each version of the extractor and engine.",
    )
    rows = queries.list_accuracy(page.build)
    if not rows["is_in_build"].any():
        st.info(
            f"The version of this build ({page.about['extractor_version'] or 'none'}) has no figures here yet; "
            "those of earlier versions are the nearest there are."
        )
    columns: dict[str, Any] = {
        "is_in_build": st.column_config.CheckboxColumn("In this build"),
        "extractor_version": "Version",
        "engine": "Engine",
        "texts_name": "Labelled texts",
        "measure_name": "Right",
        "precision_share": st.column_config.NumberColumn("Precision", help="Of what was found, right", format="%.3f"),
        "recall_share": st.column_config.NumberColumn("Recall", help="Of what is there, found", format="%.3f"),
        "f1_share": st.column_config.NumberColumn("F1", help="Their harmonic mean", format="%.3f"),
        "article_count": st.column_config.NumberColumn("Articles", format="localized"),
        "measured_on": st.column_config.DateColumn("Measured", format="YYYY-MM-DD"),
        "command": "By",
    }
    st.dataframe(rows, hide_index=True, column_order=list(columns), column_config=columns, alt="Measured accuracy")


def _draw_months(page: Page) -> None:
    show_heading(
        "Extraction by month",
        f"The newest {MOST_MONTHS} months printed. A change here may be the extraction's and not the news'.",
    )
    rows = queries.list_quality_by_month(page.build, MOST_MONTHS)
    columns: dict[str, Any] = {
        "month_start_on": st.column_config.DateColumn("Month printed", format="YYYY-MM"),
        "article_read_count": st.column_config.NumberColumn("Articles read", format="localized"),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
        **{
            name: st.column_config.NumberColumn(label, help=words, format="percent")
            for name, (label, words) in SHARES.items()
        },
        "mean_confidence": st.column_config.NumberColumn("Mean confidence", format="%.2f"),
    }
    st.dataframe(rows, hide_index=True, column_order=list(columns), column_config=columns, alt="Extraction by month")
