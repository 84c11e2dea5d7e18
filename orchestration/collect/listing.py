"""What an outlet's documents list: each is fetched conditionally and read; an index of sitemaps is followed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from orchestration.collect.entries import Entry, Listing, Problem
from orchestration.collect.feeds import read_feed
from orchestration.collect.fetching import Failure, Fetched, Fetcher, Request
from orchestration.collect.memory import Document
from orchestration.collect.sitemaps import SITEMAP, read_sitemap
from orchestration.collect.sources import Outlet

MAX_SITEMAPS = 50
MAX_DEPTH = 2
FEED_BYTES = 8_000_000


@dataclass
class Listed:
    """All that one configured feed or sitemap lists. `evidence` are the answers that name at least one entry."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    evidence: list[Fetched] = field(default_factory=list)
    kind: str = ""
    too_old: int = 0
    is_unchanged: bool = False
    moved_to: str = ""
    failure: Failure | None = None
    document: Document | None = None


async def list_feed(fetcher: Fetcher, outlet: Outlet, url: str, known: Document | None) -> Listed:
    """The entries of one feed; none where it has not changed since it was last read."""
    answer = await _ask(fetcher, outlet, url, known, min(FEED_BYTES, fetcher.config.max_bytes))
    if isinstance(answer, Failure):
        return Listed(failure=answer)
    listed = _begin(answer, known)
    if not answer.is_unchanged:
        # Apart from the loop: a large feed takes a second to parse, and other hosts need not wait for it.
        listing = await asyncio.to_thread(read_feed, answer.body, answer.final_url, headers=answer.headers)
        _take(listed, listing, answer)
    return listed


async def list_sitemap(fetcher: Fetcher, outlet: Outlet, url: str, known: Document | None, now: datetime) -> Listed:
    """The entries of one sitemap, or of all that an index names, to a depth of two and within a number of files.

    An index is always asked for whole: that it has not changed says nothing of the sitemaps that it names.
    """
    if known is not None and known.kind != SITEMAP:
        known = None
    first = await _ask(fetcher, outlet, url, known, fetcher.config.max_bytes)
    if isinstance(first, Failure):
        return Listed(failure=first)
    listed = _begin(first, known)
    queue = [(first, 0)] if not first.is_unchanged else []
    read = {url}
    while queue:
        answer, depth = queue.pop(0)
        listing = await asyncio.to_thread(
            read_sitemap,
            answer.body,
            answer.final_url,
            now=now,
            max_age=timedelta(days=fetcher.config.max_age_days),
            max_bytes=fetcher.config.max_bytes,
        )
        _take(listed, listing, answer)
        if depth == MAX_DEPTH and listing.children:
            listed.problems.append(
                Problem("too_deep", "an index of sitemaps lies too deep in others", answer.final_url)
            )
            continue
        for child in listing.children:
            if child in read:
                continue
            if len(read) > MAX_SITEMAPS:
                listed.problems.append(
                    Problem("too_many", f"the index names more than {MAX_SITEMAPS} recent sitemaps", answer.final_url)
                )
                break
            read.add(child)
            below = await _ask(fetcher, outlet, child, None, fetcher.config.max_bytes)
            if isinstance(below, Failure):
                listed.problems.append(Problem(below.code, below.reason, child))
                listed.document = None
            else:
                queue.append((below, depth + 1))
    return listed


async def _ask(fetcher: Fetcher, outlet: Outlet, url: str, known: Document | None, max_bytes: int) -> Fetched | Failure:
    request = Request(
        url,
        own_hosts=outlet.hosts,
        pace_seconds=outlet.pace_seconds,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        max_bytes=max_bytes,
    )
    return await fetcher.fetch(request)


def _begin(answer: Fetched, known: Document | None) -> Listed:
    # An answer "unchanged" need not repeat what it was asked with.
    kept = known if answer.is_unchanged and known else Document()
    document = Document(
        answer.headers.get("etag") or kept.etag,
        answer.headers.get("last-modified") or kept.last_modified,
        answer.fetched_at.isoformat(),
        kept.kind,
    )
    return Listed(
        is_unchanged=answer.is_unchanged,
        moved_to=answer.final_url if answer.has_moved else "",
        kind="unchanged" if answer.is_unchanged else "",
        document=document,
    )


def _take(listed: Listed, listing: Listing, answer: Fetched) -> None:
    listed.entries.extend(listing.entries)
    listed.problems.extend(listing.problems)
    listed.too_old += listing.passed_over
    listed.kind = listed.kind or listing.kind
    if listing.entries:
        listed.evidence.append(answer)
    if listing.children or not (listing.entries or listing.passed_over):
        listed.document = None  # it gave nothing that could be dealt with, or only where to look: it is read again
    if listed.document is not None:
        listed.document = replace(listed.document, kind=listing.kind)
