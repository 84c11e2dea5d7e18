"""The statements behind the charts: a page of them, what was clicked, and the whole list as a file."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.downloads import offer_tables
from dashboard.filter_controls import PAGE, forget_pick
from dashboard.filters import UNKNOWN_CODE, Exploration
from dashboard.frame import Page, show_heading, show_html
from dashboard.markup import draw_cards, text
from dashboard.queries import claims_list as queries
from dashboard.queries.options import list_countries, name_actors
from dashboard.wording import UNKNOWN, write_count, write_counted, write_period

PAGE_SIZE = 20


def draw(page: Page, chosen: Exploration) -> None:
    """The list."""
    total, articles = queries.count_listed(page.build, chosen.filters, chosen.pick, chosen.grain)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(chosen.page, pages)
    where = f" {describe_pick(page, chosen)}" if chosen.pick else ""
    heading = f"{write_counted(total, 'statement')} in {write_counted(articles, 'article')}{where}"
    show_heading(heading, "Newest first. Every one opens at its sentence in the article.")
    _draw_actions(page, chosen, total)
    if not total:
        st.info("No statement of this selection there. Undo the click to see all of it.")
        return
    rows = queries.list_statements(page.build, chosen.filters, chosen.pick, chosen.grain, number, PAGE_SIZE)
    show_html(draw_cards(rows))
    if pages > 1:
        _draw_paging(number, pages)


def describe_pick(page: Page, chosen: Exploration) -> str:
    """What was clicked, in words that follow a count; empty where nothing was."""
    pick, role = chosen.pick, chosen.filters.actor_role
    if pick is None:
        return ""
    by = "about" if role == "subject" else "by"
    unnamed = "nobody named" if role == "subject" else "a speaker who is not resolved"

    def name_actor(actor: str) -> str:
        names = {} if actor == UNKNOWN_CODE else name_actors(page.build, (actor,), role)
        return f"{by} {names.get(actor, unnamed)}"

    def name_country(code: str) -> str:
        return UNKNOWN if code == UNKNOWN_CODE else list_countries(page.build).get(code, code)

    if pick.kind == "actor":
        return name_actor(pick.value)
    actor = name_actor(pick.actor) if pick.actor else ""
    if pick.kind in ("country", "cell"):
        return f"{actor} for {name_country(pick.value)}".strip()
    if pick.country:
        actor = f"{actor} for {name_country(pick.country)}"
    return f"{actor}: {write_period(date.fromisoformat(pick.value), chosen.grain)}"


def _draw_actions(page: Page, chosen: Exploration, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if chosen.pick:
            st.button(
                "Undo the click: all of the selection", on_click=forget_pick, icon=":material/close:", key="undo_pick"
            )
        offer_tables(
            f"these statements ({write_counted(min(total, queries.MOST_EXPORTED), 'row')})",
            f"hearsay-statements-{page.build.build_id}",
            lambda: queries.export_statements(page.build, chosen.filters, chosen.pick, chosen.grain),
            key="download_statements",
            disabled=not total,
        )


def _draw_paging(number: int, pages: int) -> None:
    def turn(by: int) -> None:
        st.session_state[PAGE] = number + by

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Newer", on_click=turn, args=(-1,), disabled=number <= 1, key="page_newer")
        st.html(text(f"Page {write_count(number)} of {write_count(pages)}"))
        st.button("Older", on_click=turn, args=(1,), disabled=number >= pages, key="page_older")
