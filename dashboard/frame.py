"""What every page has around its content: the stylesheet, the heading, the caption, and advice without data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from dashboard.charts import Drawn
from dashboard.database import Build, find_current_build, is_newer_build_published
from dashboard.markup import Fragment, element, join, shorten, text
from dashboard.narrow_menu import close_menu
from dashboard.queries.overview import describe_build
from dashboard.settings import DashboardSettings, load_settings
from dashboard.wording import write_date, write_moment

STYLE = Path(__file__).resolve().parent / "assets" / "style.css"
NEWER_BUILD_CHECK = "20s"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Page:
    """What a view is given: the settings, the build that it shows, and that build's own description."""

    settings: DashboardSettings
    build: Build
    about: dict[str, Any]


@cache
def read_style() -> str:
    """The stylesheet as an element."""
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"


def show_page(
    title: str, lede: str, draw: Callable[[Page], None], draw_without: Callable[[], None] | None = None
) -> None:
    """Draws a page: heading, then the content over the current build, or what to do where there is none.

    `draw_without` draws, below that, what a page has to offer without an article in the warehouse.
    """
    st.html(read_style())
    name_page(title)
    st.title(title, anchor=False)
    st.html(element("p", text(lede), "hs-lede"))
    close_menu(title)
    settings = load_settings()
    build = find_current_build(settings)
    if build is None:
        show_nothing_published()
        if draw_without is not None:
            draw_without()
        return
    try:
        about = describe_build(build)
    except duckdb.Error as error:
        if is_newer_build_published(settings, build):
            # Replaced and removed between being found and being opened: the page is drawn anew, over the newer one.
            st.rerun()
        show_unreadable_build(build, error)
        return
    watch_for_newer_build(settings, build)
    if not about["article_count"]:
        show_empty_warehouse()
        if draw_without is not None:
            draw_without()
        return
    try:
        draw(Page(settings, build, about))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        # A table or column is not there: the build is older than this dashboard, or newer.
        show_unreadable_build(build, error)


def name_page(shown: str) -> None:
    """Names a page by what it shows, for the tabs and the history of a browser."""
    st.set_page_config(page_title=f"{shorten(shown, LONGEST_NAME)} · Hearsay")


def show_nothing_published() -> None:
    """Says how the first build comes about."""
    _show_advice(
        "Nothing has been published yet.",
        "The data folder that this dashboard reads has no published build. Load articles, then build:",
        ["hearsay load data/sample", "hearsay build"],
    )


def show_empty_warehouse() -> None:
    """Says how articles come into a warehouse that has none."""
    _show_advice(
        "The warehouse is empty.",
        "A build is there, without an article in it. Load some, then build again:",
        ["hearsay load data/sample", "hearsay build"],
    )


def show_unreadable_build(build: Build, error: duckdb.Error) -> None:
    """Says that a build is not one that this dashboard reads, and what to do."""
    # Where the file lies is nothing to viewers.
    first_line = str(error).splitlines()[0].replace(build.path, Path(build.path).name)
    _show_advice(
        "This build cannot be read.",
        f"Build {build.build_id} was made by another version of Hearsay, or is damaged ({first_line}). Build again:",
        ["hearsay build"],
    )


def _show_advice(heading: str, explanation: str, commands: list[str]) -> None:
    lines = element("pre", element("code", text("\n".join(commands))))
    after = element("p", text("This page shows the result as soon as it is reloaded."))
    parts = [element("p", element("strong", text(heading))), element("p", text(explanation)), lines, after]
    st.html(element("div", join(parts), "hs-empty", role="status"))


def find_ink() -> str:
    """The colour of text in the theme that the reader has, for the few marks that a theme does not colour."""
    return "#e8ebee" if st.context.theme.type == "dark" else "#1d2833"


class _Shown:
    """A chart as it is given to Streamlit, which asks it for nothing but its specification.

    In the ink of the theme, and not checked against the whole schema for every reader, which takes longer than to write
    it; the tests check it.
    """

    def __init__(self, chart: Drawn, ink: str) -> None:
        self._chart, self._ink = chart, ink

    def to_dict(self) -> dict[str, Any]:
        """The specification, which has no words of its own colours."""
        spec: dict[str, Any] = self._chart.to_dict(validate=False)
        words = {"labelColor": self._ink, "titleColor": self._ink}
        spec["config"] = {**spec.get("config", {}), "axis": words, "legend": words}
        return spec


def show_chart(chart: Drawn, **given: Any) -> Any:
    """A chart with words as dark as the text beside it: the theme's own would be too pale to read. `given` goes to
    `st.altair_chart`.
    """
    shown: Any = _Shown(chart, find_ink())
    return st.altair_chart(shown, **given)


def show_when_opened(label: str, key: str, draw: Callable[[], None]) -> None:
    """A part of a page that is drawn once it is opened: closed, it costs neither the server nor the browser anything,
    and what a table needs alone is not even fetched. Only this part runs anew when it is opened.
    """
    _show_opened(label, f"opened_{key}", draw)


@st.fragment
def _show_opened(label: str, key: str, draw: Callable[[], None]) -> None:
    part = st.expander(label, key=key, on_change="rerun")
    if part.open:
        with part:
            draw()


@st.fragment(run_every=NEWER_BUILD_CHECK)
def watch_for_newer_build(settings: DashboardSettings, build: Build) -> None:
    """Looks now and then whether another build was published, and offers to reload."""
    if not is_newer_build_published(settings, build):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info("A newer build is there. What you see is from the one before it.", icon=":material/update:")
        if st.button("Reload", key="reload_newer_build"):
            st.rerun()


def show_caption(page: Page, counted: str, *, first_on: date | None = None, last_on: date | None = None) -> None:
    """Says under a heading what is counted, over which dates, from which build."""
    parts = [counted]
    if first_on is not None and last_on is not None:
        days = write_date(first_on) if first_on == last_on else f"{write_date(first_on)} to {write_date(last_on)}"
        parts.append(f"{days}.")
    parts.append(f"{write_build(page)} All times in UTC.")
    st.html(element("p", text(" ".join(parts)), "hs-caption"))


def write_build(page: Page) -> str:
    """The build, when it was made, and how far its articles reach."""
    about = page.about
    return (
        f"Build {page.build.build_id} of {write_moment(about['built_at'])}; "
        f"newest article of {write_date(about['newest_published_on'])}."
    )


def show_heading(words: str, note: str = "") -> None:
    """A section's heading with a line that says what it shows; not Markdown, as names from articles stand in it."""
    below = [element("p", text(note), "hs-caption")] if note else []
    st.html(element("div", join([element("h2", text(words), "hs-heading"), *below])))


def show_html(fragment: Fragment) -> None:
    """HTML built by `markup`, and nothing else, onto the page."""
    st.html(fragment)
