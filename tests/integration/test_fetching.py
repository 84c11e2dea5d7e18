"""Fetching against a real server: robots, limits, and what is refused, also after DNS."""

from __future__ import annotations

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from typing import Any

import pytest

from orchestration.collect.fetching import Failure, Fetched, Fetcher, Request
from orchestration.collect.robots import MAX_BYTES
from orchestration.collect.sources import Fetching
from tests.integration.fetched import SITE, code_of, fetch, fetch_one
from tests.integration.played_sites import (
    FETCHING,
    Answer,
    PlayedSites,
    drip,
    stream_without_end,
    talk_nonsense,
)


def test_every_request_names_the_project_and_a_contact(sites: PlayedSites) -> None:
    answer = fetch_one(sites, sites.put(SITE, "/a", "text"))

    assert isinstance(answer, Fetched)
    assert answer.body == b"text"
    assert {each.path for each in sites.asked} == {"/robots.txt", "/a"}
    for each in sites.asked:
        assert "Hearsay/" in each.headers["user-agent"]
        assert "tests@hearsay.example" in each.headers["user-agent"]


def test_what_robots_txt_disallows_is_not_asked_for(sites: PlayedSites) -> None:
    sites.put(SITE, "/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open\n")
    closed, opened = sites.put(SITE, "/private/a", "x"), sites.put(SITE, "/private/open/a", "x")

    assert code_of(fetch_one(sites, closed)) == "robots"
    assert isinstance(fetch_one(sites, opened), Fetched)
    assert code_of(fetch_one(sites, sites.url(SITE, "/public/../private/a"))) == "robots"
    assert code_of(fetch_one(sites, sites.url(SITE, "/public/%2e%2e/private/a"))) == "robots"
    assert {each.path for each in sites.asked} == {"/robots.txt", "/private/open/a"}


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_of_a_very_long_robots_txt_the_first_part_holds(sites: PlayedSites, packing: str) -> None:
    rules = ["User-agent: *", *(f"Disallow: /section-{number:05d}/" for number in range(24_000)), "Disallow: /"]
    text = "\n".join(rules).encode()
    assert len(text) > MAX_BYTES
    *_, last_whole, cut = text[:MAX_BYTES].decode().split("\n")
    body = gzip.compress(text) if packing else text
    sites.put(SITE, "/robots.txt", Answer(body, headers={"content-encoding": packing} if packing else {}))
    closed = sites.put(SITE, last_whole.removeprefix("Disallow: ") + "a", "x")
    assert cut.startswith("Disallow: /section-")
    opened = sites.put(SITE, cut.removeprefix("Disallow: ") + "x", "x")

    assert code_of(fetch_one(sites, closed)) == "robots"
    assert isinstance(fetch_one(sites, opened), Fetched)


def test_a_robots_txt_without_end_is_read_as_far_as_it_counts(sites: PlayedSites) -> None:
    def go_on(stream: Any) -> None:
        stream.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nUser-agent: *\nDisallow: /private\n")
        for _ in range(100_000):
            stream.write(b"# on and on\n" * 500)

    sites.put(SITE, "/robots.txt", Answer(play=go_on))
    assert code_of(fetch_one(sites, sites.put(SITE, "/private", "x"))) == "robots"
    assert isinstance(fetch_one(sites, sites.put(SITE, "/a", "x")), Fetched)


@pytest.mark.parametrize("status", [503, 522])
def test_a_robots_txt_that_fails_is_no_permission_and_a_missing_one_is(sites: PlayedSites, status: int) -> None:
    sites.put("broken.example", "/robots.txt", Answer(status=status))
    broken, missing = sites.put("broken.example", "/a", "x"), sites.put(SITE, "/a", "x")

    failure = fetch_one(sites, broken, host="broken.example")

    assert code_of(failure) == "robots_unreachable"
    assert isinstance(failure, Failure)
    assert failure.is_passing
    assert isinstance(fetch_one(sites, missing), Fetched)


def test_a_name_that_leads_inside_is_refused_and_nothing_is_sent(sites: PlayedSites) -> None:
    sites.addresses["press.test"] = ["127.0.0.1"]
    sites.put("press.test", "/a", "secret")

    assert code_of(fetch_one(sites, sites.url("press.test", "/a"), host="press.test")) == "refused_address"
    assert sites.asked == []


def test_a_host_that_is_written_with_another_dot_is_the_same_host(sites: PlayedSites) -> None:
    sites.put("other-outlet.example", "/a", "secret")

    assert code_of(fetch_one(sites, sites.url("other-outlet。example", "/a"))) == "refused_address"
    assert sites.asked == []


def test_a_host_of_which_one_address_is_dead_is_reached_by_the_next(sites: PlayedSites) -> None:
    sites.addresses[SITE] = ["127.0.0.77", "127.0.0.1"]  # nobody listens at the first

    answer = fetch_one(sites, sites.put(SITE, "/a", "text"))

    assert isinstance(answer, Fetched)
    assert answer.body == b"text"


