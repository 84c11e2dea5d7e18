"""A folder as a source: a file is landed once, however often it is touched, and again where what it holds changes."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.collect.collecting import collect
from orchestration.collect.memory import read_memory
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import parse_sources
from orchestration.settings import Settings, load_settings

NOW = datetime.now(UTC)
WRITE_ONLY = Path("/proc/sys/vm/drop_caches")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir()
    write(tmp_path, "The lamps were lit at noon.")
    return load_settings({}, data=tmp_path / "data")


def write(folder: Path, body: str) -> Path:
    path = folder / "inbox" / "a.jsonl"
    path.write_text(json.dumps({"title": "Lamps", "body": body}) + "\n", encoding="utf-8")
    return path


def run(settings: Settings, folder: Path, now: datetime = NOW) -> CollectReport:
    sources = json.dumps({"outlets": [{"name": "Lamp Letter", "folders": ["inbox"]}]})
    return collect(settings, parse_sources(sources, folder / "sources.yml"), now=now)


def test_a_touched_file_is_known_and_a_changed_one_of_the_same_size_is_not(settings: Settings, tmp_path: Path) -> None:
    assert run(settings, tmp_path).count("landed") == 1
    path = write(tmp_path, "The lamps were lit at noon.")
    os.utime(path, (1_800_000_000, 1_800_000_000))

    touched = run(settings, tmp_path)
    os.utime(path, (1_800_000_001, 1_800_000_001))
    again = run(settings, tmp_path)

    assert [(each.count("landed"), each.count("seen")) for each in (touched, again)] == [(0, 1)] * 2
    assert len(list(settings.landing_dir.glob("*/*/manifest.json"))) == 1
    write(tmp_path, "The lamps were out at noon.")
    os.utime(path, (1_800_000_002, 1_800_000_002))
    assert run(settings, tmp_path).count("landed") == 1


def test_a_file_that_stays_is_not_forgotten_as_what_no_source_lists(settings: Settings, tmp_path: Path) -> None:
    assert run(settings, tmp_path, NOW - timedelta(days=80)).count("landed") == 1

    assert run(settings, tmp_path).count("seen") == 1

    (seen,) = read_memory(settings.collect_dir / "memory", "Lamp Letter").seen.values()
    assert (seen.fetched_at, seen.first_at) == (NOW.isoformat(), (NOW - timedelta(days=80)).isoformat())


def test_a_folder_that_cannot_be_looked_through_stops_nobody_else(settings: Settings, tmp_path: Path) -> None:
    outlets = [{"name": name, "folders": [folder]} for name, folder in (("Shut", "x" * 300), ("Lamp Letter", "inbox"))]
    sources = parse_sources(json.dumps({"outlets": outlets}), tmp_path / "sources.yml")

    report = collect(settings, sources, now=NOW)

    assert [(outlet.outlet, outlet.failures[0].code) for outlet in report.failing] == [("Shut", "unreadable_folder")]
    assert report.count("landed") == 1


@pytest.mark.skipif(not WRITE_ONLY.exists(), reason="needs a file that not even root may read")
def test_a_file_that_cannot_be_opened_says_why_and_is_tried_again(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "inbox" / "shut.jsonl").symlink_to(WRITE_ONLY)

    reports = [run(settings, tmp_path), run(settings, tmp_path)]

    assert [[(each.code, each.reason) for each in report.outlets[0].troubles] for report in reports] == [
        [("broken_file", "the file cannot be opened: Permission denied")]
    ] * 2
    assert [report.count("landed") for report in reports] == [1, 0]
    (seen,) = read_memory(settings.collect_dir / "memory", "Lamp Letter").seen
    assert seen.endswith("a.jsonl")
