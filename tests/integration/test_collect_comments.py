"""Readers' comments are no articles, and no versions of one: where a site's feeds are found, and where one is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.collect.fetching import Fetcher
from orchestration.collect.finding import find_feeds
from orchestration.collect.sources import Fetching
from tests.integration.collected_days import CollectedDays, count_ends
from tests.integration.played_sites import FETCHING, PlayedSites, article, play_sites, rss, rss_with_texts

SITE = "gazette.example"
COMMENT = ("/votes#comment-7", "By: a reader", f"<p>{'My neighbour said that this is a scandal. ' * 25}</p>")
LINK = "<link rel='alternate' type='application/rss+xml' title='{title}' href='{address}'>"


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as sites:
        sites.put(SITE, "/votes", article("The council votes", "The council voted twice."))
        sites.put(SITE, "/feed/", rss(("/votes", "The council votes", "")))
        yield sites


def find(sites: PlayedSites, path: str) -> tuple[list[str], str]:
    """The addresses of the feeds that are found from there, and why none are."""

    async def run() -> tuple[list[str], str]:
        async with Fetcher(Fetching(**FETCHING), resolve=sites.resolve) as fetcher:
            found, why = await find_feeds(fetcher, sites.url(SITE, path))
            return [each.url for each in found], why

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/comments/feed/", "The Gazette » Comments Feed"),
        ("/feeds/comments/default", "The Gazette"),
        ("/rss?of=answers", "The Gazette: all comments"),
        ("/votes/feed/", "Der Bote » Rückmeldungen"),  # known by what it lists alone
    ],
)
def test_a_feed_of_comments_is_not_among_those_found(sites: PlayedSites, address: str, title: str) -> None:
    sites.put(SITE, address.partition("?")[0], rss_with_texts(COMMENT))
    links = LINK.format(title="The Gazette", address="/feed/") + LINK.format(title=title, address=address)
    sites.put(SITE, "/", f"<html><head>{links}</head><body>News</body></html>")

    assert find(sites, "/") == ([sites.url(SITE, "/feed/")], "")


def test_who_adds_a_feed_of_comments_is_told_what_it_is(sites: PlayedSites) -> None:
    sites.put(SITE, "/comments/feed/", rss_with_texts(COMMENT))

    found, why = find(sites, "/comments/feed/")

    assert found == []
    assert "readers' comments and no article" in why


def test_a_comment_is_no_version_of_the_article_that_it_is_about(sites: PlayedSites, tmp_path: Path) -> None:
    comments = sites.put(SITE, "/comments/feed/", rss_with_texts(COMMENT))
    mixed = sites.put(SITE, "/all.xml", rss_with_texts(COMMENT, ("/votes", "The council votes", "")))
    feeds = [comments, mixed, sites.url(SITE, "/feed/")]
    days = CollectedDays(tmp_path, sites, {"name": "Gazette", "feeds": feeds})

    report = days.collect(1)

    assert count_ends(report) == {"landed": 1, "rejected": 1}
    (outlet,) = report.outlets
    assert [(each.place, each.code) for each in outlet.failures] == [(comments, "feed_of_comments")]
    assert [(each.place, each.code) for each in outlet.documents[1].troubles] == [
        (sites.url(SITE, "/votes#comment-7"), "a_comment")
    ]
    assert days.list_articles() == [("Gazette", "The council votes")]
