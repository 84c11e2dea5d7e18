"""The dashboard's navigation, and nothing else; `server.py` serves it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

# Streamlit puts this file's folder on the path, not the project's: needed where the project is not installed.
PROJECT = str(Path(__file__).resolve().parent.parent)
if PROJECT not in sys.path:
    sys.path.insert(0, PROJECT)

# A file of our own: an icon given by its Material name would be fetched from outside.
ICON = str(Path(__file__).resolve().parent / "assets" / "icon.png")

import streamlit as st  # noqa: E402

from dashboard.settings import load_settings  # noqa: E402
from dashboard.sign_in import admit, show_sign_out  # noqa: E402
from dashboard.views import (  # noqa: E402
    claim,
    evidence,
    explorer,
    health,
    metrics,
    outlet,
    overview,
    search,
    speaker,
    sql,
    try_it,
)


def main() -> None:
    """Sets up the pages and runs the one that the address names."""
    st.set_page_config(page_title="Hearsay", page_icon=ICON, layout="wide")
    settings = load_settings()
    if not admit(settings):
        return
    home = st.Page(overview.show, title="Overview", icon=":material/monitoring:", default=True)
    pages = [
        home,
        st.Page(explorer.show, title="Explorer", url_path="claims", icon=":material/forum:"),
        st.Page(claim.show, title="Claims", url_path="claim", icon=":material/share:"),
        st.Page(speaker.show, title="Speakers", url_path="speaker", icon=":material/record_voice_over:"),
        st.Page(outlet.show, title="Outlets", url_path="outlet", icon=":material/newspaper:"),
        st.Page(search.show, title="Search", url_path="search", icon=":material/search:"),
        st.Page(evidence.show, title="Evidence", url_path="evidence", icon=":material/find_in_page:"),
        st.Page(try_it.show, title="Try it", url_path="try", icon=":material/edit_note:"),
        st.Page(metrics.show, title="Metrics", url_path="metrics", icon=":material/functions:"),
        st.Page(sql.show, title="SQL", url_path="sql", icon=":material/terminal:"),
        st.Page(health.show, title="Health", url_path="health", icon=":material/monitor_heart:"),
        # The first page has no name of its own in the address, yet people write one, or have it from elsewhere.
        st.Page(partial(go_to, home), title="Overview", url_path="overview", visibility="hidden"),
    ]
    st.navigation(pages, position="top").run()
    show_sign_out(settings)


def go_to(page: st.Page) -> None:
    """Leads to another page, with all that the address says."""
    st.switch_page(page, query_params=st.query_params.to_dict())


if __name__ == "__main__":
    main()
