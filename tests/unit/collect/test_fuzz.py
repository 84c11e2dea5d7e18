"""Whatever a site sends as feed, sitemap or robots.txt: there is an answer, it can be stored, and nothing is raised."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from orchestration.collect.entries import Listing
from orchestration.collect.feeds import read_feed
from orchestration.collect.robots import MAX_DELAY_SECONDS, parse_robots
from orchestration.collect.sitemaps import read_sitemap
from tests.unit.collect.fuzzed import (
    DOCUMENTS,
    PATHS,
    WHOLE_ATOM,
    WHOLE_INDEX,
    WHOLE_JSON,
    WHOLE_MAP,
    WHOLE_RDF,
    WHOLE_RSS,
)

URL = "https://lantern.example/news/feed"
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def read_through(kind: str, data: bytes) -> Listing | None:
    """Read a document as collecting does; fails on an exception, on silence, and on what cannot be stored."""
    if kind == "robots":
        robots = parse_robots(data.decode("utf-8", errors="replace"), "Hearsay")
        assert robots.delay_seconds is None or 0 <= robots.delay_seconds <= MAX_DELAY_SECONDS
        assert robots.allows("https://lantern.example/a/b?c") in (True, False)
        return None
    if kind == "feed":
        listing = read_feed(data, URL)
    else:
        listing = read_sitemap(data, URL, now=NOW, max_age=timedelta(days=7), max_bytes=1_000_000)
    assert listing.entries or listing.children or listing.problems or listing.passed_over
    for entry in listing.entries:
        assert entry.url.lower().startswith(("http://", "https://"))
        said = [entry.title, entry.text, entry.markup, entry.published_on, entry.modified_at, *entry.authors]
        "".join(text for text in [entry.url, *said] if text).encode()  # a lone surrogate cannot be stored
        json.dumps(said)
        assert entry.fingerprint
    assert all(child.lower().startswith(("http://", "https://")) for child in listing.children)
    for problem in listing.problems:
        assert problem.code
        (problem.reason + problem.url).encode()
        assert problem.reason
    return listing


@pytest.mark.parametrize(
    ("kind", "data", "found"),
    [
        ("feed", WHOLE_RSS, 2),
        ("feed", WHOLE_ATOM, 1),
        ("feed", WHOLE_RDF, 1),
        ("feed", WHOLE_JSON, 2),
        ("sitemap", WHOLE_MAP, 1),
        ("sitemap", WHOLE_INDEX, 2),
    ],
)
def test_what_is_damaged_here_is_read_while_it_is_whole(kind: str, data: bytes, found: int) -> None:
    listing = read_through(kind, data)
    assert listing is not None
    assert len(listing.entries) + len(listing.children) == found
    assert listing.problems == ()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_no_document_raises_or_is_silent(document: tuple[str, bytes]) -> None:
    read_through(*document)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@settings(max_examples=50_000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(DOCUMENTS)
def test_no_document_of_fifty_thousand_raises_or_is_silent(document: tuple[str, bytes]) -> None:
    read_through(*document)


@settings(max_examples=300, deadline=None)
@given(PATHS, PATHS)
def test_a_pattern_of_robots_matches_what_its_regular_expression_does(pattern: str, path: str) -> None:
    # Plain letters alone, so that escaping has no part in it.
    pattern, path = (re.sub(r"[^ab*$/]", "", each) for each in (pattern, path))
    path = re.sub(r"[*$]", "", path)
    body = "".join(".*" if sign == "*" else re.escape(sign) for sign in pattern.removesuffix("$"))
    expected = re.match(body + ("$" if pattern.endswith("$") else ""), path) is not None
    robots = parse_robots(f"User-agent: *\nDisallow: {pattern}", "Hearsay")
    assert robots.allows(f"https://lantern.example{path}") is not expected
