"""Health: what was loaded, what could not be read and why, what was read of each outlet, what extraction left out."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.coverage import show_coverage
from dashboard.frame import Page, show_caption, show_heading, show_html, show_page
from dashboard.markup import draw_figures
from dashboard.panels import measured
from dashboard.queries import health as queries
from dashboard.wording import write_count, write_counted, write_moment, write_share

MOST_LOADS = 100
MOST_REJECTS = 500
COVERAGE_DAYS = 90
COVERAGE_OUTLETS = 30
STATUS_WORDS = {
    "extracted": "read for statements",
    "unsupported_language": "not in English",
    "failed": "extraction failed",
}


def show() -> None:
    """The page."""
    show_page("Health", "What came in, what could not be read, and what is missing.", _draw)


def _draw(page: Page) -> None:
    loads = queries.list_loads(page.build, MOST_LOADS)
    show_caption(page, f"Counted: {write_counted(page.about['load_count'], 'load')} up to this build.")
    _draw_figures(page, loads)
    _draw_loads(loads)
    _draw_rejects(page)
    show_coverage(page, heading="Read by outlet and day", days=COVERAGE_DAYS, most_outlets=COVERAGE_OUTLETS)
    _draw_outlets(page)
    _draw_extractions(page)
    measured.draw(page)


def _draw_figures(page: Page, loads: pd.DataFrame) -> None:
    about = page.about
    articles, records, rejects = about["article_count"], loads["record_count"].sum(), loads["reject_count"].sum()
    newest = f"{write_count(len(loads))} newest loads" if len(loads) == MOST_LOADS else "all loads"
    figures = [
        ("Records in", write_count(records), f"{newest}; {write_counted(loads['duplicate_count'].sum(), 'duplicate')}"),
        ("Rejected", write_count(rejects), f"{write_share(rejects, records)} of records, each with its reason below"),
        (
            "Undated articles",
            write_count(about["undated_count"]),
            f"{write_share(about['undated_count'], articles)} of articles read",
        ),
        (
            "Not in English",
            write_count(about["unsupported_count"]),
            f"{write_share(about['unsupported_count'], articles)}; kept, no statement guessed at",
        ),
        (
            "Newest load",
            write_moment(about["last_finished_at"]).split(",")[0],
            write_moment(about["last_finished_at"]).split(", ")[-1],
        ),
        ("Extractor", str(about["extractor_version"] or "–"), "its version in this build"),
    ]
    show_html(draw_figures(figures))


def _draw_loads(loads: pd.DataFrame) -> None:
    show_heading(
        "Loads", "Newest first. Records in are articles, new versions, duplicates and rejects together. Times in UTC."
    )
    if loads.empty:
        st.info("No load is on record in this build.")
        return
    counts = {
        "record_count": "Records",
        "article_count": "Articles",
        "new_version_count": "New versions",
        "duplicate_count": "Duplicates",
        "reject_count": "Rejects",
        "undated_count": "Undated",
        "unsupported_language_count": "Not English",
        "statement_count": "Statements",
    }
    columns: dict[str, Any] = {
        "load_id": "Load",
        "status": "Status",
        "started_at": st.column_config.DatetimeColumn("Started (UTC)", format="YYYY-MM-DD HH:mm", timezone="UTC"),
        **{name: st.column_config.NumberColumn(label, format="localized") for name, label in counts.items()},
        "ingest_seconds": st.column_config.NumberColumn("Ingest, s", format="%.1f"),
        "extract_seconds": st.column_config.NumberColumn("Extraction, s", format="%.1f"),
        "source": "Source",
    }
    st.dataframe(loads, hide_index=True, column_order=list(columns), column_config=columns, alt="Loads")


def _draw_rejects(page: Page) -> None:
    show_heading("What could not be read", "Every input that did not become an article, with the reason.")
    reasons = queries.count_reject_reasons(page.build)
    if reasons.empty:
        st.success("Nothing was rejected.")
        return
    summary, listed = st.columns([1, 2], gap="medium")
    with summary:
        columns: dict[str, Any] = {
            "reason_code": "Reason",
            "reject_count": st.column_config.NumberColumn("Rejects", format="localized"),
            "load_count": st.column_config.NumberColumn("Loads", format="localized"),
        }
        st.dataframe(
            reasons, hide_index=True, column_order=list(columns), column_config=columns, alt="Rejects by reason"
        )
    with listed:
        rejects = queries.list_rejects(page.build, MOST_REJECTS)
        shown: dict[str, Any] = {
            "source_path": "File",
            "record_number": st.column_config.NumberColumn("Record", format="%d"),
            "reason": st.column_config.TextColumn("Reason", width="medium"),
            "excerpt": st.column_config.TextColumn("Begins with", width="medium"),
            "rejected_at": st.column_config.DatetimeColumn("At (UTC)", format="YYYY-MM-DD HH:mm", timezone="UTC"),
        }
        st.dataframe(rejects, hide_index=True, column_order=list(shown), column_config=shown, alt="Newest rejects")


def _draw_outlets(page: Page) -> None:
    show_heading("Outlets", "Days quiet: from the outlet's newest article to the newest of all.")
    columns: dict[str, Any] = {
        "outlet_name": "Outlet",
        "country_name": "Country",
        "article_count": st.column_config.NumberColumn("Articles", format="localized"),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
        "undated_count": st.column_config.NumberColumn("Undated", format="localized"),
        "first_on": st.column_config.DateColumn("First printed", format="YYYY-MM-DD"),
        "last_on": st.column_config.DateColumn("Last printed", format="YYYY-MM-DD"),
        "days_quiet": st.column_config.NumberColumn("Days quiet", format="localized"),
    }
    rows = queries.count_by_outlet(page.build)
    rows["country_name"] = rows["country_name"].fillna("Unknown")
    st.dataframe(rows, hide_index=True, column_order=list(columns), column_config=columns, alt="Outlets")


def _draw_extractions(page: Page) -> None:
    show_heading("Extraction", "What was made of the articles, by language as detected.")
    rows = queries.count_extractions(page.build)
    rows["extraction_status"] = rows["extraction_status"].map(STATUS_WORDS).fillna(rows["extraction_status"])
    columns: dict[str, Any] = {
        "language": "Language",
        "extraction_status": "Outcome",
        "article_count": st.column_config.NumberColumn("Articles", format="localized"),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
    }
    st.dataframe(rows, hide_index=True, column_order=list(columns), column_config=columns, alt="Extraction by language")
