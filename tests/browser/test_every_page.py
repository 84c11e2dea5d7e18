"""Every page in a real browser: readable by everybody, silent to the outside, deaf to hostile text, even empty."""

from __future__ import annotations

import random
import re
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import serve_dashboard
from tests.browser.watching import Opener, WatchedPage
from tests.dashboard.published import (
    HOSTILE_CLAIM_ID,
    HOSTILE_SPEAKER_ID,
    HOSTILE_STATEMENT,
    publish_copy,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

PAGES = ("", "claims", "claim", "speaker", "outlet", "search", "evidence", "try", "metrics", "sql", "health")
DEEP = (
    "claims?view=country",
    "claims?view=time",
    "claims?view=cross&as=subject&role=about",
    f"claim?claim={HOSTILE_CLAIM_ID}",
    f"speaker?speaker={HOSTILE_SPEAKER_ID}",
    "outlet?outlet=hostile",
    "search?q=hacked",
    f"evidence?statement={HOSTILE_STATEMENT}",
)
# The same pages once more: what a click or a question adds.
FURTHER = (
    f"speaker?speaker={HOSTILE_SPEAKER_ID}&pick=all:",
    f"claims?actor={HOSTILE_SPEAKER_ID}&pick=actor:{HOSTILE_SPEAKER_ID}&outlet=hostile",
    f"claims?actor={HOSTILE_SPEAKER_ID}&view=time",
    "evidence?q=hacked",
    "sql?sql=select+speaker_name+from+dim_speakers+where+speaker_name+like+%27%25hacked%25%27",
    "sql?question=relays",
)
# Where no hostile text comes up, or only in a table, which is drawn on a canvas.
WITHOUT_HOSTILE = (
    *("health", "try", "search", "metrics", "sql", "sql?question=relays", "outlet", "outlet?outlet=hostile"),
    *("claims?view=country", "claims?view=time", "claims?view=cross&as=subject&role=about"),
    "sql?sql=select+speaker_name+from+dim_speakers+where+speaker_name+like+%27%25hacked%25%27",
)
HARM = "script, img, iframe, b, [onclick], [onerror], a[href^='javascript']"
OURS = "[data-testid='stHtml'], [data-testid='stHeading'], [data-testid='stEChartsChart'], #vg-tooltip-element"


def find_barriers(watched: WatchedPage) -> list[str]:
    """What axe-core calls serious or critical, each with the element that it means."""
    found = Axe().run(watched.page).response["violations"]
    return [
        f"{rule['id']}: {node['target']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", [*PAGES, *DEEP, *(pytest.param(path, marks=pytest.mark.slow) for path in FURTHER)])
def test_a_page_has_no_barrier_and_runs_nothing(open_page: Opener, path: str) -> None:
    watched = open_page(path)

    assert find_barriers(watched) == []
    assert "hacked" in watched.text() or path in WITHOUT_HOSTILE
    for chart in watched.charts().all():
        chart.hover()
    assert watched.page.evaluate("window.hacked") is None
    assert watched.page.locator(OURS).locator(HARM).count() == 0
    assert watched.page.locator("[data-testid='stException']").count() == 0
    assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1400


@pytest.mark.parametrize(
    "path", ["", "claims?view=cross", "sql?question=relays", "try", f"claim?claim={HOSTILE_CLAIM_ID}"]
)
def test_a_narrow_dark_page_has_no_barrier(open_page: Opener, path: str) -> None:
    watched = open_page(path, width=400, scheme="dark")

    assert find_barriers(watched) == []
    assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 400


@pytest.mark.parametrize(("path", "word"), [("health", "Menu"), ("claims", "Menu and filters")])
def test_the_menu_of_a_phone_says_that_it_is_one(open_page: Opener, path: str, word: str) -> None:
    watched = open_page(path, width=400)
    said = "button => getComputedStyle(button, '::after').content"

    assert watched.page.get_by_test_id("stExpandSidebarButton").evaluate(said) == f'"{word}"'


def test_on_a_phone_a_table_of_health_is_a_list_in_which_nothing_is_cut(open_page: Opener) -> None:
    watched = open_page("health", width=400)

    assert watched.page.locator(".hs-narrow").count() == watched.page.locator(".hs-narrow:visible").count() == 7
    assert watched.page.locator("[data-testid='stDataFrame']:visible").count() == 0
    assert find_barriers(watched) == []


def test_an_empty_warehouse_says_what_to_do_on_every_page(
    chromium: Browser, tmp_path: Path, sample_build: Path
) -> None:
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-e00001")
    with duckdb.connect(str(path)) as con:
        tables = con.execute(
            "select schema_name || '.' || table_name from duckdb_tables() "
            "where schema_name in ('core', 'reporting') and table_name <> 'rpt_build'"
        ).fetchall()
        for (table,) in tables:
            con.execute(f"delete from {table}")
        con.execute("update reporting.rpt_build set newest_published_on = null, newest_loaded_at = null")
    with serve_dashboard(tmp_path, tmp_path / "streamlit.log") as address:
        watched = WatchedPage(chromium.new_page(), address)
        for name in PAGES:
            watched.open(name)
            assert "The warehouse is empty." in watched.text(), name
        assert find_barriers(watched) == []
        assert watched.errors == []
        assert watched.outside_requests() == []
        watched.page.close()


MARKS = {
    "claims?measure=count": "[data-testid='stVegaLiteChart'] .mark-rect.role-mark path",
    "claims?measure=count&as=subject": "[data-testid='stVegaLiteChart'] .mark-rect.role-mark path",
    "claims?measure=count&view=cross&role=about": "[data-testid='stVegaLiteChart'] .mark-rect.role-mark path",
    "claims?measure=count&view=time&lines=one": ".mark-symbol.role-mark path",
}


@pytest.mark.slow
def test_ten_random_values_open_exactly_that_many_statements(
    open_page: Opener, sample_build: Path, tmp_path: Path
) -> None:
    chance = random.Random(20261129)
    # The sample as it was built: the counts beside the hostile speaker are made up.
    with serve_dashboard(sample_build, tmp_path / "streamlit.log") as address:
        for path, times in zip(MARKS, (3, 2, 3, 2), strict=True):
            watched = open_page(path, at=address)
            for _ in range(times):
                _open_one_value(watched, MARKS[path], chance)


def _open_one_value(watched: WatchedPage, marks_of: str, chance: random.Random) -> None:
    marks = watched.page.locator(marks_of)
    mark = marks.nth(chance.randrange(marks.count()))
    label = mark.get_attribute("aria-label") or ""
    counted = re.search(r"(?:^|; )Statements: ([\d,]+)", label)
    assert counted is not None, label
    mark.click()
    watched.page.wait_for_url(re.compile("pick="))
    watched.settle()
    assert watched.list_heading().startswith(f"{counted[1]} statement"), label
    shown = watched.page.locator(".hs-card").count()
    assert shown == min(20, int(counted[1].replace(",", "")))
    watched.page.get_by_role("button", name=re.compile("Undo the click")).click()
    watched.page.wait_for_url(re.compile(r"^(?!.*pick=)"))
    watched.settle()


def test_by_keyboard_alone_from_the_overview_to_the_sentence(open_page: Opener) -> None:
    # Half the width is what a screen shows at 200 % zoom.
    watched = open_page("", width=700)
    for _ in range(120):
        watched.page.keyboard.press("Tab")
        focus = watched.page.evaluate(
            "() => { const f = document.activeElement; const s = getComputedStyle(f);"
            " return [f.className, f.getAttribute('href') || '', s.outlineStyle + s.boxShadow]; }"
        )
        if "hs-open" in focus[0] and "statement=" in focus[1]:
            break
    else:
        pytest.fail("no statement was reached by Tab")
    assert focus[2] != "nonenone", "the focus cannot be seen"
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url(re.compile("evidence"))
    watched.settle()
    assert watched.page.locator(".hs-article mark.hs-content").count() >= 1
