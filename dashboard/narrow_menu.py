"""The menu of a narrow screen, which lies over the page: closed once a page was chosen in it."""

from __future__ import annotations

from dashboard.browser_scripts import run_script


def close_menu(page: str) -> None:
    """Closes the menu in the browser where it covers the page and the page is another than the one before."""
    run_script("narrow_menu", key="narrow_menu_page", data={"page": page})
