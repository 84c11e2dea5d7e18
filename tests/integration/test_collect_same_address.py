"""Entries of one feed that lead to one address: those that say something else are counted, and not lost unseen."""

from __future__ import annotations

from pathlib import Path

from tests.integration.collected_days import CollectedDays, count_ends
from tests.integration.played_sites import PlayedSites, article, rss, rss_with_texts

SITE = "live.example"
LONG = "The ferrymen told the harbour council what they want. " * 20


def put_updates(sites: PlayedSites, count: int) -> str:
    updates = [
        (f"/live#p{number}", f"Update {number}", f"<p>Update number {number}. {LONG}</p>") for number in range(count)
    ]
    return sites.put(SITE, "/rss.xml", rss_with_texts(*updates))


def test_posts_of_a_live_page_are_rejects_where_one_of_them_is_the_article(sites: PlayedSites, tmp_path: Path) -> None:
    days = CollectedDays(tmp_path, sites, {"name": "Live", "feeds": [put_updates(sites, 4)]})

    first = days.collect(1)

    assert count_ends(first) == {"landed": 1, "rejected": 3}
    troubles = first.outlets[0].troubles
    assert {(each.place, each.code) for each in troubles} == {
        (sites.url(SITE, f"/live#p{number}"), "same_address") for number in (1, 2, 3)
    }
    assert "'Update 0'" in troubles[0].reason
    rejects = days.ask("SELECT reason_code, count(*) FROM raw.rejects GROUP BY ALL")
    assert rejects == [("same_address", 3)]
    # Each is rejected once, and the next post too.
    assert count_ends(days.collect(1.1)) == {"seen": 4}
    put_updates(sites, 5)
    assert count_ends(days.collect(1.2)) == {"seen": 4, "rejected": 1}


def test_an_article_that_is_listed_twice_is_one_entry(sites: PlayedSites, tmp_path: Path) -> None:
    sites.put(SITE, "/story", article("The story", "The story is told here."))
    listed = [("/story", "The story", ""), ("/story?utm_source=feed#top", "The story", "Fri, 20 Nov 2026 05:00:00 GMT")]
    days = CollectedDays(tmp_path, sites, {"name": "Live", "feeds": [sites.put(SITE, "/rss.xml", rss(*listed))]})

    assert count_ends(days.collect(1)) == {"landed": 1}
    assert days.list_articles() == [("Live", "The story")]
