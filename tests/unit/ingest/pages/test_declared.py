"""What a page declares about itself: headline, authors, dates, outlet and address, and which of them is believed."""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.ingest.pages.addresses import is_same_site
from orchestration.ingest.pages.extraction import extract_page
from tests.unit.ingest.pages.page_parts import linked_data, make_page


def article(**fields: Any) -> str:
    return linked_data({"@type": "NewsArticle", "headline": "Bridge opens"} | fields)


def read(head: str, url: str | None = None, **parts: str) -> dict[str, Any]:
    return extract_page(make_page(head=head, **parts), url)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (linked_data({"@type": "NewsArticle", "isAccessibleForFree": False}), True),
        (linked_data({"@type": "NewsArticle", "isAccessibleForFree": "False"}), True),
        ('<meta property="article:content_tier" content="metered">', True),
        (linked_data({"@type": "NewsArticle", "isAccessibleForFree": True}), None),
        ("", None),
    ],
)
def test_an_article_that_is_declared_to_be_paid_for_says_so(head: str, expected: bool | None) -> None:
    assert read(head)["is_paid"] is expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (article(author={"@type": "Person", "name": "Ann Bell"}), ["Ann Bell"]),
        (article(author=[{"name": "Ann Bell"}, {"name": "Tom Reed"}]), ["Ann Bell", "Tom Reed"]),
        (article(author="Ann Bell and Tom Reed"), ["Ann Bell", "Tom Reed"]),
        (article(author={"@type": "Person", "name": ["Ann Bell", "Tom Reed"]}), ["Ann Bell", "Tom Reed"]),
        ('<meta name="author" content="By Ann Bell">', ["Ann Bell"]),
        ('<meta name="author" content="Ann Bell, Chief Reporter">', ["Ann Bell"]),
        ('<meta name="author" content="Ann Bell ann@gazette.example">', ["Ann Bell"]),
        ('<meta name="author" content="Staff Reporter">', ["Staff Reporter"]),
        (
            '<meta property="article:author" content="//social.example/ann"><meta name="author" content="Ann Bell">',
            ["Ann Bell"],
        ),
    ],
)
def test_authors_are_names(head: str, expected: list[str]) -> None:
    assert read(head)["authors"] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (article(datePublished="2026-01-02T23:30:00-05:00"), "2026-01-02"),
        ('<meta property="article:published_time" content="2026-01-02T08:00:00Z">', "2026-01-02"),
        (article(datePublished="soon") + '<meta name="date" content="2026-01-02">', "2026-01-02"),
        (article(datePublished="1970-01-01T00:00:00Z") + '<meta name="date" content="2026-01-02">', "2026-01-02"),
        (linked_data({"@type": "VideoObject", "name": "Bridge opens", "uploadDate": "2026-01-02"}), "2026-01-02"),
        (linked_data({"@type": "WebPage", "name": "Bridge opens", "datePublished": "2026-01-02"}), "2026-01-02"),
    ],
)
def test_the_day_is_the_printers_and_a_date_that_cannot_be_read_is_passed_over(head: str, expected: str) -> None:
    assert read(head)["published_on"] == expected


def test_the_time_beside_the_byline_is_a_declaration_too() -> None:
    stamp = '<time itemprop="datePublished" datetime="2026-01-02T08:00">2 January</time>'
    fields = read(article(dateModified="2026-01-03T09:00:00Z"), before=stamp)
    assert (fields["published_on"], fields["modified_at"]) == ("2026-01-02", "2026-01-03T09:00:00Z")


def test_a_page_without_a_date_has_none() -> None:
    assert read("")["published_on"] is None


@pytest.mark.parametrize("box", ['<div class="related-stories">', '<div id="comments">', "<aside>", "<footer>"])
def test_the_date_of_something_else_on_the_page_is_not_its_own(box: str) -> None:
    closing = f"</{box[1:].split(maxsplit=1)[0].rstrip('>')}>"
    other = f'{box}<time datetime="2025-01-01">1 January 2025</time>{closing}'
    assert read("", after=other)["published_on"] is None
    own = '<div class="sidebar"><h1>Bridge opens</h1><time datetime="2026-01-02">2 January 2026</time></div>'
    assert read("", before=own, after=other)["published_on"] == "2026-01-02"


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (
            '<link rel="canonical" href="/bridge">',
            "https://m.gazette.example/bridge?x=1",
            "https://m.gazette.example/bridge",
        ),
        (
            '<link rel="canonical" href="https://gazette.example/">',
            "https://gazette.example/b",
            "https://gazette.example/b",
        ),
        ('<meta property="og:url" content="https://gazette.example/bridge">', None, "https://gazette.example/bridge"),
        (article(url="https://gazette.example/bridge"), None, "https://gazette.example/bridge"),
        ("", "https://gazette.example/b", "https://gazette.example/b"),
        ('<link rel="canonical" href="{{page.url}}">', "https://gazette.example/b", "https://gazette.example/b"),
        ("", None, None),
    ],
)
def test_the_address_is_the_one_declared_else_where_the_page_was(
    head: str, url: str | None, expected: str | None
) -> None:
    assert read(head, url)["url"] == expected


def test_a_reprint_keeps_its_own_address_and_names_the_original() -> None:
    head = '<link rel="canonical" href="https://wire.example/bridge">'
    fields = read(head, "https://www.gazette.example/b")
    assert fields["url"] == "https://www.gazette.example/b"
    assert fields["reprint_of"] == "https://wire.example/bridge"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://sport.gazette.example/a", "https://www.gazette.example/b", True),
        ("https://gazette.co.zz/a", "https://herald.co.zz/b", False),
        ("https://m.gazette.co.zz/a", "https://gazette.co.zz/b", True),
        ("not an address", "not an address", False),
    ],
)
def test_sites_are_told_apart_by_their_domain(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) is same
