"""Outlets that list each other's articles: whose they are, and what no outlet can make of another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.collected_days import CollectedDays
from tests.integration.played_sites import PlayedSites, article, play_sites, rss


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as sites:
        yield sites


def test_an_address_that_ends_like_a_caches_is_no_copy_of_another_outlets_article(
    sites: PlayedSites, tmp_path: Path
) -> None:
    sites.addresses["notgoogle.com"] = ["127.0.0.1"]
    sites.put("victim.example", "/story", article("The true story", "The true text."))
    victim = sites.put("victim.example", "/rss.xml", rss(("/story", "The true story", "")))
    spoofed = sites.put("notgoogle.com", "/c/s/victim.example/story", article("A false story", "A false text."))
    other = sites.put("notgoogle.com", "/rss.xml", rss((spoofed, "A false story", "")))
    days = CollectedDays(tmp_path, sites, {"name": "Victim", "feeds": [victim]}, {"name": "Other", "feeds": [other]})

    days.collect(1, intranet_hosts=["*.example", "notgoogle.com"])

    rows = days.ask("SELECT title, outlet_name, outlet_domain, article_id FROM raw.articles ORDER BY title")
    port = sites.port
    assert rows == [
        ("A false story", "Other", "notgoogle.com", f"https://notgoogle.com:{port}/c/s/victim.example/story"),
        ("The true story", "Victim", "victim.example", f"https://victim.example:{port}/story"),
    ]
