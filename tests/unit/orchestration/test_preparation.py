"""What `make run` still has to do is told from small files: sample days not yet loaded, a build older than a load."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.assets.manifest import digest_project, is_current, keep_manifest
from orchestration.serve.preparation import CODE, is_prepared, mark_prepared, missing_sample_days, sample_days
from orchestration.settings import CHECKOUT, Settings, load_settings
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


def test_the_digest_of_the_project_changes_with_it_wherever_it_lies(tmp_path: Path) -> None:
    project = tmp_path / "target" / "dbt_project"
    for name in ("models", "target"):
        (project / name).mkdir(parents=True)
        (project / name / "one.sql").write_text("select 1")
    before = digest_project(project)

    (project / "target" / "one.sql").write_text("select 2")
    assert digest_project(project) == before
    (project / "models" / "one.sql").write_text("select 2")
    assert digest_project(project) != before


def test_every_package_that_a_build_runs_is_among_the_code_that_it_was_made_by() -> None:
    # Reading begins in load.py; concluding in build.py, from what the warehouse imports.
    imported = "import sys, orchestration.build, orchestration.ingest.load; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", imported], capture_output=True, text=True, check=True).stdout
    names = {name.split(".")[1] for name in found.split() if name.startswith("orchestration.")}
    packages = {name for name in names if (CHECKOUT / "orchestration" / name).is_dir()}

    assert packages == {folder.name for folder in CODE}


def test_nothing_is_prepared_without_a_published_build(settings: Settings) -> None:
    assert not is_prepared(settings)
