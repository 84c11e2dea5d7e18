"""Outlets that list each other's articles: whose they are, and what no outlet can make of another's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.integration.collected_days import CollectedDays, count_ends
from tests.integration.played_sites import Answer, PlayedSites, article, rss, rss_with_texts

WHOLE = "<p>" + "The ferrymen told the harbour council what they want. " * 20 + "</p>"


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


def put_feed(sites: PlayedSites, host: str, feed: str, *, delay_seconds: float = 0, **outlet: Any) -> dict[str, Any]:
    """The outlet whose feed is on that host."""
    url = sites.put(host, "/rss.xml", Answer(feed.encode(), delay_seconds=delay_seconds))
    return {"name": f"The {host.partition('.')[0].title()}", "feeds": [url], **outlet}


@pytest.mark.parametrize("late", ["digest", "lantern"])
@pytest.mark.parametrize("is_first", [True, False])
def test_an_article_is_of_the_outlet_at_whose_site_it_is_whoever_is_reached_first(
    sites: PlayedSites, tmp_path: Path, late: str, is_first: bool
) -> None:
    story = sites.put("lantern.example", "/story", article("The story", "It is the Lantern's."))
    delays = {name: 0.3 * (name == late) for name in ("digest", "lantern")}
    digest = put_feed(sites, "digest.example", rss((story, "Look at this", "")), delay_seconds=delays["digest"])
    # To look at one page of a site does not make it one's own.
    digest["pages"] = [sites.put("lantern.example", "/about", article("About", "Who prints the Lantern."))]
    lantern = put_feed(
        sites, "lantern.example", rss(("/story", "The story", "")), delay_seconds=delays["lantern"], country="EE"
    )
    days = CollectedDays(tmp_path, sites, *([digest, lantern] if is_first else [lantern, digest]))

    report = days.collect(1)

    assert count_ends(report) == {"landed": 2, "seen": 1}
    assert sites.count("lantern.example", "/story") == 1
    rows = days.ask("SELECT title, outlet_name, extra->>'outlet_country' FROM raw.articles ORDER BY title")
    assert rows == [("About", "The Digest", None), ("The story", "The Lantern", "EE")]
    assert count_ends(days.collect(1.1)) == {"seen": 3}


def test_what_only_another_outlet_lists_is_still_of_the_site_where_it_is_and_asked_for_once(
    sites: PlayedSites, tmp_path: Path
) -> None:
    story = sites.put("lantern.example", "/story", article("The story", "It is the Lantern's."))
    digest = put_feed(sites, "digest.example", rss((story, "Look at this", "")))
    digest["pages"] = [sites.put("lantern.example", "/about", article("About", "Who prints the Lantern."))]
    lantern = put_feed(sites, "lantern.example", rss(("/other", "Another", "")))
    sites.put("lantern.example", "/other", article("Another", "It is the Lantern's too."))
    days = CollectedDays(tmp_path, sites, digest, lantern)

    assert count_ends(days.collect(1)) == {"landed": 3}
    assert count_ends(days.collect(1.1)) == {"seen": 3}
    assert sites.count("lantern.example", "/story") == 1
    # A page that somebody put under an outlet is that outlet's.
    assert days.list_articles() == [
        ("The Digest", "About"),
        ("The Lantern", "Another"),
        ("The Lantern", "The story"),
    ]


def test_a_text_in_an_outlets_own_feed_comes_although_another_lists_the_article_and_its_page_is_shut(
    sites: PlayedSites, tmp_path: Path
) -> None:
    story = sites.put("lantern.example", "/story", Answer(status=403))
    digest = put_feed(sites, "digest.example", rss((story, "Look at this", "")))
    lantern = put_feed(sites, "lantern.example", rss_with_texts(("/story", "The story", WHOLE)), delay_seconds=0.3)
    days = CollectedDays(tmp_path, sites, digest, lantern)

    assert count_ends(days.collect(1)) == {"landed": 1, "seen": 1}
    assert days.list_articles() == [("The Lantern", "The story")]
    assert sites.count("lantern.example", "/story") == 0
    assert count_ends(days.collect(2)) == {"seen": 2}


def test_what_a_public_feed_lists_of_ones_own_network_is_left_to_the_outlet_that_may_reach_it(
    sites: PlayedSites, tmp_path: Path
) -> None:
    story = sites.put("wire.example", "/story", article("The story", "It is the wire's."))
    outside = put_feed(sites, "outside.example", rss((story, "Look at this", "")))
    wire = put_feed(sites, "wire.example", rss(("/story", "The story", "")), delay_seconds=0.3)
    days = CollectedDays(tmp_path, sites, outside, wire)

    assert count_ends(days.collect(1)) == {"landed": 1, "seen": 1}
    assert count_ends(days.collect(1.1)) == {"seen": 2}
    assert days.list_articles() == [("The Wire", "The story")]


def test_who_has_the_text_brings_it_where_another_could_not(sites: PlayedSites, tmp_path: Path) -> None:
    # Neither is at home there; the first one's attempt fails before the second is read.
    story = sites.put("lantern.example", "/story", Answer(status=403))
    short = put_feed(sites, "short.example", rss((story, "Look at this", "")))
    whole = put_feed(
        sites, "whole.example", rss_with_texts((story, "The story", WHOLE)), delay_seconds=0.5, full_text="feed"
    )
    for outlet in (short, whole):
        outlet["pages"] = [sites.put("pages.example", f"/{outlet['name'][-5:]}", article("A page", "Of its own."))]
    days = CollectedDays(tmp_path, sites, short, whole)

    report = days.collect(1)

    by_name = {each.outlet: each.documents[0] for each in report.outlets}
    assert count_ends(by_name["The Short"]) == {"rejected": 1}
    assert count_ends(by_name["The Whole"]) == {"landed": 1}
    assert ("The Whole", "The story") in days.list_articles()
    assert count_ends(days.collect(2).outlets[0].documents[0]) == {"seen": 1}


def test_a_second_feed_of_an_outlet_brings_the_text_that_the_first_one_lacks(
    sites: PlayedSites, tmp_path: Path
) -> None:
    sites.put("lantern.example", "/story", Answer(status=403))
    lantern = put_feed(sites, "lantern.example", rss(("/story", "The story", "")))
    lantern["feeds"].append(sites.put("lantern.example", "/whole.xml", rss_with_texts(("/story", "The story", WHOLE))))
    days = CollectedDays(tmp_path, sites, lantern)

    first, second = days.collect(1).outlets[0].documents

    assert (count_ends(first), count_ends(second)) == ({"rejected": 1}, {"landed": 1})
    assert days.list_articles() == [("The Lantern", "The story")]
    # What came with its text is not asked for where another feed has none of it.
    assert count_ends(days.collect(2)) == {"seen": 1}
    assert sites.count("lantern.example", "/story") == 1


def test_an_article_in_the_feeds_of_two_outlets_of_one_site_stays_with_who_brought_it(
    sites: PlayedSites, tmp_path: Path
) -> None:
    sites.put("paper.example", "/story", article("The story", "It is the paper's."))
    feeds = [sites.put("paper.example", f"/{part}.xml", rss(("/story", "The story", ""))) for part in ("home", "world")]
    outlets = [{"name": name, "feeds": [feed]} for name, feed in zip(("Home", "World"), feeds, strict=True)]
    days = CollectedDays(tmp_path, sites, *outlets)

    first = days.collect(1)
    assert first.count("landed") == 1
    for day in (1.1, 1.2):
        assert count_ends(days.collect(day)) == {"seen": 2}
    assert sites.count("paper.example", "/story") == 1
