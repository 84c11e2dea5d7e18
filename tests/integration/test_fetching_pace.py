"""The pace of a host against a real server: one request at a time, and what it asks for before the next."""

from __future__ import annotations

import itertools

import pytest

from orchestration.collect.fetching import Failure, Fetched, Request
from tests.integration.fetched import SITE, code_of, fetch, fetch_one
from tests.integration.played_sites import Answer, PlayedSites


def test_one_request_at_a_time_for_a_host_with_its_pace_and_hosts_beside_each_other(sites: PlayedSites) -> None:
    hosts = [f"site{number}.example" for number in range(4)]
    slow = Answer(b"x", delay_seconds=0.1)
    urls = [(host, sites.put(host, f"/{page}", slow)) for host in hosts for page in "abc"]

    answers = fetch(sites, *(Request(url, frozenset({host}), pace_seconds=0.1) for host, url in urls))

    assert all(isinstance(answer, Fetched) for answer in answers)
    for asked in sites.by_host().values():
        ordered = sorted(asked, key=lambda each: each.began_at)
        assert len(ordered) == 4
        for first, second in itertools.pairwise(ordered):
            assert second.began_at - first.ended_at > 0.08
    began = [each.began_at for each in sites.asked]
    ended = [each.ended_at for each in sites.asked]
    assert max(ended) - min(began) < sum(each.ended_at - each.began_at for each in sites.asked) + 4 * 3 * 0.1


def test_retry_after_is_waited_for_and_the_answer_taken(sites: PlayedSites) -> None:
    answers = iter([Answer(status=429, headers={"retry-after": "1"}), Answer(b"at last")])
    url = sites.put(SITE, "/a", lambda _: next(answers))

    answer = fetch_one(sites, url)

    assert isinstance(answer, Fetched)
    first, second = (each for each in sites.asked if each.path == "/a")
    assert second.began_at - first.ended_at >= 0.95


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_or_broken_is_asked_once_more(sites: PlayedSites, status: int) -> None:
    answers = iter([Answer(status=status), Answer(b"at last")])

    assert isinstance(fetch_one(sites, sites.put(SITE, "/a", lambda _: next(answers))), Fetched)


def test_retry_after_of_a_last_attempt_holds_for_the_next_address_of_the_host(sites: PlayedSites) -> None:
    busy = sites.put(SITE, "/a", Answer(status=503, headers={"retry-after": "1"}))
    calm = sites.put(SITE, "/b", "x")

    answers = fetch(sites, *(Request(url, frozenset({SITE})) for url in (busy, calm)), attempts=1)

    assert code_of(answers[0]) == "http_error"
    assert isinstance(answers[1], Fetched)
    first, second = (each for each in sites.asked if each.path in ("/a", "/b"))
    assert (first.path, second.path) == ("/a", "/b")
    assert second.began_at - first.ended_at >= 0.95


def test_a_second_attempt_keeps_the_delay_that_robots_txt_asks_for(sites: PlayedSites) -> None:
    sites.put(SITE, "/robots.txt", "User-agent: *\nCrawl-delay: 0.7\n")
    answers = iter([Answer(status=503), Answer(status=503, headers={"retry-after": "0"}), Answer(b"at last")])

    answer = fetch_one(sites, sites.put(SITE, "/a", lambda _: next(answers)), attempts=3)

    assert isinstance(answer, Fetched)
    for first, second in itertools.pairwise(sites.asked):
        assert second.began_at - first.ended_at >= 0.65


def test_a_host_that_asks_for_a_long_wait_is_left_alone_until_the_next_run(sites: PlayedSites) -> None:
    urls = [
        sites.put(SITE, f"/{name}", Answer(status=503, headers={"retry-after": "86400"})) for name in ("a", "b", "c")
    ]

    answers = fetch(sites, *(Request(url, frozenset({SITE})) for url in urls))

    assert sorted(code_of(each) for each in answers) == ["host_failing", "host_failing", "retry_later"]
    assert all(isinstance(each, Failure) and each.is_passing for each in answers)
    assert sum(each.path != "/robots.txt" for each in sites.asked) == 1


def test_a_host_that_keeps_failing_is_asked_no_more(sites: PlayedSites) -> None:
    urls = [sites.put(SITE, f"/{number}", Answer(status=500)) for number in range(6)]

    answers = fetch(sites, *(Request(url, frozenset({SITE})) for url in urls), attempts=1)

    assert [code_of(each) for each in answers].count("http_error") == 3
    assert [code_of(each) for each in answers].count("host_failing") == 3


def test_a_host_that_answers_in_between_is_asked_on(sites: PlayedSites) -> None:
    is_up = (False, False, True, False, False, True)
    urls = [sites.put(SITE, f"/{n}", "x" if up else Answer(status=500)) for n, up in enumerate(is_up)]

    answers = fetch(sites, *(Request(url, frozenset({SITE})) for url in urls), attempts=1)

    assert [isinstance(each, Fetched) for each in answers] == list(is_up)
