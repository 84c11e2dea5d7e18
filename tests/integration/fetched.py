"""Answers of the played sites, fetched as a run fetches them."""

from __future__ import annotations

import asyncio
from typing import Any

from orchestration.collect.fetching import Failure, Fetched, Fetcher, Request
from orchestration.collect.sources import Fetching
from tests.integration.played_sites import FETCHING, PlayedSites

SITE = "lantern-post.example"


def fetch(sites: PlayedSites, *requests: Request, **config: Any) -> list[Fetched | Failure]:
    """The answers to requests made at once by one fetcher."""

    async def run() -> list[Fetched | Failure]:
        async with Fetcher(Fetching(**{**FETCHING, **config}), resolve=sites.resolve) as fetcher:
            return list(await asyncio.gather(*(fetcher.fetch(request) for request in requests)))

    return asyncio.run(run())


def fetch_one(sites: PlayedSites, url: str, *, host: str = SITE, **config: Any) -> Fetched | Failure:
    return fetch(sites, Request(url, frozenset({host})), **config)[0]


def code_of(answer: Fetched | Failure) -> str:
    assert isinstance(answer, Failure), answer
    assert answer.reason
    return answer.code
