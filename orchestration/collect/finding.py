"""The feeds of a site: those its page names, else those at the usual places; each is read before it is believed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from orchestration.collect.comments import FEED_OF_COMMENTS, is_feed_of_comments
from orchestration.collect.entries import Listing, join_address
from orchestration.collect.feeds import read_feed
from orchestration.collect.fetching import Failure, Fetcher, Request
from orchestration.collect.sitemaps import read_sitemap
from orchestration.ingest.fields import read_text

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
USUAL_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
USUAL_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
MAX_CANDIDATES = 12
OWN_NETWORK = " (is it a host of your own network? Then name it under fetching.intranet_hosts)"
HEAD_CHARS = 500_000


@dataclass(frozen=True)
class FoundFeed:
    """A feed or sitemap that lists entries now."""

    url: str
    is_sitemap: bool
    kind: str
    entries: int


class _Links:
    """Receives the start of every element that lxml reads."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.base = ""

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "base" and not self.base:
            self.base = said.get("href", "")
        address = said.get("href", "")
        is_feed = (
            said.get("type", "").strip().lower() in FEED_TYPES and "alternate" in said.get("rel", "").lower().split()
        )
        if tag == "link" and is_feed and address and not is_feed_of_comments(address, said.get("title", "")):
            self.addresses.append(address)

    def close(self) -> None:
        pass


def read_feed_links(html: str, url: str) -> list[str]:
    """The feeds that a page's head names by rel="alternate", absolute, in order, but for those of comments.

    Never raises.
    """
    from lxml import etree

    links = _Links()
    parser = etree.HTMLParser(target=links, recover=True, no_network=True)
    with contextlib.suppress(etree.LxmlError, ValueError, AssertionError):  # what stands before a broken place counts
        parser.feed(read_text(html[:HEAD_CHARS]).replace("\x00", ""))
        parser.close()
    base = join_address(url, links.base) or url
    addresses = (join_address(base, each) for each in links.addresses)
    return list(dict.fromkeys(each for each in addresses if each))


async def find_feeds(fetcher: Fetcher, url: str) -> tuple[list[FoundFeed], str]:
    """The feeds and news sitemaps of the site at `url`, and where there are none, why.

    `url` may be a feed itself. At most a dozen addresses that it names are tried, then the usual places.
    """
    own_hosts = frozenset({(urlsplit(url).hostname or "").lower()})
    answer = await fetcher.fetch(Request(url, own_hosts))
    if isinstance(answer, Failure):
        return [], f"{url}: {answer.reason}{OWN_NETWORK if answer.code == 'refused_address' else ''}"
    itself = read_feed(answer.body, answer.final_url, headers=answer.headers)
    if itself.entries:
        return [FoundFeed(answer.final_url, False, itself.kind, len(itself.entries))], ""
    if any(each.code == FEED_OF_COMMENTS for each in itself.problems):
        return [], f"{url}: {itself.problems[0].reason}"
    named = read_feed_links(answer.body.decode("utf-8", errors="replace"), answer.final_url)
    found = [each for link in named[:MAX_CANDIDATES] if (each := await _try(fetcher, link, own_hosts, False))]
    if not found:  # the same feed often answers at several of the usual places: the first is enough
        found += await _try_until_found(fetcher, USUAL_FEEDS, answer.final_url, own_hosts, False)
    found += await _try_until_found(fetcher, USUAL_SITEMAPS, answer.final_url, own_hosts, True)
    return found, "" if found else f"{url} names no feed, and there is none at the usual places"


async def _try_until_found(
    fetcher: Fetcher, paths: Sequence[str], base: str, own_hosts: frozenset[str], is_sitemap: bool
) -> list[FoundFeed]:
    for path in paths:
        address = join_address(base, path)
        found = await _try(fetcher, address, own_hosts, is_sitemap) if address else None
        if found is not None:
            return [found]
    return []


async def _try(fetcher: Fetcher, url: str, own_hosts: frozenset[str], is_sitemap: bool) -> FoundFeed | None:
    answer = await fetcher.fetch(Request(url, own_hosts))
    if isinstance(answer, Failure):
        return None
    if is_sitemap:
        listing: Listing = read_sitemap(
            answer.body,
            answer.final_url,
            now=datetime.now(UTC),
            max_age=timedelta(days=fetcher.config.max_age_days),
            max_bytes=fetcher.config.max_bytes,
        )
    else:
        listing = read_feed(answer.body, answer.final_url, headers=answer.headers)
    if not listing.entries:
        return None
    return FoundFeed(answer.final_url, is_sitemap, listing.kind, len(listing.entries))
