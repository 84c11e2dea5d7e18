"""Finding one's way in a real browser: what a tab is called, and down to the words in a long article."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.database import Build, fetch_records
from dashboard.frame import LONGEST_NAME
from dashboard.markup import shorten
from tests.browser.watching import Opener

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]


def test_a_link_leads_down_to_the_words_in_the_article(open_page: Opener, build: Build) -> None:
    sql = """
        select s.statement_id from core.fct_statements s join core.dim_articles a using (article_id, article_version)
        where s.is_current and s.field = 'body' order by s.content_spans[1].start_char desc, 1 limit 1"""
    watched = open_page(f"evidence?statement={fetch_records(build, sql)[0]['statement_id']}")
    watched.page.set_viewport_size({"width": 400, "height": 600})
    words = watched.page.locator("mark[id]")
    expect(words).to_have_count(1)
    expect(words).not_to_be_in_viewport()
    watched.page.get_by_role("link", name="To these words in the article").click()

    expect(words).to_be_in_viewport()
    assert not watched.errors


def test_a_tab_is_called_by_what_it_shows(open_page: Opener, build: Build) -> None:
    sql = "select speaker_id, speaker_name from core.dim_speakers order by statement_count desc limit 1"
    speaker = fetch_records(build, sql)[0]
    for path, name in (
        ("", "Who said what"),
        ("claims", "Explorer"),
        (f"speaker?speaker={speaker['speaker_id']}", shorten(speaker["speaker_name"], LONGEST_NAME)),
    ):
        expect(open_page(path).page).to_have_title(f"{name} · Hearsay")


def test_a_page_chosen_in_the_menu_of_a_narrow_screen_is_not_covered_by_it(open_page: Opener) -> None:
    watched = open_page("claims", width=400)
    page, menu = watched.page, watched.page.get_by_test_id("stSidebar")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(menu).to_be_in_viewport()
    page.get_by_role("button", name="Clear all filters").click()
    watched.settle()
    expect(menu).to_be_in_viewport()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Speakers").click()

    expect(page.get_by_role("heading", name="Speakers", level=1)).to_be_visible()
    expect(menu).not_to_be_in_viewport()
    watched.open("claims")
    expect(menu).not_to_be_in_viewport()


def test_what_shows_nothing_takes_no_room(open_page: Opener) -> None:
    room = """key => {
        const wrapper = document.querySelector('.st-key-' + key).parentElement;
        const above = wrapper.previousElementSibling.getBoundingClientRect();
        return wrapper.nextElementSibling.getBoundingClientRect().top - above.bottom;
    }"""
    page = open_page("").page
    gap = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.st-key-last_look')).rowGap)")

    assert gap > 0
    for key in ("last_look", "narrow_menu"):
        assert page.evaluate(room, key) <= gap + 2
