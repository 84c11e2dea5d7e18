"""Copies of one page at several addresses are one article; what may tell articles apart is kept."""

from __future__ import annotations

import pytest

from orchestration.ingest.identity import canonicalise_url, read_domain

PAGE = "https://gazette.example/news/bridge"


@pytest.mark.parametrize(
    "copy",
    [
        "http://m.gazette.example/news/bridge",
        "https://mobile.gazette.example/news/bridge?utm_source=feed",
        "https://amp.gazette.example/news/bridge",
        "https://www.gazette.example/news/bridge/amp/",
        "https://www.gazette.example/amp/news/bridge",
        "https://www.gazette.example/news/bridge?amp=1",
        "https://www-gazette-example.cdn.ampproject.org/c/s/www.gazette.example/news/bridge?amp_js_v=0.1",
        "https://www.google.com/amp/s/www.gazette.example/news/bridge/amp",
    ],
)
def test_a_copy_for_telephones_or_search_engines_is_the_page(copy: str) -> None:
    assert canonicalise_url(copy) == PAGE


def test_an_amp_ending_before_html_is_the_page() -> None:
    assert canonicalise_url("https://gazette.example/a.amp.html") == canonicalise_url("https://gazette.example/a.html")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example/news/amp-sales", "https://gazette.example/news/-sales"),
        ("https://gazette.example/news/amplifier", "https://gazette.example/news/lifier"),
        ("https://gazette.example/story?id=1", "https://gazette.example/story?id=2"),
        ("https://sport.gazette.example/a", "https://gazette.example/a"),
    ],
)
def test_what_may_be_another_article_stays_apart(one: str, other: str) -> None:
    assert canonicalise_url(one) != canonicalise_url(other)


@pytest.mark.parametrize(
    "host",
    [
        "evilgoogle.com",
        "google.com.evil.example",
        "sites.google.com",  # what stands there is its users'
        "evilcdn.ampproject.org",
        "cdn.ampproject.org.evil.example",
    ],
)
def test_an_address_that_only_looks_like_a_caches_is_no_copy(host: str) -> None:
    for path in ("/c/s/gazette.example/news/bridge", "/amp/s/gazette.example/news/bridge"):
        assert (canonicalise_url(f"https://{host}{path}") or "").startswith(f"https://{host}/")
        assert read_domain(None, f"https://{host}{path}") == host


def test_a_short_domain_keeps_its_first_letter() -> None:
    assert canonicalise_url("https://m.example/a") == "https://m.example/a"
    assert read_domain(None, "https://m.gazette.example/a") == "gazette.example"
