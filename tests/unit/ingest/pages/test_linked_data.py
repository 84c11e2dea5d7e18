"""What a page declares in JSON-LD, however it is wrapped, and which of its objects are the page's own article."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from orchestration.ingest.pages.extraction import extract_page
from orchestration.ingest.pages.linked_data import list_declared, read_articles
from tests.unit.ingest.pages.page_parts import PARAGRAPHS, linked_data, make_page

OWN = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "datePublished": "2026-01-02",
    "author": {"name": "Ann Bell"},
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Ferry ends",
    "datePublished": "2020-01-01",
    "author": {"name": "Tom Reed"},
    "articleBody": "The ferry ended its service. " * 40,
}
PRINTED = json.dumps(OWN)


def read(head: str) -> dict[str, Any]:
    return extract_page(make_page(head=head))


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "Bridge &amp; road open"},
        {"@graph": [{"@type": "WebSite", "name": "Gazette"}, {"@type": ["Article"], "headline": "Bridge & road open"}]},
        [{"@type": "ReportageNewsArticle", "headline": "Bridge & road open"}],
        {"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Bridge & road open"}},
    ],
)
def test_the_headline_is_the_articles_wherever_it_is_declared(data: Any) -> None:
    assert read(linked_data(data))["title"] == "Bridge & road open"


@pytest.mark.parametrize(
    "script",
    [
        f"//<![CDATA[\n{PRINTED}\n//]]>",
        f"/* <![CDATA[ */ {PRINTED} /* ]]> */",
        f"<!--\n{PRINTED}\n-->",
        f"\ufeff{PRINTED};",
        PRINTED.replace("}", ",}"),
        PRINTED.replace('"', "&quot;"),
        f"{json.dumps({'@type': 'WebSite'})}\n{PRINTED}",
        f"{PRINTED}\n{{broken",
    ],
)
def test_json_that_a_browser_would_pass_over_is_read(script: str) -> None:
    fields = read(f'<script type="application/ld+json">{script}</script>')
    assert (fields["published_on"], fields["authors"]) == ("2026-01-02", ["Ann Bell"])


@pytest.mark.parametrize("script", ["{", "[" * 100_000, "no JSON", "", '{"@type": "NewsArticle", "headline": "Bri'])
def test_json_that_cannot_be_read_costs_nothing_else(script: str) -> None:
    broken = f'<script type="application/ld+json">{script}</script>'
    assert read(broken + linked_data(OWN))["authors"] == ["Ann Bell"]


def test_what_is_declared_elsewhere_on_the_page_is_looked_up() -> None:
    graph = [
        OWN | {"author": [{"@id": "#ann"}, {"@id": "#tom"}], "publisher": {"@id": "#gazette"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Bell"},
        {"@type": "Person", "@id": "#tom", "name": "Tom Reed"},
        {"@type": "Organization", "@id": "#gazette", "name": "River Gazette"},
    ]
    fields = read(linked_data({"@graph": graph}))
    assert (fields["authors"], fields["outlet"]) == (["Ann Bell", "Tom Reed"], "River Gazette")


def test_articles_that_the_page_only_points_to_are_not_it() -> None:
    fields = read(linked_data(OTHER) + linked_data(OWN))
    assert (fields["title"], fields["published_on"]) == ("Bridge opens", "2026-01-02")


def test_articles_that_the_page_lists_are_not_it_though_it_declares_no_other() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}
    meta = (
        '<meta property="article:published_time" content="2026-01-02"><meta property="og:title" content="Bridge opens">'
    )
    fields = read(linked_data(listed) + meta)
    assert (fields["title"], fields["published_on"], fields["authors"]) == ("Bridge opens", "2026-01-02", [])
    assert fields["body"] == "\n\n".join(PARAGRAPHS)


def test_what_an_article_does_not_say_is_not_taken_from_a_post_or_an_article_beside_it() -> None:
    page = {"@type": "LiveBlogPosting", "headline": "Bridge opens", "liveBlogUpdate": [OTHER]}
    assert read(linked_data(page))["authors"] == []
    assert read(linked_data([{"@type": "NewsArticle", "headline": "Bridge opens"}, OTHER]))["authors"] == []


def test_an_article_whose_headline_is_worded_otherwise_than_the_pages_titles_is_its_own() -> None:
    assert read(linked_data(OWN | {"headline": "The river has its bridge"}))["authors"] == ["Ann Bell"]


def test_very_many_articles_on_a_page_of_very_many_titles_take_no_time() -> None:
    from lxml import html

    data = [OTHER | {"headline": f"Ferry {number} ends", "articleBody": ""} for number in range(10_000)]
    tree = html.document_fromstring(linked_data([*data, OWN]))
    began = time.process_time()
    assert read_articles(tree, {f"Bridge opens {number}" for number in range(10_000)}) == [OWN]
    assert time.process_time() - began < 5


def test_values_nested_without_end_are_passed_over() -> None:
    value: Any = "Ann Bell"
    for _ in range(500):
        value = [value]
    assert list_declared(value) == []
    assert list_declared([["Ann Bell"], {"name": {"@value": "Tom"}}]) == ["Ann Bell", "Tom"]
