"""Long lists a page at a time: the page stands in the address, and two buttons turn it."""

from __future__ import annotations

import streamlit as st

from dashboard.filters import parse_page
from dashboard.markup import text
from dashboard.wording import write_count


def read_page() -> int:
    """The page that the address names, from 1; 1 where it names none."""
    return parse_page(st.query_params.get("page", ""))


def draw_paging(number: int, pages: int, *, back: str, on: str) -> None:
    """Where one is, between a button to the page before and one to the page after, called `back` and `on`."""

    def turn(to: int) -> None:
        st.query_params["page"] = str(to)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(back, on_click=turn, args=(number - 1,), disabled=number <= 1, key=f"page_{back.lower()}")
        st.html(text(f"Page {write_count(number)} of {write_count(pages)}"))
        st.button(on, on_click=turn, args=(number + 1,), disabled=number >= pages, key=f"page_{on.lower()}")
