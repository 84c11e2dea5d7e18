"""Sitemaps from run to run: what an index names is read although the index has not changed; what is listed for long is
known for as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.collect.collecting import collect
from orchestration.collect.memory import read_memory
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import parse_sources
from orchestration.settings import Settings, load_settings
from tests.integration.played_sites import FETCHING, Answer, PlayedSites, article, play_sites

NOW = datetime.now(UTC)  # what is remembered is forgotten by the clock
SITE = "harbour-gazette.example"


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as played:
        yield played


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path / "data")


def keep(body: str) -> Answer:
    """An answer that may be asked for conditionally."""
    return Answer(body.encode(), headers={"etag": f'"{len(body)}"', "content-type": "text/xml"})


def put(sites: PlayedSites, path: str, body: str) -> str:
    answer = keep(body)

    def play(headers: Mapping[str, str]) -> Answer:
        is_known = headers.get("if-none-match") == answer.headers["etag"]
        return Answer(status=304, headers=answer.headers) if is_known else answer

    return sites.put(SITE, path, play)


def put_sitemap(sites: PlayedSites, path: str, *names: str) -> str:
    for name in names:
        sites.put(SITE, f"/{name}", article(f"The {name}", f"The {name} was opened by the harbour council."))
    return put(sites, path, f"<urlset>{''.join(f'<url><loc>/{name}</loc></url>' for name in names)}</urlset>")


def run(settings: Settings, sites: PlayedSites, sitemap: str, day: int) -> CollectReport:
    outlet = {"name": "Harbour Gazette", "sitemaps": [sitemap]}
    sources = parse_sources(json.dumps({"fetching": FETCHING, "outlets": [outlet]}), settings.data / "sources.yml")
    return collect(settings, sources, now=NOW + timedelta(days=day), resolve=sites.resolve)


def test_what_an_index_names_is_read_although_the_index_has_not_changed(settings: Settings, sites: PlayedSites) -> None:
    index = put(sites, "/index.xml", "<sitemapindex><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>")
    put_sitemap(sites, "/news.xml", "ferry")
    assert run(settings, sites, index, 0).count("landed") == 1

    put_sitemap(sites, "/news.xml", "ferry", "bridge")

    assert run(settings, sites, index, 1).count("landed") == 1


def test_a_sitemap_itself_is_asked_for_conditionally(settings: Settings, sites: PlayedSites) -> None:
    sitemap = put_sitemap(sites, "/news.xml", "ferry")
    assert run(settings, sites, sitemap, 0).count("landed") == 1

    (outlet,) = run(settings, sites, sitemap, 1).outlets

    assert [document.is_unchanged for document in outlet.documents] == [True]


def test_what_is_listed_for_longer_than_it_is_remembered_is_fetched_once(
    settings: Settings, sites: PlayedSites
) -> None:
    sitemap = put_sitemap(sites, "/news.xml", "ferry")
    assert run(settings, sites, sitemap, -80).count("landed") == 1
    sitemap = put_sitemap(sites, "/news.xml", "ferry", "bridge")

    later = run(settings, sites, sitemap, 0)

    assert (later.count("landed"), later.count("seen")) == (1, 1)
    seen = read_memory(settings.collect_dir / "memory", "Harbour Gazette").seen
    assert {each.fetched_at for each in seen.values()} == {NOW.isoformat()}
    assert sites.count(SITE, "/ferry") == 1
