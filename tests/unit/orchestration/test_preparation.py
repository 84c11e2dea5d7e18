"""What `make run` still has to do is told from small files: sample days not yet loaded, a build older than a load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.assets.manifest import is_current, keep_manifest
from orchestration.serve.preparation import is_prepared, mark_prepared, missing_sample_days, sample_days
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.ledger import write_build, write_load

NOON = datetime(2026, 11, 4, 12, tzinfo=UTC)
AddLoad = Callable[..., None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path / "data")


@pytest.fixture
def add_load(settings: Settings) -> AddLoad:
    """Adds a load to the ledger, done an hour before noon unless it says otherwise."""

    def add(source: Path | str, **changes: Any) -> None:
        load_id = f"load-{abs(hash(str(source)))}"
        row = {"load_id": load_id, "source": str(source), "status": "done", "finished_at": NOON - timedelta(hours=1)}
        write_load(settings, {**row, **changes})

    return add


def publish(settings: Settings, started_at: datetime) -> None:
    """A published build as far as the ledger, the link and the manifest tell of it."""
    write_build(settings, {"build_id": "b1", "started_at": started_at, "status": "published"})
    settings.published_dir.mkdir(parents=True)
    (settings.published_dir / "b1.duckdb").write_bytes(b"")
    settings.current_path.symlink_to("b1.duckdb")
    manifest = settings.data / "manifest.json"
    manifest.write_text("{}")
    keep_manifest(settings, manifest)
    mark_prepared(settings)


def test_sample_days_are_the_dated_folders(settings: Settings) -> None:
    days = sample_days(settings)

    assert [day for day, _ in days] == [date(2026, 10, 4), date(2026, 10, 19), date(2026, 11, 3)]
    assert all(folder.name == day.isoformat() for day, folder in days)


def test_every_sample_day_is_missing_from_an_empty_warehouse(settings: Settings) -> None:
    assert missing_sample_days(settings) == sample_days(settings)


def test_only_the_unfinished_sample_days_are_missing_after_an_interruption(
    settings: Settings, add_load: AddLoad
) -> None:
    (_, first), (_, second), third = sample_days(settings)
    add_load(first)
    add_load(second, status="failed")

    assert missing_sample_days(settings) == [(date(2026, 10, 19), second), third]


def test_the_sample_is_not_added_to_somebodys_own_articles(settings: Settings, add_load: AddLoad) -> None:
    add_load("/home/ada/news.jsonl")

    assert missing_sample_days(settings) == []


def test_a_build_after_the_last_load_is_prepared(settings: Settings, add_load: AddLoad) -> None:
    add_load("/home/ada/news.jsonl")
    publish(settings, started_at=NOON)

    assert is_prepared(settings)


def test_a_load_after_the_build_is_not_prepared(settings: Settings, add_load: AddLoad) -> None:
    publish(settings, started_at=NOON)
    add_load("/home/ada/news.jsonl", finished_at=NOON + timedelta(minutes=1))

    assert not is_prepared(settings)


def test_an_interrupted_load_is_not_prepared(settings: Settings, add_load: AddLoad) -> None:
    publish(settings, started_at=NOON)
    add_load("/home/ada/news.jsonl", status="running", finished_at=None)

    assert not is_prepared(settings)


def test_changed_sources_are_not_prepared(settings: Settings, add_load: AddLoad) -> None:
    add_load("/home/ada/news.jsonl")
    publish(settings, started_at=NOON)
    (settings.data / "dbt" / "manifest" / "manifest.digest").write_text("of another project")

    assert not is_current(settings)
    assert not is_prepared(settings)


def test_nothing_is_prepared_without_a_published_build(settings: Settings) -> None:
    assert not is_prepared(settings)
