"""What happens on the web every day, by a real server: redirects that lead elsewhere, notices, wrong encodings."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.collect.collecting import collect
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import parse_sources
from orchestration.ingest.load import ingest_landed
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.played_sites import FETCHING, Answer, PlayedSites, play_sites

HOST = "lantern.example"
NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
TEXT = "“We will wait no longer for the bridge,” Ann Bell said — and the café owners, eleven years on, agreed with her."
PRIVACY = "We and our 842 partners store and read what is on your device, to show what you may like. You may choose."


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as playing:
        yield playing


def make_page(title: str, text: str = TEXT, head: str = "") -> str:
    paragraphs = "".join(f"<p>{text} Part {number}.</p>" for number in range(4))
    article = f"<article><h1>{title}</h1>{paragraphs}</article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{article}</body></html>"


def list_in_sitemap(sites: PlayedSites, *paths: str) -> None:
    """A packed news sitemap that the server calls text, with a day of which nobody knows the time zone."""
    day = "<news:news><news:publication_date>2026-11-29 23:30:00</news:publication_date></news:news>"
    items = "".join(f"<url><loc>{sites.url(HOST, path)}</loc>{day}</url>" for path in paths)
    space = "http://www.google.com/schemas/sitemap-news/0.9"
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{space}">{items}</urlset>'
    sites.put(HOST, "/news.xml.gz", gzip.compress(sitemap.encode()), content_type="text/plain; charset=utf-8")


def run(sites: PlayedSites, folder: Path, now: datetime = NOW) -> tuple[CollectReport, Settings]:
    settings = load_settings({}, data=folder / "data", workers=1)
    outlets = [{"name": "Lantern Post", "sitemaps": [sites.url(HOST, "/news.xml.gz")]}]
    sources = parse_sources(json.dumps({"fetching": FETCHING, "outlets": outlets}), folder / "sources.yml")
    report = collect(settings, sources, now=now, resolve=sites.resolve)
    for load_id in report.load_ids:
        ingest_landed(settings, load_id)
    return report, settings


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with connect_raw(settings) as con:
        return con.execute(sql).fetchall()


def test_an_address_that_leads_to_a_front_page_a_login_or_a_question_for_consent_is_no_article(
    sites: PlayedSites, tmp_path: Path
) -> None:
    targets = {
        "/gone": sites.url(HOST, "/"),
        "/asks": sites.url(HOST, "/consent/collect?continue=/asks"),
        "/pay": sites.url(HOST, "/login?next=/pay"),
        "/moved": sites.url(HOST, "/2026/moved"),
    }
    for path, target in targets.items():
        sites.put(HOST, path, Answer(status=302, headers={"location": target}))
    sites.put(HOST, "/", make_page("Lantern Post"))
    sites.put(HOST, "/consent/collect", make_page("Before you continue", PRIVACY))
    sites.put(HOST, "/login", make_page("Welcome back", PRIVACY))
    sites.put(HOST, "/2026/moved", make_page("The bridge has moved"))
    list_in_sitemap(sites, *targets)

    report, settings = run(sites, tmp_path)

    (document,) = report.outlets[0].documents
    codes = {trouble.place.rpartition("/")[2]: trouble.code for trouble in document.troubles}
    assert codes == {"gone": "redirected_away", "asks": "barrier", "pay": "barrier"}
    assert ask(settings, "SELECT title, published_on::VARCHAR FROM raw.articles") == [
        ("The bridge has moved", "2026-11-29")
    ]
    # What is gone is not asked for again; who asked for consent today may show the article tomorrow.
    before = {path: sites.count(HOST, path) for path in ("/gone", "/asks")}
    run(sites, tmp_path, NOW + timedelta(days=1))
    assert {path: sites.count(HOST, path) - count for path, count in before.items()} == {"/gone": 0, "/asks": 1}


def test_a_notice_that_comes_with_200_is_a_reject_and_an_article_about_one_is_not(
    sites: PlayedSites, tmp_path: Path
) -> None:
    sites.put(HOST, "/missing", make_page("Page not found | Lantern Post", "Sorry, this page is not here any more."))
    sites.put(HOST, "/long", make_page("Access denied", TEXT * 5))
    sites.put(HOST, "/about", make_page("“Page not found”: why links die"))
    list_in_sitemap(sites, "/missing", "/long", "/about")

    _, settings = run(sites, tmp_path)

    assert ask(settings, "SELECT title FROM raw.articles ORDER BY 1") == [
        ("Access denied",),
        ("“Page not found”: why links die",),
    ]
    assert ask(settings, "SELECT reason_code FROM raw.rejects") == [("a_notice",)]


@pytest.mark.parametrize(
    ("declared", "spelt", "damage"),
    [
        ("iso-8859-1", "cp1252", b""),  # what servers say and browsers read as Windows-1252
        ("utf-8", "utf-8", b"\xff"),
        ("iso-8859-1", "utf-8", b""),
        ("utf-8", "cp1252", b""),
    ],
)
def test_a_page_is_read_whatever_encoding_it_is_said_to_have(
    sites: PlayedSites, tmp_path: Path, declared: str, spelt: str, damage: bytes
) -> None:
    page = make_page("Bridge", head=f'<meta charset="{declared}">').encode(spelt).replace(b"</article>", damage)
    sites.put(HOST, "/bridge", page, content_type=f"text/html; charset={declared}")
    list_in_sitemap(sites, "/bridge")

    _, settings = run(sites, tmp_path)

    ((body,),) = ask(settings, "SELECT body FROM raw.articles")
    assert body.startswith(f"{TEXT} Part 0.")


def test_a_feed_with_entities_relative_addresses_and_xhtml_gives_what_it_prints(
    sites: PlayedSites, tmp_path: Path
) -> None:
    entries = "".join(
        f"<entry><title type='html'>{title}</title><link href='{link}'/><id>urn:{link}</id>"
        f"<published>2026-11-29T23:30:00</published><content type='xhtml'>"
        f"<div xmlns='http://www.w3.org/1999/xhtml'>{f'<p>{TEXT}</p>' * 9}</div></content></entry>"
        for title, link in (("Q&amp;amp;A: &amp;#8216;No&amp;#8217; &lt;i&gt;yet&lt;/i&gt;", "a/1"), ("Two", "/b/2"))
    )
    feed = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Lantern</title>{entries}</feed>"
    sites.put(HOST, "/news/atom.xml", feed, content_type="text/html")
    settings = load_settings({}, data=tmp_path / "data", workers=1)
    outlets = [{"name": "Lantern Post", "feeds": [sites.url(HOST, "/news/atom.xml")]}]
    sources = parse_sources(json.dumps({"fetching": FETCHING, "outlets": outlets}), tmp_path / "sources.yml")

    report = collect(settings, sources, now=NOW, resolve=sites.resolve)
    ingest_landed(settings, report.load_ids[0])

    rows = ask(settings, "SELECT title, url, body, published_on::VARCHAR FROM raw.articles ORDER BY 1")
    assert [row[0] for row in rows] == ["Q&A: ‘No’ yet", "Two"]
    assert [row[1] for row in rows] == [sites.url(HOST, "/news/a/1"), sites.url(HOST, "/b/2")]
    assert {row[2] for row in rows} == {"\n\n".join([TEXT] * 9)}
    assert {row[3] for row in rows} == {"2026-11-29"}
