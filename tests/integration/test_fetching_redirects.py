"""Redirects against a real server: each is checked anew, and robots.txt may lead elsewhere too."""

from __future__ import annotations

import asyncio

import pytest

from orchestration.collect.fetching import Failure, Fetched, Fetcher, Request
from orchestration.collect.guarding import resolve_by_system
from orchestration.collect.sources import Fetching
from tests.integration.fetched import SITE, code_of, fetch, fetch_one
from tests.integration.played_sites import FETCHING, Answer, PlayedSites


def lead(target: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"location": target})


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "refused_address"),
        ("http://0x7f000001/", "refused_address"),
        ("http://2130706433/", "refused_address"),
        ("http://127.1/", "refused_address"),
        ("http://[::1]/", "refused_address"),
        ("http://[::ffff:127.0.0.1]/", "refused_address"),
        ("http://10.0.0.8/", "refused_address"),
        ("http://localhost/", "refused_address"),
        ("file:///etc/passwd", "refused_scheme"),
        ("gopher://127.0.0.1/", "refused_scheme"),
        ("http://user:secret@lantern-post.example/", "bad_address"),
        ("http://other-outlet.example/", "refused_address"),
        ("http://[", "bad_address"),
    ],
)
def test_a_redirect_to_a_hostile_address_is_refused(sites: PlayedSites, target: str, code: str) -> None:
    url = sites.put(SITE, "/a", lead(target))

    async def resolve(host: str, port: int) -> list[str]:
        return await (sites.resolve(host, port) if host.endswith(".example") else resolve_by_system(host, port))

    async def run() -> Fetched | Failure:
        config = Fetching(**{**FETCHING, "intranet_hosts": ["*.example"]})
        async with Fetcher(config, resolve=resolve) as fetcher:
            return await fetcher.fetch(Request(url, frozenset({SITE})))

    assert code_of(asyncio.run(run())) == code


def test_redirects_are_followed_five_times_and_no_more(sites: PlayedSites) -> None:
    for number in range(7):
        sites.put(SITE, f"/{number}", lead(f"/{number + 1}", 301))
    sites.put(SITE, "/7", "the end")

    reached = fetch_one(sites, sites.url(SITE, "/2"))

    assert isinstance(reached, Fetched)
    assert reached.final_url == sites.url(SITE, "/7")
    assert reached.has_moved
    assert code_of(fetch_one(sites, sites.url(SITE, "/1"))) == "too_many_redirects"


@pytest.mark.parametrize(("status", "has_moved"), [(301, True), (302, False), (303, False), (307, False), (308, True)])
def test_a_page_has_moved_where_the_redirect_says_for_good(sites: PlayedSites, status: int, has_moved: bool) -> None:
    sites.put(SITE, "/b", "text")

    answer = fetch_one(sites, sites.put(SITE, "/a", lead("/b", status)))

    assert isinstance(answer, Fetched)
    assert (answer.body, answer.has_moved) == (b"text", has_moved)


def test_what_an_address_is_remembered_by_is_not_sent_to_where_it_leads(sites: PlayedSites) -> None:
    sites.put(SITE, "/b", "text")
    url = sites.put(SITE, "/a", lead("/b"))

    (answer,) = fetch(sites, Request(url, frozenset({SITE}), etag='"v1"', last_modified="Mon"))

    assert isinstance(answer, Fetched)
    headers = {each.path: {"if-none-match", "if-modified-since"} & set(each.headers) for each in sites.asked}
    assert headers == {"/robots.txt": set(), "/a": {"if-none-match", "if-modified-since"}, "/b": set()}


def test_a_robots_txt_that_leads_elsewhere_holds(sites: PlayedSites) -> None:
    sites.put(SITE, "/rules.txt", "User-agent: *\nDisallow: /private\n")
    sites.put(SITE, "/robots.txt", lead("/rules.txt", 301))

    assert code_of(fetch_one(sites, sites.put(SITE, "/private", "x"))) == "robots"
    assert isinstance(fetch_one(sites, sites.put(SITE, "/a", "x")), Fetched)


def test_a_robots_txt_that_leads_inside_is_not_followed_and_one_that_leads_nowhere_is_none(sites: PlayedSites) -> None:
    sites.put("odd.example", "/robots.txt", lead("http://169.254.169.254/"))
    sites.put(SITE, "/robots.txt", lead("/robots.txt"))
    inside, nowhere = sites.put("odd.example", "/a", "x"), sites.put(SITE, "/a", "x")

    assert code_of(fetch_one(sites, inside, host="odd.example")) == "refused_address"
    assert isinstance(fetch_one(sites, nowhere), Fetched)
