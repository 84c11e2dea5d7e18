"""The published build is replaced, again and again, and the old one removed, while people look."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import serve_dashboard
from tests.browser.watching import WatchedPage
from tests.dashboard.published import publish_copy

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("published")]


def test_nobody_sees_an_error_and_everybody_is_told(chromium: Browser, tmp_path: Path, sample_build: Path) -> None:
    shown = publish_copy(tmp_path, sample_build, "20261101T000000Z-aaaaaa")
    with serve_dashboard(tmp_path, tmp_path / "streamlit.log") as address:
        readers = [WatchedPage(chromium.new_page(), address) for _ in range(2)]
        resting, busy = readers
        resting.open("claim")
        for number, view in enumerate(("By country", "Over time", "Actor × country", "By actor"), start=1):
            busy.open("claims") if number == 1 else None
            newest = publish_copy(tmp_path, sample_build, f"2026110{number + 1}T000000Z-bbbbb{number}")
            # As a pipeline that keeps nothing does: what a page still has open it keeps, and opens nothing again.
            shown.unlink()
            shown = newest
            busy.page.get_by_text(view, exact=True).click()
            busy.settle()
            busy.page.get_by_text(newest.stem).first.wait_for()
        resting.page.get_by_text("A newer build is there").wait_for(timeout=60_000)
        resting.page.get_by_role("button", name="Reload").click()
        resting.page.get_by_text(shown.stem).first.wait_for()
        expect(resting.page.get_by_text("A newer build is there")).to_have_count(0)
        for reader in readers:
            assert reader.page.locator("[data-testid='stException']").count() == 0
            assert reader.errors == []
            assert reader.outside_requests() == []
            reader.page.close()
    assert "Traceback" not in (tmp_path / "streamlit.log").read_text()
