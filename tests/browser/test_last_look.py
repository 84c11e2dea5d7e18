"""What a browser keeps of its last visit: a reader who comes back sees what came in since."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve_dashboard
from tests.browser.watching import WatchedPage
from tests.dashboard.published import publish_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

FORGET = "() => { const kept = JSON.parse(localStorage.getItem('hearsay.last-look')); kept.at -= 3600000;" \
    " localStorage.setItem('hearsay.last-look', JSON.stringify(kept)); }"  # fmt: skip


def publish_loaded(data: Path, source: Path, build_id: str, newest: str) -> None:
    path = publish_copy(data, source, build_id)
    with duckdb.connect(str(path)) as con:
        con.execute("update core.dim_articles set loaded_at = timestamptz '2026-11-04 06:00:00+00'")
        con.execute("update core.dim_articles set loaded_at = ?::timestamptz where article_id in ("
                    "select article_id from core.dim_articles where is_current order by published_on desc nulls last, "
                    "article_id limit 2)", [newest])  # fmt: skip
        con.execute("update reporting.rpt_build set newest_loaded_at = ?::timestamptz", [newest])


def test_a_first_visit_runs_the_page_once(chromium: Browser, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    runs: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: runs.append(frame)))
    WatchedPage(page, address).open("")
    page.wait_for_function("localStorage.getItem('hearsay.last-look') !== null")
    page.wait_for_timeout(1_000)

    assert len(runs) == 1
    context.close()


def test_a_reader_who_comes_back_sees_what_came_in_since(chromium: Browser, tmp_path: Path, sample_build: Path) -> None:
    publish_loaded(tmp_path, sample_build, "20261104T000000Z-aaaaaa", "2026-11-04 06:00:00+00")
    with serve_dashboard(tmp_path, tmp_path / "streamlit.log") as address:
        context = chromium.new_context(viewport={"width": 1400, "height": 900})
        watched = WatchedPage(context.new_page(), address)
        watched.open("")
        # A first visit has no last one.
        assert watched.page.get_by_text("Since you last looked").count() == 0
        # Half an hour has not passed: the same visit.
        watched.open("")
        assert watched.page.get_by_text("Since you last looked").count() == 0

        publish_loaded(tmp_path, sample_build, "20261105T000000Z-bbbbbb", "2026-11-05 07:30:00+00")
        watched.page.evaluate(FORGET)
        watched.open("")
        watched.page.get_by_text("Since you last looked").wait_for()
        watched.page.get_by_text(re.compile("first loaded after 4 Nov 2026, 06:00 UTC")).wait_for()
        watched.settle()
        assert "When you last looked is kept in your browser" in watched.text()
        figure = watched.page.locator(".hs-figure").filter(has_text="New articles").locator(".hs-number")
        assert figure.inner_text() == "2"

        watched.page.get_by_text("Since yesterday", exact=True).click()
        watched.page.wait_for_url(re.compile("since="))
        assert watched.errors == []
        assert watched.outside_requests() == []
        context.close()
