"""Two days of some twenty sites on a real server: every article once, each change a version, every failure named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.collect.collecting import collect
from orchestration.collect.memory import read_memory
from orchestration.collect.outcomes import CollectReport, OutletReport
from orchestration.collect.sources import Sources, parse_sources
from orchestration.ingest.landing import find_landing
from orchestration.ingest.load import ingest_landed
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.collected_days import FIRST_DAY, assert_counts_reconcile
from tests.integration.played_day import ARTICLES, FAILING, ODD_ENTRIES, PlayedDay
from tests.integration.played_sites import PlayedSites, play_sites


class Place:
    """A data folder, the played sites, and what both days brought."""

    def __init__(self, folder: Path, sites: PlayedSites) -> None:
        self.settings: Settings = load_settings({}, data=folder / "data", workers=1)
        self.sites = sites
        self.day = PlayedDay(sites, folder / "typed")
        self.sources: Sources = parse_sources(yaml.safe_dump(self.day.sources()), folder / "sources.yml")

    def collect(self, day: int, **options: Any) -> CollectReport:
        """Collect and load one day."""
        self.day.set(day)
        now = FIRST_DAY + timedelta(days=day - 1)
        report = collect(self.settings, self.sources, now=now, resolve=self.sites.resolve, **options)
        for load_id in report.load_ids:
            ingest_landed(self.settings, load_id)
        return report

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the raw file."""
        with connect_raw(self.settings) as con:
            return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with play_sites() as sites:
        yield Place(tmp_path_factory.mktemp("collect"), sites)


@pytest.fixture(scope="module")
def first(place: Place) -> CollectReport:
    return place.collect(1)


@pytest.fixture(scope="module")
def requests_of_first(place: Place, first: CollectReport) -> int:
    return len(place.sites.asked)


@pytest.fixture(scope="module")
def second(place: Place, first: CollectReport, requests_of_first: int) -> CollectReport:
    return place.collect(2)


def by_name(report: CollectReport) -> dict[str, OutletReport]:
    return {outlet.outlet: outlet for outlet in report.outlets}


def test_every_article_of_the_first_day_is_loaded_once(place: Place, first: CollectReport) -> None:
    rows = place.ask(
        "SELECT outlet_name, article_id, count(*) FROM raw.articles WHERE load_on = '2026-11-20' GROUP BY ALL"
    )

    found = Counter(outlet for outlet, _, _ in rows)
    assert found == Counter({name: len(each) for name, each in ARTICLES.items()})
    assert {count for _, _, count in rows} == {1}
    slugs = {(outlet, article_id.rpartition("/")[2]) for outlet, article_id, _ in rows}
    assert slugs == {(outlet, slug) for outlet, each in ARTICLES.items() for slug in each}


def test_counts_reconcile_from_the_sources_to_the_warehouse(place: Place, first: CollectReport) -> None:
    assert_counts_reconcile(first)
    (load_id,) = first.load_ids
    row = place.ask(
        "SELECT record_count, article_count, duplicate_count, reject_count FROM raw.loads"
        f" WHERE load_id = '{load_id}' AND status = 'done'"
    )
    (records, articles, duplicates, rejects) = row[0]
    assert records == articles + duplicates + rejects
    # The file of the folder source holds two articles.
    assert articles == first.count("landed") + 1
    assert duplicates == 0
    assert rejects == first.count("rejected") + sum(len(outlet.failures) for outlet in first.outlets)


def test_every_failing_source_is_named_with_its_reason_and_stops_no_other(place: Place, first: CollectReport) -> None:
    failures = {outlet.outlet: outlet.failures[0].code for outlet in first.failing}
    assert failures == FAILING
    rejects = dict(place.ask("SELECT source_path, reason_code FROM raw.rejects WHERE load_on = '2026-11-20'"))
    for outlet in first.failing:
        assert rejects[outlet.failures[0].place] == FAILING[outlet.outlet]
        assert outlet.failures[0].reason


def test_odd_entries_are_rejects_with_their_reason(place: Place, first: CollectReport) -> None:
    (document,) = by_name(first)["Odd Observer"].documents
    found = {trouble.place: trouble.code for trouble in document.troubles}
    expected = {
        place.sites.url("odd.example", where) if where.startswith("/") else where: code
        for where, code in ODD_ENTRIES.items()
    }
    assert expected.items() <= found.items()
    assert document.landed == 1
    assert document.rejected == len(ODD_ENTRIES) + 1
    assert "no_address" in found.values()


