"""The menu of a narrow screen, which lies over the page: closed once a page was chosen in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

SCRIPT = Path(__file__).resolve().parent / "assets" / "narrow_menu.js"


@cache
def _read_script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def _register() -> ComponentRenderer:
    # Registered anew in each run: the registry belongs to a server, which a test starts more than once.
    return st.components.v2.component("hearsay_narrow_menu", js=_read_script())


def close_menu(page: str) -> None:
    """Closes the menu in the browser where it covers the page and the page is another than the one before."""
    with st.container(height=1, border=False, key="narrow_menu"):
        _register()(data={"page": page}, key="narrow_menu_page")
