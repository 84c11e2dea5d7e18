"""Collecting as Dagster runs it: today's partition, failing sources named, quiet ones noticed, nothing asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from orchestration.assets.articles import raw_articles
from orchestration.assets.collected import collected
from orchestration.checks import no_source_has_gone_quiet
from orchestration.collect.memory import read_memory, write_memory
from orchestration.resources import WarehouseResource
from orchestration.settings import Settings, load_settings
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


def test_a_source_that_has_gone_quiet_is_named(settings: Settings) -> None:
    today = datetime.now(UTC).date().isoformat()
    run(settings, today)
    folder = settings.collect_dir / "memory"
    memory = read_memory(folder, "Lamp Letter")
    memory.brought_at = (datetime.now(UTC) - timedelta(days=5)).isoformat()
    write_memory(folder, memory)

    result = run(settings, today, no_source_has_gone_quiet)

    (check,) = result.get_asset_check_evaluations()
    assert not check.passed
    assert check.severity == dg.AssetCheckSeverity.WARN
    assert check.metadata["quiet"].value == ["Lamp Letter: nothing new for 5 days"]
