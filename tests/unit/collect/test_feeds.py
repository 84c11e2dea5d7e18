"""Feeds of every kind give entries, or the reason why not; nothing that can be sent to us is an exception."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.collect.entries import Listing, join_address
from orchestration.collect.feeds import read_feed
from orchestration.collect.finding import read_feed_links
from orchestration.collect.markup import is_cut_off, read_paragraphs
from orchestration.collect.sitemaps import read_sitemap

URL = "https://lantern.example/news/feed"
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
LONG = " ".join(f"Sentence {number} says what the ferrymen want." for number in range(30))


def read_map(data: bytes | str, *, max_age: timedelta = timedelta(days=7)) -> Listing:
    data = data.encode() if isinstance(data, str) else data
    return read_sitemap(data, URL, now=NOW, max_age=max_age, max_bytes=100_000_000)


def item(inner: str) -> bytes:
    return f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>".encode()


def assert_is_usable(listing: Listing) -> None:
    assert listing.entries or listing.children or listing.problems or listing.passed_over
    for entry in listing.entries:
        assert entry.url.lower().startswith(("http://", "https://"))
        json.dumps([entry.title, entry.text, entry.published_on]).encode()
        (entry.title + entry.text + entry.url).encode()
    assert all(problem.code and problem.reason for problem in listing.problems)


def test_every_feed_of_the_collection_gives_entries_or_a_reason(shared: Path) -> None:
    kinds: Counter[str] = Counter()
    for path in sorted((shared / "data" / "feeds").rglob("*")):
        if path.suffix not in (".xml", ".rss", ".atom", ".json", ".gz"):
            continue
        data = path.read_bytes()
        is_map = path.parent.name == "sitemaps" and path.name.startswith("sitemap")
        listing = read_map(data, max_age=timedelta(days=40_000)) if is_map else read_feed(data, URL)
        assert_is_usable(listing)
        kinds[listing.kind if listing.entries else "none"] += 1
    assert sum(kinds.values()) > 1000
    assert {"rss20", "rss10", "atom10", "json", "urlset"} <= set(kinds)
    assert sum(kinds.values()) - kinds["none"] >= 85


@pytest.mark.parametrize(
    ("inner", "address"),
    [
        ("<link>https://lantern.example/a#top</link>", "https://lantern.example/a"),
        ("<link>/a</link>", "https://lantern.example/a"),
        ("<link>  a?b=1&amp;c=2 </link>", "https://lantern.example/news/a?b=1&c=2"),
        ("<guid isPermaLink='true'>https://lantern.example/b</guid>", "https://lantern.example/b"),
        ("<guid isPermaLink='false'>https://lantern.example/b</guid><link>/a</link>", "https://lantern.example/a"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        ("<link>http://[</link>", None),
        ("<title>no address</title>", None),
    ],
)
def test_an_entry_has_a_web_address_or_is_a_problem(inner: str, address: str | None) -> None:
    listing = read_feed(item(f"<title>T</title>{inner}"), URL)
    assert [entry.url for entry in listing.entries] == ([address] if address else [])
    assert [problem.code for problem in listing.problems] == ([] if address else ["no_address"])


def test_a_full_text_is_taken_and_a_teaser_is_not() -> None:
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    feed = (
        f"<rss version='2.0' {space}><channel>"
        f"<item><link>/full</link><content:encoded><![CDATA[<p>{LONG}</p><script>x()</script><p>End.</p>]]>"
        f"</content:encoded></item>"
        f"<item><link>/cut</link><content:encoded><![CDATA[<p>{LONG} [&#8230;]</p>]]></content:encoded></item>"
        f"<item><link>/summary</link><description>{LONG}</description></item>"
        "</channel></rss>"
    )
    full, cut, summary = read_feed(feed.encode(), URL).entries
    assert full.text == f"{LONG}\n\nEnd."
    assert "<script>" in full.markup
    assert (cut.text, summary.text) == ("", "")


def test_dates_titles_and_authors_are_those_printed() -> None:
    inner = "<title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><link>/a</link><pubDate>Fri, 20 Nov 2026</pubDate>"
    (entry,) = read_feed(item(inner + "<author>Ada Brenk</author>"), URL).entries
    assert (entry.title, entry.published_on, entry.authors) == ("A & B", "Fri, 20 Nov 2026", ("Ada Brenk",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!doctype html><html><body>no</body></html>", "not_a_feed"),
        (b"plain words", "broken_feed"),
        (b"/etc/passwd", "broken_feed"),
        (b"file:///etc/passwd", "broken_feed"),
        (b"<rss version='2.0'><channel/></rss>", "empty"),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss version='2.0'/>", "xml_entities"),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><rss version='2.0'/>".encode("utf-16"), "xml_entities"),
        (b"{}", "not_a_feed"),
        (b'{"items": []}', "empty"),
        (b'{"items": [1, {"id": "x"}]}', "no_address"),
        (b'{"items": [', "broken_feed"),
        (b"[" * 100_000, "broken_feed"),
    ],
)
def test_what_gives_no_entry_says_why(data: bytes, code: str) -> None:
    listing = read_feed(data, URL)
    assert listing.entries == ()
    assert listing.problems[0].code == code


def test_a_large_feed_is_read_where_it_is_xml_and_refused_in_no_time_where_not() -> None:
    head, tail = (
        b"<rss version='2.0'><channel><item><link>/a</link><description>",
        b"</description></item></channel></rss>",
    )
    (entry,) = read_feed(head + b"word " * 200_000 + tail, URL).entries
    assert entry.url == "https://lantern.example/a"
    began = time.process_time()
    listing = read_feed(head + b"<b>" * 1_000_000 + tail, URL)
    assert listing.problems[0].code == "broken_feed"
    assert time.process_time() - began < 2


@pytest.mark.parametrize("kind", ["xml", "json", "sitemap"])
def test_what_is_listed_past_the_limit_is_said_and_not_dropped_in_silence(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in (("feeds", "MAX_ENTRIES"), ("json_feed", "MAX_ENTRIES"), ("sitemaps", "MAX_LISTED")):
        monkeypatch.setattr(f"orchestration.collect.{module}.{name}", 2)
    links = [f"https://lantern.example/{number}" for number in range(3)]
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    listing = {
        "xml": lambda: read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL),
        "json": lambda: read_feed(json.dumps({"items": [{"url": link} for link in links]}).encode(), URL),
        "sitemap": lambda: read_map(f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>"),
    }[kind]()

    assert [entry.url for entry in listing.entries] == links[:2]
    assert [(problem.code, problem.reason) for problem in listing.problems] == [
        ("too_many", "it lists 3 entries, and only the first 2 are read")
    ]


def test_lone_surrogates_of_json_do_not_reach_the_disk() -> None:
    feed = {"items": [{"url": "/a", "title": "\ud800 T", "content_text": LONG + "\udfff end."}]}
    listing = read_feed(json.dumps(feed).encode(), URL)
    assert_is_usable(listing)
    assert listing.entries[0].title == "\N{REPLACEMENT CHARACTER} T"


def test_a_news_sitemap_lists_what_is_recent_and_an_index_its_parts() -> None:
    news = "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'"
    data = (
        f"<urlset {news}><url><loc> /new </loc><i:image><i:loc>/x.png</i:loc><i:title>Picture</i:title></i:image>"
        "<n:news><n:publication_date>2026-11-19T10:00:00+02:00</n:publication_date><n:title>New &amp; old</n:title>"
        "<n:publication><n:language>en</n:language></n:publication></n:news></url>"
        "<url><loc>/old</loc><lastmod>2026-10-01</lastmod></url><url><loc>/undated</loc></url><url/></urlset>"
    )
    listing = read_map(data)
    assert [(entry.url, entry.title, entry.language) for entry in listing.entries] == [
        ("https://lantern.example/new", "New & old", "en"),
        ("https://lantern.example/undated", "", None),
    ]
    assert listing.passed_over == 1
    assert [problem.code for problem in listing.problems] == ["no_address"]
    index = read_map("<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2026-11-19</lastmod></sitemap></sitemapindex>")
    assert index.children == ("https://lantern.example/1.xml",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken_sitemap"),
        (b"\x1f\x8bnot gzip", "broken_sitemap"),
        (b"<urlset>", "broken_sitemap"),
        (b"<urlset/>", "empty"),
        (b"<html/>", "not_a_sitemap"),
        (b"<!DOCTYPE u SYSTEM 'file:///etc/passwd'><urlset/>", "xml_entities"),
        (b"<!DOCTYPE u [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><urlset>&b;</urlset>", "xml_entities"),
        (b"<?xml version='1.0' encoding='no-such'?><urlset/>", "broken_sitemap"),
    ],
)
def test_a_sitemap_that_cannot_be_used_says_why(data: bytes, code: str) -> None:
    assert read_map(data).problems[0].code == code


@given(st.text(max_size=200))
def test_any_markup_gives_text_without_tags(markup: str) -> None:
    assert all(paragraph == " ".join(paragraph.split()) != "" for paragraph in read_paragraphs(f"<p>{markup}</p>"))


@pytest.mark.parametrize("piece", ['<a b="', "<b>", "<", "<!", "<figure>", "&", "<script>"])
def test_hostile_markup_takes_no_time(piece: str) -> None:
    began = time.process_time()
    read_paragraphs("<p>first</p>" + piece * (600_000 // len(piece)))
    assert time.process_time() - began < 3


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_address_is_joined_or_is_none(base: str, address: str) -> None:
    joined = join_address(base, address)
    assert joined is None or joined.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("… Continue reading →", True), ("and then […]", True), ("Read more", True), ("said the clerk.", False)],
)
def test_a_text_says_itself_that_it_goes_on_elsewhere(text: str, is_cut: bool) -> None:
    assert is_cut_off(text) is is_cut


def test_the_feeds_of_a_page_are_those_it_names() -> None:
    html = (
        "<head><base href='/news/'><link rel='alternate' type='application/rss+xml' href='rss.xml'>"
        "<link rel='ALTERNATE home' type='application/atom+xml' href='//other.example/atom'>"
        "<link rel='alternate' hreflang='de' href='/de'><link rel='alternate' type='application/rss+xml' href='file:///x'>"
    )
    assert read_feed_links(html, "https://lantern.example/") == [
        "https://lantern.example/news/rss.xml",
        "https://other.example/atom",
    ]


@pytest.mark.parametrize("title", ["Prüfung “Ж”", "Plain letters"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("kind", [None, "text/xml", "application/rss+xml", "text/html", "text/xml; charset=iso-8859-1"])
def test_letters_are_read_whatever_the_server_says_of_them(title: str, encoding: str, kind: str | None) -> None:
    feed = f"<rss version='2.0'><channel><item><title>{title}</title><link>/a</link></item></channel></rss>"
    listing = read_feed(feed.encode(encoding), URL, headers={"content-type": kind} if kind else {})
    assert [entry.title for entry in listing.entries] == [title]
