"""Collecting as Dagster runs it: today's partition, failing sources named, quiet ones noticed, nothing asked twice."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml
from filelock import FileLock

from orchestration.assets.articles import raw_articles
from orchestration.assets.collected import collected
from orchestration.checks import every_source_could_be_asked, no_source_has_gone_quiet, no_text_has_shrunk
from orchestration.collect.memory import read_memory, write_memory
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.landing import land_paths
from orchestration.resources import WarehouseResource
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.lock import writer_lock
from tests.integration.played_sites import FETCHING, PlayedSites, article, play_sites, rss


@pytest.fixture(scope="module")
def sites() -> Iterator[PlayedSites]:
    with play_sites() as sites:
        yield sites


@pytest.fixture
def settings(tmp_path: Path, sites: PlayedSites) -> Settings:
    """A data folder with two outlets on this machine: one works, one answers 404."""
    sites.asked.clear()
    sites.put("127.0.0.1", "/rss.xml", rss(("/a", "A story", "")))
    sites.put("127.0.0.1", "/a", article("A story", "The lamps were lit at noon."))
    outlets = [
        {"name": "Lamp Letter", "feeds": [sites.url("127.0.0.1", "/rss.xml")]},
        {"name": "Lost Ledger", "feeds": [sites.url("127.0.0.1", "/lost.xml")]},
    ]
    settings = load_settings({}, data=tmp_path / "data")
    settings.data.mkdir()
    text = yaml.safe_dump({"fetching": FETCHING, "outlets": outlets})
    settings.sources_path.write_text(text, encoding="utf-8")
    return settings


def run(settings: Settings, day: str, *checks: dg.AssetChecksDefinition) -> dg.ExecuteInProcessResult:
    return dg.materialize(
        [collected, raw_articles, *checks],
        partition_key=day,
        raise_on_error=False,
        resources={"warehouse": WarehouseResource(data=str(settings.data))},
    )


def metadata_of(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    (event,) = [each for each in result.get_asset_materialization_events() if each.asset_key == dg.AssetKey(asset)]
    return {name: value.value for name, value in event.materialization.metadata.items()}


def test_a_run_collects_loads_and_names_the_failing_source(settings: Settings, sites: PlayedSites) -> None:
    today = datetime.now(UTC).date().isoformat()

    result = run(settings, today, no_source_has_gone_quiet)

    assert result.success
    said = metadata_of(result, "collected")
    assert (said["entries"], said["landed"]) == (1, 1)
    assert list(said["failing"]) == ["Lost Ledger"]
    assert "404" in said["failing"]["Lost Ledger"][0]
    loaded = metadata_of(result, "raw_articles")
    assert (loaded["articles"], loaded["rejects"]) == (1, 1)
    assert loaded["loads"] == said["loads"]
    assert [each.passed for each in result.get_asset_check_evaluations()] == [True]

    again = metadata_of(run(settings, today), "collected")

    # The outlet that worked is left alone for some hours; the one that failed is asked again.
    assert [each["skipped"] != "" for each in again["outlets"]] == [True, False]
    assert (sites.count("127.0.0.1", "/rss.xml"), sites.count("127.0.0.1", "/lost.xml")) == (1, 2)


def test_another_days_partition_asks_nobody(settings: Settings, sites: PlayedSites) -> None:
    result = run(settings, "2026-01-02")

    assert result.success
    assert metadata_of(result, "collected") == {"skipped": "only today's partition is collected"}
    assert sites.asked == []


def test_without_a_sources_file_the_rest_of_the_day_goes_on(settings: Settings) -> None:
    settings.sources_path.unlink()

    result = run(settings, datetime.now(UTC).date().isoformat(), no_source_has_gone_quiet)

    assert result.success
    assert "is not there" in metadata_of(result, "collected")["skipped"]


class HurriedClock:
    """Dagster's clock while it waits for another attempt: the wait is over at once, and meanwhile something happens."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self.ahead = 0.0
        self.meanwhile = meanwhile

    def time(self) -> float:
        return time.time() + self.ahead

    def sleep(self, seconds: float) -> None:
        self.ahead += seconds
        self.meanwhile()


