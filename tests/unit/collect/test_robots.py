"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.collect.robots import parse_robots

SITE = "https://lantern.example"


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: hearsay\nAllow: /", "/a", True),
        ("User-agent: *\nAllow: /\nUser-agent: Hearsay/1.0\nDisallow: /a", "/a", False),
        ("User-agent: other\nUser-agent: hearsay\nDisallow: /a", "/a/b", False),
        ("User-agent: hearsayer\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", True),
        ("User-agent: *\nAllow: /a/open\nDisallow: /a", "/a/closed", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c2b3", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c", True),
        ("User-agent: *\nDisallow: /*ab*b$", "/ab", True),
        ("User-agent: *\nDisallow: /search?q=", "/search?q=x", False),
        ("User-agent: *\nDisallow: /%7Eadmin", "/~admin/", False),
        ("User-agent: *\nDisallow: /list?by=a%2Cb", "/list?by=a%2Cb", False),
        ("User-agent: *\nDisallow: /list?by=a%2Cb", "/list?by=a,b", False),
        ("User-agent: *\nDisallow: /%EF%F0", "/%EF%F0/1", False),
        ("User-agent: *\nDisallow: /%EF%F0", "/%CC%EE/1", True),
        ("User-agent: *\nDisallow: /private", "/open/../private/a", False),
        ("User-agent: *\nDisallow: /private", "/open/%2e%2E/./private", False),
        ("User-agent: *\nDisallow: /private", "/open/..%2Fprivate/a", False),
        ("User-agent: *\nDisallow: /private", "/private%2F..%2Fopen", False),
        ("User-agent: *\nDisallow: /private", "/../private", False),
        ("User-agent: *\nDisallow: /private", "/private/..", True),
        ("User-agent: *\nDisallow: /private", "/private/../open/...", True),
        ("User-agent: *\nDisallow: /private/$", "/private/a/..", False),
        ("User-agent: *\nDisallow: /list?in=/../a", "/list?in=/../a", False),
        ("User-agent: *\r\nDisallow: /a # why\r\n", "/a", False),
        ("User-agent : *\rDisallow : /a", "/a", False),
        ("User-agent: *\nDisallow: /", "", False),
        ("User-agent: *\nSitemap: /a", "/a", True),
        ("User-agent: other\nSitemap: /s\nUser-agent: hearsay\nDisallow: /a", "/a", False),
        ("User-agent: other\nDisallow: /\nUser-agent: hearsay\nDisallow: /b", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: hearsay\nDisallow: /a\n\nUser-agent: hearsay\nDisallow: /b", "/b", False),
    ],
)
def test_the_longest_rule_of_the_own_group_decides(text: str, path: str, is_allowed: bool) -> None:
    assert parse_robots(text, "Hearsay").allows(SITE + path) is is_allowed


@pytest.mark.parametrize(
    ("delay", "seconds"), [("5", 5.0), ("0.5", 0.5), ("86400", 60.0), ("soon", None), ("-1", None)]
)
def test_a_crawl_delay_is_read_within_reason(delay: str, seconds: float | None) -> None:
    assert parse_robots(f"User-agent: *\nCrawl-delay: {delay}", "Hearsay").delay_seconds == seconds


def test_of_two_crawl_delays_the_longer_counts() -> None:
    assert parse_robots("User-agent: *\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 1", "Hearsay").delay_seconds == 2


def test_a_hostile_pattern_takes_no_time() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "Hearsay")
    began = time.perf_counter()
    assert robots.allows(SITE + "/" + "a" * 3900 + "b")
    assert time.perf_counter() - began < 1


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_gives_an_answer(text: str, path: str) -> None:
    robots = parse_robots(f"User-agent: *\nDisallow: /never\n{text}", "Hearsay")
    assert robots.allows(f"{SITE}/{path}") in (True, False)