def test_what_landed_says_where_it_came_from_and_can_be_replayed(place: Place, first: CollectReport) -> None:
    landing = find_landing(place.settings, first.load_ids[0])
    (bridge,) = [file for file in landing.files if file.source_path.endswith("/bridge?utm_source=feed")]
    assert bridge.origin is not None
    assert (bridge.origin.outlet, bridge.origin.outlet_country) == ("Lantern Post", "EE")
    assert bridge.origin.listed_by.endswith("/rss.xml")
    headers = bridge.origin.headers
    assert (headers["content-type"], headers["x-edition"], headers["x-long"]) == ("text/html", "evening", "y" * 1000)
    assert "set-cookie" not in headers  # meant for one visitor
    kept = [file for file in landing.files if file.format is None and file.problem is None]
    assert {file.origin.outlet for file in kept if file.origin} >= {"Lantern Post", "Atom Argus", "Index Inquirer"}

    replayed = load_settings({}, data=place.settings.data.parent / "replayed", workers=1)
    replayed.data.mkdir()
    (replayed.data / "landing").symlink_to(place.settings.landing_dir)
    report = ingest_landed(replayed, landing.load_id)

    assert report.articles == sum(len(each) for each in ARTICLES.values())


def test_text_of_a_feed_is_taken_from_it_and_the_page_is_not_asked_for(place: Place, first: CollectReport) -> None:
    assert place.sites.count("argus.example", "/whole") == 0
    assert place.sites.count("jay.example", "/jay") == 0
    assert by_name(first)["Atom Argus"].count("from_feed") == 1
    rows = place.ask("SELECT body, published_on::varchar FROM raw.articles WHERE outlet_name = 'Jay Journal'")
    assert rows[0][0].startswith("Sentence 0 of the report")
    assert rows[0][1] == "2026-11-20"


def test_a_second_run_on_the_same_day_brings_nothing_and_asks_for_no_page(place: Place, first: CollectReport) -> None:
    before = place.sites.count("lantern.example")
    again = collect(place.settings, place.sources, now=FIRST_DAY + timedelta(hours=1), resolve=place.sites.resolve)
    assert again.count("landed") == 0
    assert by_name(again)["Lantern Post"].count("seen") == 3
    asked = [each.path for each in place.sites.by_host()["lantern.example"][before:]]
    assert asked == ["/robots.txt", "/rss.xml"]


def test_the_second_day_brings_what_is_new_and_each_change_as_a_version(place: Place, second: CollectReport) -> None:
    assert_counts_reconcile(second)
    rows = place.ask(
        "SELECT outlet_name, article_id FROM raw.articles WHERE load_on = '2026-11-21' ORDER BY outlet_name, article_id"
    )
    found = sorted((outlet, article_id.rpartition("/")[2]) for outlet, article_id in rows)
    # The vote, the whole text and the notice were known and have changed; only the winter is new.
    assert found == [
        ("Atom Argus", "whole"),
        ("Lantern Post", "vote"),
        ("Lantern Post", "winter"),
        ("River Ministry", "latest"),
    ]
    versions = place.ask("SELECT article_id FROM raw.articles GROUP BY ALL HAVING count(DISTINCT article_version) = 2")
    assert sorted(article_id.rpartition("/")[2] for (article_id,) in versions) == ["latest", "vote", "whole"]
    doubled = place.ask("SELECT article_id FROM raw.articles GROUP BY article_id, article_version HAVING count(*) > 1")
    assert doubled == []


def test_the_second_day_asks_conditionally_and_names_the_failures_again(place: Place, second: CollectReport) -> None:
    (still,) = by_name(second)["Still Standard"].documents
    assert still.is_unchanged
    # The feed says nothing new, but the article is young: it was looked at again, and counted.
    assert (still.entries, still.seen) == (1, 1)
    assert place.sites.count("still.example", "/quiet") == 2
    failures = {outlet.outlet: outlet.failures[0].code for outlet in second.failing}
    assert failures == FAILING
    assert by_name(second)["Moved Mercury"].documents[0].moved_to.endswith("/new.xml")


def test_memory_is_small_and_is_there_for_every_outlet(place: Place, second: CollectReport) -> None:
    files = list((place.settings.collect_dir / "memory").glob("*.json"))
    assert len(files) == len(place.sources.outlets)
    memory = read_memory(place.settings.collect_dir / "memory", "Lantern Post")
    assert len(memory.seen) == 4
    assert memory.brought_at.startswith("2026-11-21")
    assert read_memory(place.settings.collect_dir / "memory", "Down Dispatch").collected_at == ""
    assert list((place.settings.collect_dir / "incoming").iterdir()) == []
