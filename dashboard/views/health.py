"""Health: what was loaded, what could not be read and why, what was read of each outlet, what extraction left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.coverage import show_coverage
from dashboard.frame import Page, show_caption, show_heading, show_html, show_page
from dashboard.markup import draw_figures
from dashboard.panels import measured
from dashboard.queries import health as queries
from dashboard.tables import Column, show_table
from dashboard.wording import ABSENT, UNKNOWN, write_count, write_counted, write_moment, write_share

MOST_LOADS = 100
MOST_REJECTS = 500
COVERAGE_DAYS = 90
COVERAGE_OUTLETS = 30
STATUS_WORDS = {
    "extracted": "read for statements",
    "unsupported_language": "not in English",
    "failed": "extraction failed",
    "pending": "not read yet",
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
        ("Extractor", str(about["extractor_version"] or ABSENT), "its version in this build"),
    ]
    show_html(draw_figures(figures))


def _draw_loads(loads: pd.DataFrame) -> None:
    show_heading(
        "Loads",
        "Newest first. Records are articles, new versions, duplicates, rejects and what was erased since, together; "
        "what no load has is left out. Times in UTC.",
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
        "erased_count": "Erased",
        "undated_count": "Undated",
        "unsupported_language_count": "Not English",
        "statement_count": "Statements",
    }
    columns = {
        "started_at": Column("Started (UTC)", "moment"),
        "status": Column("Status"),
        **{name: Column(label, "count") for name, label in counts.items() if loads[name].any()},
        "seconds": Column("Seconds", "number", digits=0, help="To read the input, and to find the statements in it"),
        "source": Column("Source"),
    }
    rows = loads.assign(seconds=loads["ingest_seconds"].fillna(0) + loads["extract_seconds"].fillna(0))
    show_table(rows, columns, key="loads", alt="Loads")


def _draw_rejects(page: Page) -> None:
    show_heading("What could not be read", "Every input that did not become an article, with the reason.")
    reasons = queries.count_reject_reasons(page.build)
    if reasons.empty:
        st.success("Nothing was rejected.")
        return
    summary, listed = st.columns([1, 2], gap="medium")
    with summary:
        columns = {
            "reason_code": Column("Reason"),
            "reject_count": Column("Rejects", "count"),
            "load_count": Column("Loads", "count"),
        }
        show_table(reasons, columns, key="reject_reasons", alt="Rejects by reason")
    with listed:
        columns = {
            "source_path": Column("File"),
            "record_number": Column("Record", "count"),
            "reason": Column("Reason"),
            "excerpt": Column("Begins with"),
            "rejected_at": Column("At (UTC)", "moment"),
        }
        rejects = queries.list_rejects(page.build, MOST_REJECTS)
        show_table(rejects, columns, key="rejects", alt="Newest rejects")


def _draw_outlets(page: Page) -> None:
    show_heading("Outlets", "Days quiet: from the outlet's newest article to the newest of all.")
    columns = {
        "outlet_name": Column("Outlet"),
        "country_name": Column("Country"),
        "article_count": Column("Articles", "count"),
        "statement_count": Column("Statements", "count"),
        "undated_count": Column("Undated", "count"),
        "first_on": Column("First printed", "day"),
        "last_on": Column("Last printed", "day"),
        "days_quiet": Column("Days quiet", "count"),
    }
    rows = queries.count_by_outlet(page.build)
    rows["country_name"] = rows["country_name"].fillna(UNKNOWN)
    show_table(rows, columns, key="outlets", alt="Outlets")


def _draw_extractions(page: Page) -> None:
    show_heading("Extraction", "What was made of the articles, by language as detected.")
    rows = queries.count_extractions(page.build)
    rows["extraction_status"] = rows["extraction_status"].map(STATUS_WORDS).fillna(rows["extraction_status"])
    columns = {
        "language": Column("Language", help="By its two letters in ISO 639-1"),
        "extraction_status": Column("Outcome"),
        "article_count": Column("Articles", "count"),
        "statement_count": Column("Statements", "count"),
    }
    show_table(rows, columns, key="extractions", alt="Extraction by language")
