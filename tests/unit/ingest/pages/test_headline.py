"""Which of the wordings that a page gives its headline is taken, and what of it is the site's."""

from __future__ import annotations

import time
from typing import Any

import pytest

from orchestration.ingest.pages.extraction import extract_page
from orchestration.ingest.pages.headings import read_headings, read_line
from orchestration.ingest.pages.headline import find_shorter, strip_outlet
from tests.unit.ingest.pages.page_parts import MARKED, linked_data, make_page

SEARCHED = "Ister bridge 2026: how the opening went and what comes next"
SHARED = "The mayor opens what the river took"


def read(head: str) -> dict[str, Any]:
    return extract_page(make_page(head=head))


def read_reworded(printed: str) -> str:
    """The title of a page whose JSON-LD has one wording and og:title another, and which prints this before its text."""
    searched = linked_data({"@type": "NewsArticle", "headline": SEARCHED})
    shared = f'<meta property="og:title" content="{SHARED}">'
    page = f"<html><head>{searched}{shared}</head><body>{printed}{MARKED}</body></html>"
    return str(extract_page(page)["title"])


def test_a_headline_is_spelt_as_it_is_shared_where_the_words_are_the_same() -> None:
    headline = linked_data({"@type": "NewsArticle", "headline": "RIVER TOWN - THE BRIDGE OPENS"})
    shared = '<meta property="og:title" content="River town: The bridge opens | River Gazette">'
    site = '<meta property="og:site_name" content="River Gazette">'
    assert read(headline + shared + site)["title"] == "River town: The bridge opens"
    reworded = '<meta property="og:title" content="You will not believe which bridge opens">'
    assert read(headline + reworded + site)["title"] == "RIVER TOWN - THE BRIDGE OPENS"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Bridge at last | River Gazette", "Bridge at last"),
        ("Bridge at last - gazette.example", "Bridge at last"),
        ("Bridge at last|River Gazette", "Bridge at last"),
        ("River Gazette | Bridge at last", "Bridge at last"),
        ("Bridge at last | Towns | River Gazette", "Bridge at last"),
        ("Bridge at last | Towns", "Bridge at last | Towns"),
        ("River Gazette", "Bridge opens"),
        ("Mayor: bridge – at last", "Mayor: bridge – at last"),
    ],
)
def test_the_sites_name_behind_a_title_is_dropped_and_a_dash_inside_it_is_not(printed: str, expected: str) -> None:
    head = (
        f'<meta property="og:title" content="{printed}"><meta property="og:site_name" content="River Gazette">'
        '<meta property="og:url" content="https://gazette.example/bridge">'
        '<meta property="article:section" content="Towns">'
    )
    assert read(head)["title"] == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"<h1>{SEARCHED}</h1>", SEARCHED),
        (f"<h1>{SHARED}</h1>", SEARCHED),
        (f'<h1 itemprop="headline">{SHARED}</h1>', SHARED),
        (f'<h1 itemprop="headline">{SEARCHED}</h1>', SEARCHED),
        (f'<h1 itemprop="headline">{SHARED}</h1><p itemprop="headline">Ferry ends</p>', SHARED),
        (f'<p itemprop="headline">{SHARED}</p><p itemprop="headline">Ferry ends</p>', SEARCHED),
    ],
)
def test_where_wordings_differ_the_one_counts_that_the_page_marks_as_its_headline(printed: str, expected: str) -> None:
    assert read_reworded(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"<nav><a>News</a><h1>{SEARCHED}</h1></nav><h2><span>River:</span> {SHARED}</h2>", SHARED),
        (f'<ol class="page-breadcrumb"><li><h1>{SEARCHED}</h1></li></ol><h2>{SHARED}</h2>', SHARED),
        (f"<nav><a>News</a><h1>{SEARCHED}</h1></nav><h2>{SEARCHED}</h2>", SEARCHED),
        (f"<nav><a>News</a><h1>{SEARCHED}</h1></nav>", SEARCHED),
        (f"<header><h1>{SEARCHED}</h1></header><h2>{SHARED}</h2>", SEARCHED),
    ],
)
def test_a_wording_that_stands_among_the_breadcrumbs_alone_is_no_headline(printed: str, expected: str) -> None:
    assert read_reworded(printed) == expected


@pytest.mark.parametrize(
    ("title", "printed", "expected"),
    [
        ("Bridge opens - Office of Works", "<h1>Office of Works</h1><h2>Bridge opens</h2>", "Bridge opens"),
        ("Bridge opens - Office of Works", "<h1>Bridge opens</h1><h2>Office of Works</h2>", "Bridge opens"),
        ("Office of Works: Bridge opens", "<h1>Bridge opens</h1>", "Bridge opens"),
        ("Bridge opens - Gazette", "<h1>gazette.example</h1>", "Bridge opens"),
        ("Office of Works", "<h1>Bridge opens</h1>", "Bridge opens"),
    ],
)
def test_where_nothing_is_declared_the_headline_is_the_heading_that_the_title_has(
    title: str, printed: str, expected: str
) -> None:
    page = f"<html><head><title>{title}</title></head><body>{printed}<div>{MARKED}</div></body></html>"
    assert extract_page(page, "https://www.gazette.example/bridge")["title"] == expected


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Bridge opens after eleven years", "Lindau Falls: Bridge opens after eleven years"),
        ("Bridge opens after eleven years", "Bridge opens after eleven long years"),
        ("Bridge opens after eleven years", "Bridge opens after eleven years – how to cross it"),
    ],
)
def test_words_added_to_a_headline_are_left_out(short: str, long: str) -> None:
    assert find_shorter(short, long) == find_shorter(long, short) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bridge opens after eleven years", "Mayor in tears as bridge opens after eleven years"),
        ("Live", "Live: bridge opens after eleven years"),
        ("Bridge opens after eleven years", "After eleven years bridge opens"),
        ("", "Bridge opens"),
    ],
)
def test_another_headline_or_its_label_is_none_with_words_added(one: str, other: str) -> None:
    assert find_shorter(one, other) is find_shorter(other, one) is None


@pytest.mark.parametrize(
    "short", ["Bridge opens after…", "Bridge opens after ...", "Bridge opens af", "Bridge opens a…"]
)
def test_a_headline_that_breaks_off_gives_way_to_the_whole(short: str) -> None:
    assert find_shorter(short, "Bridge opens after eleven years") == "Bridge opens after eleven years"


def test_a_headline_as_long_as_search_engines_take_breaks_off() -> None:
    short = "Bridge over the Ister opens after eleven years of work and four changes of plan that nobody asked for"
    assert find_shorter(short, f"{short} or paid for") == f"{short} or paid for"


def test_a_title_of_very_many_parts_takes_no_time() -> None:
    title = "Bridge | " * 10_000 + "Gazette"
    began = time.process_time()
    assert strip_outlet(title, ["Gazette"], ["Bridge opens"], []) == title.removesuffix(" | Gazette")
    assert time.process_time() - began < 2


def test_a_line_break_in_a_heading_is_a_space() -> None:
    from lxml import html

    tree = html.document_fromstring("<h1>Bridge<br>opens <em>at</em> last</h1><nav><h1>News</h1></nav><h2> </h2>")
    headings = read_headings(tree)
    assert (headings.first, headings.crumbs, headings.second) == (["Bridge opens at last"], ["News"], [])
    assert read_line(next(tree.iter("em"))) == "at"
