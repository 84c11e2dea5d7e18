"""Speakers, outlets, search, try it and SQL in a real browser: drawn, deep-linked, and open down to the sentence."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dashboard.database import Build
from dashboard.profiles import Part, Subject
from dashboard.queries import outlets, profiles, speakers
from tests.browser.watching import Opener
from tests.dashboard.published import HOSTILE_SPEAKER_ID

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

HARM = "script, img, iframe, b, i, [onclick], [onerror], a[href^='javascript']"


@pytest.fixture
def speaker_id(build: Build) -> str:
    rows = speakers.list_speakers(build, 5)
    return str(rows.loc[rows["speaker_id"] != HOSTILE_SPEAKER_ID, "speaker_id"].iloc[0])


# A wide page draws its charts in the tests that click into them, too.
@pytest.mark.parametrize(
    ("width", "scheme"), [pytest.param(1400, "light", marks=pytest.mark.slow), pytest.param(400, "dark")]
)
def test_every_new_page_draws_wide_and_narrow(
    open_page: Opener, build: Build, speaker_id: str, width: int, scheme: str
) -> None:
    outlet_id = outlets.list_outlets(build, 1)["outlet_id"].iloc[0]
    pages = {
        "speaker": 0,
        f"speaker?speaker={speaker_id}": 2,
        "outlet": 0,
        f"outlet?outlet={outlet_id}": 1,
        "search?q=minister": 0,
        "try": 0,
        "sql?question=relays": 0,
    }
    for path, charts in pages.items():
        watched = open_page(path, width=width, scheme=scheme)
        assert watched.charts().count() == charts
        assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert build.build_id in watched.text()


def test_from_a_number_of_a_speaker_to_the_printed_sentence(open_page: Opener, build: Build, speaker_id: str) -> None:
    watched = open_page(f"speaker?speaker={speaker_id}")
    carrier = speakers.count_outlets(build, Subject("speaker", speaker_id), 1)[0]
    number = watched.page.locator(f".hs-count[href*='outlet%3A{carrier['part_value']}']")
    number.press("Enter")
    watched.page.wait_for_url(re.compile("pick=outlet"))
    watched.settle()

    assert watched.list_heading().startswith(f"{carrier['statement_count']} statement")
    assert carrier["part_name"] in watched.list_heading()
    words = watched.page.locator(".hs-card blockquote").first.inner_text()
    watched.page.locator(".hs-card .hs-open").first.click()
    watched.page.wait_for_url(re.compile(r"/evidence\?statement="))
    watched.settle()
    marked = " ".join(watched.page.locator(".hs-article mark.hs-content").all_inner_texts())
    assert words.split()[-1] in marked


def test_a_click_on_a_point_lists_the_statements_of_that_week(open_page: Opener, build: Build, speaker_id: str) -> None:
    watched = open_page(f"speaker?speaker={speaker_id}")
    points = watched.page.locator("[data-testid='stVegaLiteChart']").first.locator(".mark-symbol.role-mark path")
    points.nth(1).click()
    watched.page.wait_for_url(re.compile("pick=period"))
    watched.settle()

    picked = re.search(r"period(?:%3A|:)([\d-]+)(?:%7E|~)(\w+)", watched.page.url)
    assert picked is not None
    part = Part("period", f"{picked[1]}~{picked[2]}")
    expected = profiles.count_part(build, Subject("speaker", speaker_id), part)["statement_count"]
    assert watched.list_heading().startswith(f"{expected} statement")


def test_from_an_article_to_its_speaker_and_outlet(open_page: Opener, speaker_id: str) -> None:
    watched = open_page(f"speaker?speaker={speaker_id}")
    name = watched.page.locator("h2.hs-heading").first.inner_text()
    watched.page.locator(".hs-card .hs-facts a").first.click()
    watched.page.wait_for_url(re.compile(r"/outlet\?outlet="))
    watched.settle()
    assert "Whom it quotes" in watched.text()
    watched.page.locator(".hs-rank a").filter(has_text=name).first.click()
    watched.page.wait_for_url(re.compile(rf"/speaker\?speaker={speaker_id}"))


def test_a_search_that_is_typed_can_be_sent_to_a_colleague(open_page: Opener) -> None:
    first = open_page("search")
    first.page.get_by_label("Words or a name").fill("water minister")
    first.page.keyboard.press("Enter")
    first.page.wait_for_url(re.compile("q=water"))
    first.settle()
    second = open_page(first.page.url.removeprefix(first.address).lstrip("/"))

    assert second.list_heading() == first.list_heading()
    with second.page.expect_download() as waiting:
        second.page.get_by_role("button", name=re.compile("Download these statements")).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    assert len(rows) == int(second.list_heading().split()[0])


def test_a_pasted_text_is_read_and_its_numbers_lead_to_their_cards(open_page: Opener) -> None:
    watched = open_page("try")
    watched.page.get_by_label("Text", exact=True).fill(
        "<img src=x onerror=window.hacked=1> The mayor denied on Monday that the bridge was closed, Reuters reported."
    )
    watched.page.get_by_role("button", name="Find the statements").click()
    watched.page.get_by_text(re.compile(r"^\d+ statements? found$")).wait_for()
    watched.settle()

    assert watched.page.locator("article.hs-card").count() >= 1
    assert watched.page.evaluate("window.hacked") is None
    assert watched.page.locator("[data-testid='stHtml']").locator(HARM).count() == 0
    target = watched.page.locator(".hs-ref").first.get_attribute("href") or ""
    assert watched.page.locator(target).count() == 1


def test_an_answer_of_the_console_is_downloaded_as_asked(open_page: Opener) -> None:
    watched = open_page("sql?sql=select+40+%2B+2+as+answer")
    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("button", name="Download as Parquet").click()
    assert pq.read_table(waiting.value.path()).to_pylist() == [{"answer": 42}]

    watched.page.get_by_label("SQL", exact=True).fill("copy core.dim_outlets to 'x.csv'")
    watched.page.get_by_role("button", name="Run").click()
    watched.page.get_by_text("A statement of the kind COPY is not run here").wait_for()