def test_a_mistake_in_the_sources_file_fails_the_run_and_keeps_nothing_from_being_loaded(settings: Settings) -> None:
    today = write_history(settings, "Lamp Letter", days_ago=0)
    text = settings.sources_path.read_text(encoding="utf-8")
    settings.sources_path.write_text(f"{text}\noutlets: []\n", encoding="utf-8")

    result = run(settings, today, every_source_could_be_asked, no_source_has_gone_quiet)

    assert metadata_of(result, "raw_articles")["articles"] == 25
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert "`outlets` stands there a second time" in str(failure.event_specific_data)
    assert not result.success
    assert [event for event in result.all_events if event.event_type == dg.DagsterEventType.STEP_UP_FOR_RETRY] == []


@pytest.mark.parametrize("is_over_in_time", [True, False])
def test_while_another_collects_a_run_tries_again_and_then_loads_what_has_landed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, is_over_in_time: bool
) -> None:
    today = write_history(settings, "Lamp Letter", days_ago=0)
    settings.collect_dir.mkdir(parents=True)
    other = FileLock(settings.collect_dir / ".lock")
    other.acquire()
    clock = HurriedClock(meanwhile=other.release if is_over_in_time else lambda: None)
    monkeypatch.setattr("dagster._core.execution.plan.active.time", clock)

    result = run(settings, today, every_source_could_be_asked)

    other.release(force=True)
    said, loaded = metadata_of(result, "collected"), metadata_of(result, "raw_articles")
    retried = [event for event in result.all_events if event.event_type == dg.DagsterEventType.STEP_UP_FOR_RETRY]
    assert loaded["articles"] == (26 if is_over_in_time else 25)
    assert ("failed" in said, result.success) == (not is_over_in_time, is_over_in_time)
    assert len(retried) == (1 if is_over_in_time else 2)
    if not is_over_in_time:
        assert "Another process collects" in said["failed"][0]


def grow_older(settings: Settings, days: int) -> None:
    """Let what was collected and loaded until now be of some days ago."""
    folder, ago = settings.collect_dir / "memory", timedelta(days=days)
    memory = read_memory(folder, "Lamp Letter")
    for name in ("first_at", "collected_at", "brought_at"):
        setattr(memory, name, (datetime.fromisoformat(getattr(memory, name)) - ago).isoformat())
    write_memory(folder, memory)
    with writer_lock(settings, purpose="test"), connect_raw(settings) as con:
        con.execute("UPDATE raw.articles SET loaded_at = loaded_at - $1::INTERVAL, load_on = load_on - $1", [ago])


def test_a_source_that_has_gone_quiet_is_named(settings: Settings) -> None:
    today = datetime.now(UTC).date().isoformat()
    (before,) = run(settings, today, no_source_has_gone_quiet).get_asset_check_evaluations()
    grow_older(settings, days=5)

    result = run(settings, today, no_source_has_gone_quiet)

    (check,) = result.get_asset_check_evaluations()
    assert (before.passed, check.passed) == (True, False)
    assert check.severity == dg.AssetCheckSeverity.WARN
    assert check.metadata["quiet"].value == ["Lamp Letter: nothing new for 5 days"]


