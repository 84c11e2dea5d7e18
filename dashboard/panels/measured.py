"""How right the extraction is: as it was measured on labelled texts, and how far it came month by month."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.frame import Page, show_heading, show_html
from dashboard.markup import element, text
from dashboard.queries import health as queries
from dashboard.tables import Column, show_table
from dashboard.wording import write_counted, write_engine

MOST_MONTHS = 36
# Measures that say of a statement as a whole whether it is right, and what is right of it then.
RIGHT = {"source right": "the right source", "speaker name right": "the right speaker by name"}
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
    said = describe_accuracy(rows, {write_engine(each) for each in queries.list_engines(page.build)})
    if said:
        show_html(element("p", text(said)))
    if not rows["is_in_build"].any():
        st.info(
            f"The version of this build ({page.about['extractor_version'] or 'none'}) has no figures here yet; "
            "those of earlier versions are the nearest there are."
        )
    columns = {
        "is_in_build": Column("In this build", "flag"),
        "extractor_version": Column("Version"),
        "engine": Column("Engine"),
        "texts_name": Column("Labelled texts"),
        "measure_name": Column("Right"),
        "precision_share": Column("Precision", "number", help="Of what was found, right", digits=3),
        "recall_share": Column("Recall", "number", help="Of what is there, found", digits=3),
        "f1_share": Column("F1", "number", help="Their harmonic mean", digits=3),
        "article_count": Column("Articles", "count"),
        "measured_on": Column("Measured", "day"),
        "command": Column("By"),
    }
    show_table(rows, columns, key="accuracy", alt="Measured accuracy", lead="measure_name")


def describe_accuracy(rows: pd.DataFrame, engines: set[str]) -> str:
    """The accuracy of the statements of a build in plain sentences, with how it is known; empty where it was not
    measured of what found them.

    Args:
        rows: as `queries.list_accuracy` gives them.
        engines: what found the statements, as `write_engine` calls it.
    """
    ours = rows[rows["is_in_build"] & rows["engine"].isin(engines) & rows["measure_name"].isin(RIGHT)]
    ours = ours.dropna(subset=["precision_share", "recall_share"]).drop_duplicates(["texts_name", "measure_name"])
    return " ".join(
        f"Of 100 statements shown, about {row['precision_share'] * 100:.0f} are made in the article and have "
        f"{RIGHT[row['measure_name']]}; of 100 that are made there, about {row['recall_share'] * 100:.0f} are found so "
        f"({write_counted(row['article_count'], 'labelled article')}: {row['texts_name']})."
        for row in ours.to_dict("records")
    )


def _draw_months(page: Page) -> None:
    show_heading(
        "Extraction by month",
        f"The newest {MOST_MONTHS} months printed. A change here may be the extraction's and not the news'.",
    )
    rows = queries.list_quality_by_month(page.build, MOST_MONTHS)
    columns = {
        "month_start_on": Column("Month printed", "month"),
        "article_read_count": Column("Articles read", "count"),
        "statement_count": Column("Statements", "count"),
        **{name: Column(label, "share", help=words) for name, (label, words) in SHARES.items()},
        "mean_confidence": Column("Mean confidence", "number"),
    }
    show_table(rows, columns, key="months", alt="Extraction by month")
