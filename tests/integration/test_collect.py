"""Two days of some twenty sites on a real server: every article once, each change a version, every failure named."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
from tests.integration.played_day import FAILING, ODD_ENTRIES, PlayedDay
from tests.integration.played_sites import FETCHING, Answer, PlayedSites, article, play_sites, rss

FIRST_DAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
# Article addresses by outlet, as they are identified.
ARTICLES = {
    "Lantern Post": ["bridge", "ferry", "vote"],
    "Atom Argus": ["whole"],
    "Jay Journal": ["jay"],
    "River Record": ["river"],
    "Harbour Gazette": ["harbour"],
    "Index Inquirer": ["one", "two"],
    "Still Standard": ["quiet"],
    "Moved Mercury": ["moved"],
    "Patient Press": ["patient"],
    "River Ministry": ["latest"],
    "Odd Observer": ["good"],
    "Typed Archive": ["a", "b"],
}


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


def assert_counts_reconcile(report: CollectReport) -> None:
    for outlet in report.outlets:
        for document in outlet.documents:
            ended = document.landed + document.seen + document.rejected + document.left + document.too_old
            assert document.entries == ended, document


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
    assert bridge.origin.headers["content-type"] == "text/html"
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


CHILD = """
import sys, asyncio
from datetime import datetime, UTC
from pathlib import Path
from orchestration.collect.collecting import collect
from orchestration.collect.sources import read_sources
from orchestration.settings import load_settings

async def resolve(host, port):
    return ["127.0.0.1"]

collect(load_settings({}, data=Path(sys.argv[1])), read_sources(Path(sys.argv[2])), resolve=resolve,
        now=datetime(2026, 11, 20, 6, tzinfo=UTC))
"""


def test_a_run_killed_in_the_middle_loses_nothing_and_asks_for_nothing_twice(tmp_path: Path) -> None:
    with play_sites() as sites:
        pages = [f"/{number}" for number in range(12)]
        for page in pages:
            body = article(f"Story {page}", f"The story of {page} is told here.").encode()
            sites.put("mill.example", page, Answer(body, delay_seconds=0.15))
        sites.put("mill.example", "/rss.xml", rss(*((page, f"Story {page}", "") for page in pages)))
        outlets = [{"name": "Mill Mirror", "feeds": [sites.url("mill.example", "/rss.xml")]}]
        path = tmp_path / "sources.yml"
        path.write_text(yaml.safe_dump({"fetching": FETCHING, "outlets": outlets}), encoding="utf-8")
        settings = load_settings({}, data=tmp_path / "data", workers=1)

        child = subprocess.Popen([sys.executable, "-c", CHILD, str(settings.data), str(path)], env={**os.environ})
        give_up = time.monotonic() + 60
        while sum(each.path in pages for each in sites.asked) < 5 and time.monotonic() < give_up:
            time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert child.returncode == -signal.SIGKILL
        asked_before = Counter(each.path for each in sites.asked)
        assert 5 <= sum(asked_before[page] for page in pages) < len(pages)
        (folder,) = (settings.collect_dir / "incoming").iterdir()
        journaled = sum('"page"' in line for line in (folder / "journal.jsonl").read_text().splitlines())
        assert journaled >= 3

        from orchestration.collect.sources import read_sources

        report = collect(settings, read_sources(path), resolve=sites.resolve, now=FIRST_DAY + timedelta(minutes=5))
        for load_id in report.load_ids:
            ingest_landed(settings, load_id)

        assert len(report.load_ids) == 2
        assert report.count("seen") == journaled
        assert report.count("landed") == len(pages) - journaled
        with connect_raw(settings) as con:
            rows = con.execute("SELECT article_id, count(*) FROM raw.articles GROUP BY ALL").fetchall()
        assert len(rows) == len(pages)
        assert {count for _, count in rows} == {1}
        # Only what was on its way when the process was killed was asked for again.
        twice = [page for page in pages if sum(each.path == page for each in sites.asked) > 1]
        assert len(twice) <= 2


def test_another_process_that_collects_is_said_so(tmp_path: Path) -> None:
    from filelock import FileLock

    from orchestration.errors import HearsayError

    settings = load_settings({}, data=tmp_path / "data")
    settings.collect_dir.mkdir(parents=True)
    sources = parse_sources(json.dumps({"outlets": [{"name": "A", "folders": ["."]}]}), tmp_path / "sources.yml")
    with FileLock(settings.collect_dir / ".lock"), pytest.raises(HearsayError, match="Another process collects"):
        collect(settings, sources)


def test_a_damaged_journal_is_put_aside_and_the_run_goes_on(tmp_path: Path) -> None:
    settings = load_settings({}, data=tmp_path / "data")
    folder = settings.collect_dir / "incoming" / "20261119T060000Z-abcdef"
    folder.mkdir(parents=True)
    (folder / "journal.jsonl").write_text('{"file": {"nonsense": 1}, "outlet": "A"}\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.jsonl").write_text('{"title": "A", "body": "B"}\n', encoding="utf-8")
    sources = parse_sources(json.dumps({"outlets": [{"name": "A", "folders": ["inbox"]}]}), tmp_path / "sources.yml")

    report = collect(settings, sources)

    assert report.count("landed") == 1
    assert [path.name for path in (settings.collect_dir / "incoming").iterdir()] == [f".unread-{folder.name}"]