def test_an_address_that_never_answers_leaves_time_for_the_next(sites: PlayedSites) -> None:
    with socket.socket() as deaf:  # its queue is full, so that no connection is ever made
        try:
            deaf.bind(("127.0.0.78", sites.port))
        except OSError:
            pytest.skip("this machine has but one loopback address")
        deaf.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for each in callers:
            each.setblocking(False)
            each.connect_ex(("127.0.0.78", sites.port))
        sites.addresses[SITE] = ["127.0.0.78", "127.0.0.1"]
        answer = fetch_one(sites, sites.put(SITE, "/a", "text"), attempts=1, timeout_seconds=3)
        for each in callers:
            each.close()

    assert isinstance(answer, Fetched)


def test_a_host_of_which_one_address_leads_inside_is_refused_whole(sites: PlayedSites) -> None:
    sites.addresses[SITE] = ["127.0.0.1", "169.254.169.254"]

    assert code_of(fetch_one(sites, sites.put(SITE, "/a", "text"))) == "refused_address"
    assert sites.asked == []


@pytest.mark.parametrize(("is_kept_open", "resolutions"), [(True, 1), (False, 2)])
def test_a_second_answer_of_dns_cannot_swap_the_address(
    sites: PlayedSites, is_kept_open: bool, resolutions: int
) -> None:
    # The first answer may be connected to, every later one must not: a name is looked up once for each connection,
    # and the connection goes to the very address that was checked.
    sites.put(SITE, "/robots.txt", "", connection="keep-alive" if is_kept_open else "close")
    url = sites.put(SITE, "/a", "text")
    answers = iter([["127.0.0.1"]])
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers, ["169.254.169.254"])

    async def run() -> Fetched | Failure:
        async with Fetcher(Fetching(**FETCHING), resolve=resolve) as fetcher:
            return await fetcher.fetch(Request(url, frozenset({SITE})))

    answer = asyncio.run(run())

    assert asked == [SITE] * resolutions
    assert isinstance(answer, Fetched) if is_kept_open else code_of(answer) == "refused_address"
    assert sites.count(SITE, "/a") == (1 if is_kept_open else 0)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress], ids=["gzip", "deflate"])
def test_packed_answers_are_unpacked(sites: PlayedSites, pack: Any) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    url = sites.put(SITE, "/a", pack(b"packed text"), content_encoding=encoding)

    answer = fetch_one(sites, url)

    assert isinstance(answer, Fetched)
    assert answer.body == b"packed text"


def test_a_decompression_bomb_is_cut_without_being_held(sites: PlayedSites) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=9)
    assert len(bomb) < FETCHING["max_bytes"]  # type: ignore[operator]
    url = sites.put(SITE, "/a", bomb, content_encoding="gzip")

    tracemalloc.start()
    answer = fetch_one(sites, url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert code_of(answer) == "too_large"
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(play=stream_without_end), "too_large"),
        (Answer(b"x" * 300_001), "too_large"),
        (Answer(play=drip), "timeout"),
        (Answer(b"late", delay_seconds=3), "timeout"),
        (Answer(play=talk_nonsense), "broken_answer"),
        (Answer(b"not gzip", headers={"content-encoding": "gzip"}), "broken_answer"),
        (Answer(gzip.compress(b"half" * 1000)[:-20], headers={"content-encoding": "gzip"}), "broken_answer"),
        (Answer(b"x", headers={"content-encoding": "br"}), "broken_answer"),
        (Answer(status=404), "not_found"),
        (Answer(status=500), "http_error"),
        (Answer(status=204), "http_error"),
        (Answer(status=304), "http_error"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_failure_with_its_reason(
    sites: PlayedSites, answer: Answer, code: str
) -> None:
    assert code_of(fetch_one(sites, sites.put(SITE, "/a", answer), attempts=1)) == code


def test_a_conditional_request_sends_what_was_remembered(sites: PlayedSites) -> None:
    def page(headers: Any) -> Answer:
        is_same = headers.get("if-none-match") == '"v1"' and headers.get("if-modified-since") == "Mon"
        return Answer(status=304) if is_same else Answer(b"new", headers={"etag": '"v1"'})

    url = sites.put(SITE, "/a", page)
    first, second = fetch(
        sites, Request(url, frozenset({SITE})), Request(url, frozenset({SITE}), etag='"v1"', last_modified="Mon")
    )

    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (first.body, first.is_unchanged) == (b"new", False)
    assert (second.body, second.is_unchanged) == (b"", True)


def test_a_day_alone_is_a_condition_and_a_mark_that_is_not_ascii_is_not_sent_back(sites: PlayedSites) -> None:
    def page(headers: Any) -> Answer:
        return Answer(status=304) if headers.get("if-modified-since") == "Mon" else Answer(b"new")

    url = sites.put(SITE, "/a", page)
    by_day, by_mark = fetch(
        sites, Request(url, frozenset({SITE}), last_modified="Mon"), Request(url, frozenset({SITE}), etag='"é"')
    )

    assert isinstance(by_day, Fetched)
    assert by_day.is_unchanged
    assert isinstance(by_mark, Fetched)
    assert not any("if-none-match" in each.headers for each in sites.asked)


def test_cookies_are_not_kept(sites: PlayedSites) -> None:
    sites.put(SITE, "/robots.txt", Answer(headers={"set-cookie": "visitor=1; path=/"}))
    assert isinstance(fetch_one(sites, sites.put(SITE, "/a", "x")), Fetched)
    assert [each.path for each in sites.asked] == ["/robots.txt", "/a"]
    assert all("cookie" not in each.headers for each in sites.asked)