def test_a_source_that_answers_with_notices_alone_has_gone_quiet(settings: Settings, sites: PlayedSites) -> None:
    today = datetime.now(UTC).date().isoformat()
    run(settings, today)
    grow_older(settings, days=5)
    sites.put("127.0.0.1", "/b", "<title>Access denied</title><h1>Access denied</h1><p>You may not view this page.</p>")
    sites.put("127.0.0.1", "/rss.xml", rss(("/b", "Another story", "")))

    walled = run(settings, today, no_source_has_gone_quiet)

    assert (metadata_of(walled, "collected")["landed"], metadata_of(walled, "raw_articles")["articles"]) == (1, 0)
    (check,) = walled.get_asset_check_evaluations()
    assert check.metadata["quiet"].value == [
        f"Lamp Letter: nothing new for 5 days, though it answered on {today}: see its rejects"
    ]

    sites.put("127.0.0.1", "/c", article("A third story", "The lamps were out at noon."))
    sites.put("127.0.0.1", "/rss.xml", rss(("/c", "A third story", "")))
    grow_older(settings, days=1)
    (check,) = run(settings, today, no_source_has_gone_quiet).get_asset_check_evaluations()
    assert check.passed


def write_history(settings: Settings, outlet: str, days_ago: int) -> str:
    """Land 25 articles of usual length for an earlier day; returns the day."""
    day = datetime.now(UTC).date() - timedelta(days=days_ago)
    path = settings.data.parent / "history.jsonl"
    text = "The harbour council met for three hours in the old customs house, and nobody left before the vote. " * 30
    with path.open("w", encoding="utf-8") as lines:
        for number in range(25):
            lines.write(json.dumps({"title": f"Vote {number}", "body": f"{number}. {text}"}) + "\n")
    land_paths(settings, [path], options=LoadOptions(outlet=outlet), load_on=day)
    return day.isoformat()


def put_stories(sites: PlayedSites, text: str) -> None:
    """Six new stories on the site's feed."""
    for number in range(6):
        sites.put("127.0.0.1", f"/story{number}", article(f"Story {number}", f"{number}. {text}"))
    sites.put("127.0.0.1", "/rss.xml", rss(*((f"/story{number}", f"Story {number}", "") for number in range(6))))


@pytest.mark.parametrize(
    ("outlet", "text", "is_shrunken"),
    [
        ("Lamp Letter", "To read on, subscribe.", True),
        ("Lamp Letter", "The ferrymen waited outside in the rain, and the lamps had gone out. " * 40, False),
        # Another outlet's articles are no history of this one.
        ("Other Observer", "To read on, subscribe.", False),
    ],
)
def test_an_outlet_whose_text_suddenly_shrinks_is_named(
    settings: Settings, sites: PlayedSites, outlet: str, text: str, is_shrunken: bool
) -> None:
    day_before = write_history(settings, outlet, days_ago=3)
    (before,) = run(settings, day_before, no_text_has_shrunk).get_asset_check_evaluations()
    put_stories(sites, text)

    result = run(settings, datetime.now(UTC).date().isoformat(), no_text_has_shrunk)

    assert result.success
    assert metadata_of(result, "raw_articles")["articles"] == 6
    (check,) = result.get_asset_check_evaluations()
    assert (before.passed, check.passed) == (True, not is_shrunken)
    assert check.severity == dg.AssetCheckSeverity.WARN
    named = check.metadata["shrunken"].value
    assert isinstance(named, list)
    assert len(named) == is_shrunken
    assert all(f"{outlet}: 6 articles loaded on" in line for line in map(str, named))
    assert all("those before them 2,9" in line for line in map(str, named))


def test_landed_files_past_their_time_are_pruned_by_the_run(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = write_history(settings, "Lamp Letter", days_ago=0)
    first = run(settings, day)
    assert metadata_of(first, "raw_articles")["pruned_loads"] == []
    for manifest in settings.landing_dir.glob("*/*/manifest.json"):  # as if it had landed two days ago
        landed_at = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        manifest.write_text(
            json.dumps({**json.loads(manifest.read_text(encoding="utf-8")), "landed_at": landed_at}), encoding="utf-8"
        )
    monkeypatch.setenv("HEARSAY_KEEP_LANDED_DAYS", "1")

    second = run(settings, day)

    said = metadata_of(second, "raw_articles")
    assert set(metadata_of(first, "raw_articles")["loads"]) == set(said["pruned_loads"])
    assert said["pruned_megabytes"] > 0
    assert list(settings.landing_dir.glob("*/*/*.gz")) == []
