"""A folder as a source: a file is landed once, however often it is touched, and again where what it holds changes."""

from __future__ import annotations

import gzip
import json
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.collect.collecting import collect
from orchestration.collect.memory import read_memory
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import parse_sources
from orchestration.ingest.discovery import FoundFile
from orchestration.ingest.landing import land_file
from orchestration.ingest.manifest import LandedFile
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


def run(settings: Settings, folder: Path, now: datetime = NOW, settle_seconds: float = 0.0) -> CollectReport:
    outlets = [{"name": "Lamp Letter", "folders": ["inbox"]}]
    sources = json.dumps({"fetching": {"settle_seconds": settle_seconds}, "outlets": outlets})
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
    sources = parse_sources(
        json.dumps({"fetching": {"settle_seconds": 0}, "outlets": outlets}), tmp_path / "sources.yml"
    )

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


def test_a_file_that_is_still_being_written_is_left_and_landed_once_when_it_stands_still(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "inbox" / "long.txt"
    path.write_text("Bridges\n\nThe first half of it.\n", encoding="utf-8")
    is_done = threading.Event()

    def write_on() -> None:
        while not is_done.wait(0.05):
            with path.open("a", encoding="utf-8") as stream:
                stream.write("And a line more of the second.\n")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        busy = run(settings, tmp_path, settle_seconds=0.5)
    finally:
        is_done.set()
        writer.join()
    quiet = run(settings, tmp_path, settle_seconds=0.5)
    again = run(settings, tmp_path, settle_seconds=0.5)

    counts = [
        tuple(each.count(name) for name in ("entries", "landed", "seen", "left")) for each in (busy, quiet, again)
    ]
    assert counts == [(2, 1, 0, 1), (2, 1, 1, 0), (2, 0, 2, 0)]
    assert busy.outlets[0].documents[0].left_because == {str(path): "it is still being written"}


def test_a_file_that_somebody_writes_to_while_it_is_copied_is_left(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "inbox" / "a.jsonl"

    def land_and_write_on(file: FoundFile, *place: Any) -> LandedFile:
        landed = land_file(file, *place)
        write(tmp_path, "The lamps were lit at noon, and out at one.")
        return landed

    with monkeypatch.context() as played:
        played.setattr("orchestration.collect.incoming.land_file", land_and_write_on)
        busy = run(settings, tmp_path)
    quiet = run(settings, tmp_path)

    assert [(each.count("landed"), each.count("left")) for each in (busy, quiet)] == [(0, 1), (1, 0)]
    (landed,) = settings.landing_dir.glob("*/*/*.jsonl.gz")
    assert gzip.decompress(landed.read_bytes()) == path.read_bytes()
