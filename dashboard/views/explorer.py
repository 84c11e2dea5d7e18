"""The explorer: the same statements by actor, by country and over time, and below them the statements themselves."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.filter_controls import (
    PAGE,
    PICK,
    keep_in_address,
    restore_from_address,
    show_filters,
    show_view_choice,
)
from dashboard.filters import Exploration, Filters
from dashboard.frame import Page, show_caption, show_html, show_page
from dashboard.markup import element, text
from dashboard.panels import actor_by_country, by_actor, by_country, over_time, statement_list
from dashboard.queries import claims as queries
from dashboard.selection_words import describe_counted, describe_weights
from dashboard.wording import write_count, write_counted

# The views that draw a line over time.
TIMED = ("time", "cross")


def show() -> None:
    """The page."""
    show_page("Explorer", "Who says what: by actor, by country and over time, down to the sentence.", _draw)


def _draw(page: Page) -> None:
    restore_from_address(page)
    filters = show_filters(page)
    _check_range(filters)
    totals = queries.count_selection(page.build, filters)
    _describe(page, filters, totals)
    view, measure = show_view_choice()
    chosen = Exploration(
        filters=filters,
        view=view,
        measure=measure,
        grain=st.session_state["f_grain"],
        lines=st.session_state["f_lines"],
        pick=st.session_state[PICK],
        page=st.session_state[PAGE],
    )
    if not totals["statement_count"]:
        st.info(
            "No statement fits these filters. Take one away, or widen the dates. They stand beside the page; on a "
            "phone, behind “Menu and filters”."
        )
        keep_in_address(chosen)
        return
    drawn = replace(chosen, grain=over_time.find_drawable_grain(page, chosen)) if view in TIMED else chosen
    panel = {"actor": by_actor, "country": by_country, "time": over_time, "cross": actor_by_country}[view]
    panel.draw(page, drawn, totals)
    statement_list.draw(page, drawn)
    keep_in_address(chosen)


def _check_range(filters: Filters) -> None:
    if filters.from_on and filters.to_on and filters.from_on > filters.to_on:
        st.warning("The first day is after the last: nothing can fit.")


def _describe(page: Page, filters: Filters, totals: dict[str, object]) -> None:
    counted = describe_counted(filters, totals)
    counted += "" if totals["first_on"] is None else ":"
    show_caption(page, counted, first_on=totals["first_on"], last_on=totals["last_on"])  # type: ignore[arg-type]
    notes = [weights] if (weights := describe_weights(page, filters)) else []
    if filters.has_dates:
        notes.append("Undated statements are left out by the range of dates.")
    elif totals["undated_count"]:
        notes.append(
            f"{write_counted(totals['undated_count'], 'statement')} without a date: counted, but not drawn over time."
        )
    if filters.date_basis == "said" and totals["fallback_count"]:
        notes.append(f"{write_count(totals['fallback_count'])} are placed by the date printed, the text giving none.")
    if notes:
        # Not Markdown: the name of an outlet is among the words.
        show_html(element("p", text(" ".join(notes)), "hs-caption"))
