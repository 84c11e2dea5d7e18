"""Articles that fail: what may pass is asked for again while it is listed, ever more seldom; what is gone is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orchestration.collect.outcomes import DocumentReport
from tests.integration.collected_days import CollectedDays, count_ends
from tests.integration.played_sites import Answer, Page, PlayedSites, article, play_sites, rss

FEEDS, SITE = "feeds.example", "www.post.example"
STORY = article("The lock", "The lock was closed for the winter.")


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as sites:
        feed = rss((sites.url(SITE, "/lock"), "The lock", "Fri, 20 Nov 2026 05:00:00 GMT")).encode()

        def answer(headers: object) -> Answer:
            is_known = isinstance(headers, dict) and headers.get("if-none-match") == '"1"'
            return Answer(status=304) if is_known else Answer(feed, headers={"etag": '"1"'})

        sites.put(FEEDS, "/rss.xml", answer)
        sites.put(SITE, "/lock", STORY)
        yield sites


@pytest.fixture
def days(sites: PlayedSites, tmp_path: Path) -> CollectedDays:
    # A host of one's own network is reached where the configuration names it.
    about = sites.put(SITE, "/about", article("About", "The paper is printed by the lock."))
    return CollectedDays(tmp_path, sites, {"name": "Post", "feeds": [sites.url(FEEDS, "/rss.xml")], "pages": [about]})


def collect_feed(days: CollectedDays, day: float) -> DocumentReport:
    """What became of the feed's one article."""
    return days.collect(day).outlets[0].documents[0]


def lose_its_name(sites: PlayedSites) -> None:
    sites.addresses[SITE] = []


def lead_inside(sites: PlayedSites) -> None:
    sites.addresses[SITE] = ["10.0.0.8", "169.254.169.254"]


def answer_with(path: str, page: Page | str) -> Callable[[PlayedSites], None]:
    def play(sites: PlayedSites) -> None:
        sites.put(SITE, path, page)

    return play


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lose_its_name, "unknown_host"),
        (lead_inside, "refused_address"),
        (answer_with("/robots.txt", "User-agent: *\nDisallow: /"), "robots"),
        (answer_with("/lock", Answer(status=401)), "http_error"),
        (answer_with("/lock", Answer(status=403)), "http_error"),
        (answer_with("/lock", Answer(status=408)), "http_error"),
        (answer_with("/lock", Answer(status=425)), "http_error"),
        (answer_with("/lock", Answer(status=451)), "http_error"),
        (answer_with("/lock", Answer(b"x" * 300_001)), "too_large"),
        (answer_with("/lock", Answer(b"x", headers={"content-encoding": "gzip"})), "broken_answer"),
        (answer_with("/lock", Answer(status=302, headers={"location": "/lock"})), "too_many_redirects"),
        (answer_with("/lock", ""), "empty"),
    ],
)
def test_what_fails_for_a_day_is_brought_on_the_next(
    days: CollectedDays, sites: PlayedSites, break_it: Callable[[PlayedSites], None], code: str
) -> None:
    whole = dict(sites.pages)
    break_it(sites)
    assert [each.code for each in collect_feed(days, 1).troubles] == [code]

    sites.addresses.clear()
    sites.pages = whole
    assert count_ends(collect_feed(days, 2)) == {"landed": 1}
    assert count_ends(collect_feed(days, 3)) == {"seen": 1}
    assert ("Post", "The lock") in days.list_articles()


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (Answer(status=404), "not_found"),
        (Answer(status=410), "not_found"),
        (Answer(b"%PDF-1.7", headers={"content-type": "application/pdf"}), "not_a_page"),
        (Answer(status=302, headers={"location": "/"}), "redirected_away"),
    ],
)
def test_what_is_gone_is_not_asked_for_again(days: CollectedDays, sites: PlayedSites, page: Page, code: str) -> None:
    sites.put(SITE, "/", article("Front page", "All the news."))
    sites.put(SITE, "/lock", page)
    assert [each.code for each in collect_feed(days, 1).troubles] == [code]

    sites.put(SITE, "/lock", STORY)
    second = collect_feed(days, 2)

    assert count_ends(second) == {}
    assert second.is_unchanged
    assert sites.count(SITE, "/lock") == 1


def test_what_keeps_failing_is_asked_for_ever_more_seldom_and_says_so(days: CollectedDays, sites: PlayedSites) -> None:
    url = sites.put(SITE, "/lock", Answer(status=403))
    minutes = [0, 10, 16, 40, 50, 100, 111]
    reports = [collect_feed(days, 1 + minute / (24 * 60)) for minute in minutes]

    ends = {minute: next(iter(count_ends(each))) for minute, each in zip(minutes, reports, strict=True)}
    assert [minute for minute, end in ends.items() if end == "rejected"] == [0, 16, 50, 111]
    assert [minute for minute, end in ends.items() if end == "left"] == [10, 40, 100]
    assert sites.count(SITE, "/lock") == 4
    assert "2026-11-20T06:50 (3 times in a row)" in reports[5].left_because[url]


def test_what_comes_late_is_looked_at_again_for_as_long_as_what_came_at_once(
    days: CollectedDays, sites: PlayedSites
) -> None:
    sites.put(SITE, "/lock", Answer(status=403))
    collect_feed(days, 1)
    sites.put(SITE, "/lock", STORY)
    assert count_ends(collect_feed(days, 8)) == {"landed": 1}

    sites.put(SITE, "/lock", STORY.replace("for the winter", "until the spring"))
    assert count_ends(collect_feed(days, 9)) == {"landed": 1}


def test_an_article_that_was_brought_stays_known_while_it_fails(days: CollectedDays, sites: PlayedSites) -> None:
    days.collect(1)
    sites.put(SITE, "/lock", Answer(status=403))
    assert count_ends(collect_feed(days, 2)) == {"rejected": 1}
    sites.put(SITE, "/lock", STORY)
    assert count_ends(collect_feed(days, 2.005)) == {}  # too soon: the feed says nothing new, and the article failed
    assert count_ends(collect_feed(days, 2.1)) == {"seen": 1}

    assert sites.count(SITE, "/lock") == 3
    assert days.list_articles() == [("Post", "About"), ("Post", "The lock")]


def test_what_stays_behind_a_barrier_keeps_nothing_else_away(sites: PlayedSites, tmp_path: Path) -> None:
    sites.put(SITE, "/login", article("Log in", "Please log in to read on."))
    shut, free = [f"/shut{number}" for number in range(3)], [f"/free{number}" for number in range(2)]
    for path in shut:
        sites.put(SITE, path, Answer(status=302, headers={"location": "/login"}))
    for path in free:
        sites.put(SITE, path, article(f"Story {path}", f"The story {path} is told here."))
    feed = sites.put(SITE, "/rss.xml", rss(*((path, path, "") for path in (*shut, *free))))
    days = CollectedDays(tmp_path, sites, {"name": "Post", "feeds": [feed]})

    assert count_ends(days.collect(1, max_entries=3)) == {"rejected": 3, "left": 2}
    assert count_ends(days.collect(2, max_entries=3)) == {"landed": 2, "rejected": 1, "left": 2}
    # Each of them has its turn.
    assert count_ends(days.collect(2.5, max_entries=2)) == {"seen": 2, "rejected": 2, "left": 1}
    assert [sites.count(SITE, path) for path in shut] == [2, 2, 2]
