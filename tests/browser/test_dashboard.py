"""The dashboard in a real browser: drawn, clickable down to the sentence, shareable, and deaf to hostile text."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.database import Build
from dashboard.filters import Filters
from dashboard.queries import claims, overview
from dashboard.queries.options import list_outlets
from dashboard.wording import write_count
from tests.browser.conftest import serve_dashboard
from tests.browser.watching import Opener
from tests.dashboard.published import HOSTILE_BODY, HOSTILE_STATEMENT, publish_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

# The numbers before the statements are ours; all else in an article must be its own text.
HARM = "script, img, iframe, b, i, [onclick], [onerror], a[href^='javascript']"
WITHOUT_NUMBERS = """node => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll('.hs-ref').forEach(number => number.remove());
    return copy.textContent;
}"""


# A wide page draws its charts in the tests that click into them, too.
@pytest.mark.parametrize(
    ("width", "scheme"), [pytest.param(1400, "light", marks=pytest.mark.slow), pytest.param(400, "dark")]
)
@pytest.mark.parametrize(
    ("path", "charts"),
    [
        ("", 4),
        ("claims", 1),
        ("claims?view=country", 2),
        ("claims?view=time", 1),
        ("health", 1),
        ("metrics", 1),
        ("evidence", 0),
    ],
)
def test_every_page_draws_its_charts_wide_and_narrow(
    open_page: Opener, build: Build, path: str, charts: int, width: int, scheme: str
) -> None:
    watched = open_page(path, width=width, scheme=scheme)

    expect(watched.charts()).to_have_count(charts)
    for place in range(charts):
        box = watched.charts().nth(place).bounding_box()
        assert box is not None
        assert box["width"] > 150
        assert box["height"] > 60
    assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert build.build_id in watched.text()


def test_the_overview_shows_the_figures_of_the_build(open_page: Opener, build: Build) -> None:
    watched = open_page()
    about = overview.describe_build(build)

    numbers = watched.page.locator(".hs-number").all_inner_texts()
    assert numbers[:4] == [
        write_count(about[key]) for key in ("article_count", "statement_count", "speaker_count", "outlet_count")
    ]


def test_from_a_chart_of_the_overview_to_its_sql(open_page: Opener, build: Build) -> None:
    watched = open_page("overview?since=2026-01-01T00:00:00Z")
    # The overview is the first page, and has no name of its own in the address.
    assert watched.page.url.startswith(f"{watched.address}/?since=2026-01-01")
    assert watched.page.get_by_role("dialog").count() == 0
    link = watched.page.get_by_role("link", name="Open the SQL of: Statements and articles read, by day of print")
    link.click()
    watched.page.wait_for_url(re.compile(r"/sql\?sql=--"))
    watched.settle()

    days = overview.count_volume(build, "day")
    assert f"{len(days)} rows" in watched.page.locator(".hs-heading").all_inner_texts()
    written = watched.page.get_by_label("SQL", exact=True).input_value()
    assert written.startswith("-- Statements and articles read, by day of print\nselect")
    # A reload asks the same.
    watched.page.reload()
    watched.settle()
    assert watched.page.get_by_label("SQL", exact=True).input_value() == written


def test_from_a_bar_of_the_overview_to_the_printed_sentence(open_page: Opener, build: Build) -> None:
    watched = open_page()
    speaker = overview.count_top_actors(build, 1).iloc[0]
    bars = watched.page.locator("[data-testid='stVegaLiteChart']").nth(2).locator(".mark-rect.role-mark path")
    bars.first.click()
    watched.page.wait_for_url(re.compile(r"/claims\?actor="))
    watched.settle()

    expected = claims.count_selection(build, Filters(actors=(speaker["speaker_id"],)))
    assert watched.list_heading().startswith(f"{write_count(expected['statement_count'])} statement")
    words = watched.page.locator(".hs-card blockquote").first.inner_text()
    watched.page.locator(".hs-card .hs-open").first.click()
    watched.page.wait_for_url(re.compile(r"/evidence\?statement="))
    watched.settle()
    marked = " ".join(watched.page.locator(".hs-article mark.hs-content").all_inner_texts())
    assert words.split()[-1] in marked
    assert speaker["speaker_name"] in watched.text()


def test_a_click_on_a_bar_narrows_the_list_and_can_be_undone(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?measure=count")
    row = claims.count_by_actor(build, Filters(), "count").iloc[1]
    whole = watched.list_heading()
    watched.bars().nth(1).click()
    watched.page.wait_for_url(re.compile(r"pick=actor"))
    watched.settle()

    assert watched.list_heading().startswith(f"{row['statement_count']} statement")
    assert row["speaker_name"] in watched.list_heading()
    watched.page.get_by_role("button", name=re.compile("Undo the click")).click()
    watched.page.wait_for_url(re.compile(r"measure=count$"))
    watched.settle()
    assert watched.list_heading() == whole
    # The same bar again: a chart that kept its selection would not answer.
    watched.bars().nth(1).click()
    watched.page.wait_for_url(re.compile(r"pick=actor"))


def test_a_click_on_a_country_of_the_map_lists_its_statements(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?view=country")
    countries = claims.count_by_country(build, Filters())
    shape = watched.page.locator("[data-testid='stVegaLiteChart']").first.locator("path[aria-label*='Kazakhstan']").last
    shape.click()
    watched.page.wait_for_url(re.compile(r"pick=country%3AKZ|pick=country:KZ"))
    watched.settle()

    expected = countries.loc[countries["country_code"] == "KZ", "statement_count"].iloc[0]
    assert watched.list_heading().startswith(f"{expected} statement")


def test_a_click_on_a_point_lists_the_statements_of_that_time(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?view=time&lines=one&measure=count&grain=week")
    rows = claims.count_by_period(build, Filters(), "week", ())
    points = watched.page.locator(".mark-symbol.role-mark path")
    expect(points).to_have_count(len(rows))
    labels = watched.page.locator(".role-axis-label text").filter(has_text=re.compile(r"^\d+ [A-Z][a-z]{2}$"))
    ticks = set(labels.all_text_contents())
    assert len(ticks) >= 3
    assert ticks <= {f"{monday:%-d %b}" for monday in rows["period"]}
    points.nth(2).click()
    watched.page.wait_for_url(re.compile(r"pick=period"))
    watched.settle()

    assert watched.list_heading().startswith(f"{int(rows['statement_count'].iloc[2])} statement")


def test_dates_are_drawn_in_utc_whatever_the_readers_zone(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?view=time&lines=one&grain=day")
    first = claims.count_by_period(build, Filters(), "day", ())["period"].iloc[0]
    label = watched.page.locator(".mark-symbol.role-mark path").first.get_attribute("aria-label") or ""

    assert f"{first:%b %d, %Y}" in label


def test_a_copied_address_gives_the_same_view_to_a_stranger(open_page: Opener) -> None:
    first = open_page("claims")
    first.page.get_by_text("By country", exact=True).click()
    first.page.wait_for_url(re.compile("view=country"))
    first.settle()
    first.page.get_by_label("Stance").click()
    first.page.get_by_role("option", name="denies").click()
    first.page.wait_for_url(re.compile("stance=deny"))
    first.page.keyboard.press("Escape")
    first.settle()
    first.bars_of_countries().first.click()
    first.page.wait_for_url(re.compile("pick=country"))
    first.settle()

    second = open_page(first.page.url.removeprefix(first.address).lstrip("/"))
    assert second.page.url == first.page.url
    assert second.text() == first.text()
    assert second.list_heading() == first.list_heading()


def test_going_back_gives_the_view_before(open_page: Opener) -> None:
    watched = open_page("claims?view=time")
    watched.page.locator(".hs-card .hs-open").first.click()
    watched.page.wait_for_url(re.compile("evidence"))
    watched.settle()
    watched.page.go_back()
    watched.page.wait_for_url(re.compile("view=time"))
    watched.settle()

    assert "by week printed" in watched.text()


def test_the_download_holds_the_listed_statements(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?stance=deny")
    expected = claims.count_selection(build, Filters(stances=("deny",)))["statement_count"]
    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("button", name=re.compile("Download these statements")).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))

    assert len(rows) == expected
    assert {row["stance"] for row in rows} == {"deny"}


def test_a_table_is_downloaded_by_our_button_alone(open_page: Opener) -> None:
    watched = open_page("sql?question=most-quoted")
    table = watched.page.get_by_test_id("stDataFrame").first
    table.hover()

    expect(table.get_by_role("button", name="Search")).to_be_visible()
    # Streamlit's own writes cells as they are, and a spreadsheet runs those of them that are formulas.
    own = table.locator("[aria-label^='Download as CSV']")
    assert own.count() == 1, "Streamlit calls its button otherwise now: the stylesheet no longer hides it"
    expect(own).to_be_hidden()
    expect(watched.page.get_by_test_id("stDownloadButton").first).to_be_visible()


def test_a_hostile_article_is_printed_to_the_letter(open_page: Opener) -> None:
    watched = open_page(f"evidence?statement={HOSTILE_STATEMENT}")
    body = watched.page.locator(".hs-article .hs-body")
    printed = body.evaluate(WITHOUT_NUMBERS)

    assert printed == HOSTILE_BODY
    assert body.locator(".hs-ref").count() == 3
    assert body.locator("[style*='linear-gradient']").count() >= 2


def test_without_a_build_the_page_says_what_to_do(open_page: Opener, tmp_path: Path) -> None:
    with serve_dashboard(tmp_path, tmp_path / "streamlit.log") as address:
        watched = open_page("", at=address)
        assert "Nothing has been published yet." in watched.text()
        assert "hearsay load data/sample" in watched.text()


def test_a_build_published_while_one_looks_is_offered(open_page: Opener, tmp_path: Path, sample_build: Path) -> None:
    publish_copy(tmp_path, sample_build, "20261101T000000Z-aaaaaa")
    with serve_dashboard(tmp_path, tmp_path / "streamlit.log") as address:
        watched = open_page("claims?view=country", at=address)
        publish_copy(tmp_path, sample_build, "20261102T000000Z-bbbbbb")
        watched.page.get_by_text("A newer build is there").wait_for(timeout=60_000)
        watched.page.get_by_role("button", name="Reload").click()
        watched.page.get_by_text("20261102T000000Z-bbbbbb").first.wait_for()
        watched.settle()

        assert "view=country" in watched.page.url
        assert "A newer build is there" not in watched.text()


def test_no_icon_is_left_as_its_name(open_page: Opener) -> None:
    # An icon font that is not served shows ligature names; here it must be the font of the server itself.
    watched = open_page("claims?pick=actor:nobody")
    fonts = [url for url in watched.requests if "MaterialSymbols" in url]

    assert fonts, "no icon font was asked for"
    assert all(url.startswith(watched.address) for url in fonts)


def test_a_day_that_was_not_read_breaks_the_line(open_page: Opener, build: Build) -> None:
    lines = {each: claims.count_by_period(build, Filters(outlets=(each,)), "day", ()) for each in list_outlets(build)}
    outlet, rows = max(lines.items(), key=lambda line: line[1]["statement_count"].count())
    read = rows["statement_count"].notna()
    watched = open_page(f"claims?view=time&lines=one&grain=day&outlet={outlet}")

    assert not read.all(), "the outlet was read every day, so no break was tested"
    expect(watched.page.locator(".mark-symbol.role-mark path")).to_have_count(int(read.sum()))
    # Each stretch of days read one after the other is a subpath of its own.
    stretches = int((read & ~read.shift(fill_value=False)).sum())
    path = watched.page.locator(".mark-line.role-mark path").first.get_attribute("d") or ""
    assert path.count("M") == stretches
