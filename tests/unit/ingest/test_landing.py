"""The landing zone: bytes as they came, whole loads only, loose files adopted, interrupted loads found again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.errors import HearsayError
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.days import ingest_days
from orchestration.ingest.discovery import FoundFile
from orchestration.ingest.landing import adopt_loose_files, find_landing, land_file, land_paths
from orchestration.ingest.load import ingest_landed
from orchestration.ingest.manifest import LandedFile
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings, load_settings

NOW = datetime(2026, 11, 22, 6, 15, 2, tzinfo=UTC)
LINE = json.dumps({"title": "One", "body": "First text."}) + "\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.jsonl").write_text(LINE, encoding="utf-8")
    return folder


def test_what_lands_is_the_bytes_that_came(settings: Settings, inbox: Path) -> None:
    packed = gzip.compress(b"packed already")
    (inbox / "b.txt.gz").write_bytes(packed)
    options = LoadOptions(published_on=date(2018, 2, 9), outlet="The Gazette", field_map={"body": "words"})
    landing = land_paths(settings, [inbox], options=options, now=NOW)
    assert landing.load_id.startswith("20261122T061502Z-")
    assert landing.load_on == date(2026, 11, 22)
    first, second = landing.files
    assert first.landing_path is not None
    assert second.landing_path is not None
    assert gzip.decompress((settings.landing_dir / first.landing_path).read_bytes()) == LINE.encode()
    assert (settings.landing_dir / second.landing_path).read_bytes() == packed
    assert first.sha256 == hashlib.sha256(LINE.encode()).hexdigest()
    assert find_landing(settings, landing.load_id) == landing


def test_a_folder_is_read_whole_without_hidden_and_accompanying_files(settings: Settings, inbox: Path) -> None:
    for name in (
        "README.md",
        ".hidden.jsonl",
        "manifest.json",
        "half.jsonl.part",
        "notes.pdf",
        "deep/b.txt",
        ".git/x.txt",
        "license-to-fish.txt",
        "manifestos.txt",
    ):
        path = inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Text", encoding="utf-8")
    landing = land_paths(settings, [inbox], now=NOW)
    names = ["a.jsonl", "b.txt", "license-to-fish.txt", "manifestos.txt", "notes.pdf"]
    assert [Path(file.source_path).name for file in landing.files] == names
    assert landing.files[-1].landing_path is None
    assert "unsupported format" in str(landing.files[-1].problem)


def test_a_file_whose_name_is_not_text_is_landed(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Text", encoding="utf-8")
    landing = land_paths(settings, [path], now=NOW)
    assert [Path(file.source_path).name for file in landing.files] == ["caf?.txt"]


def test_the_load_date_given_is_the_partition(settings: Settings, inbox: Path) -> None:
    landing = land_paths(settings, [inbox], load_on=date(2026, 10, 1), now=NOW)
    assert (settings.landing_dir / "2026-10-01" / landing.load_id / "manifest.json").is_file()


def test_a_file_named_by_its_folder_and_by_itself_lands_once(settings: Settings, inbox: Path) -> None:
    (inbox / "b.txt").write_text("Text", encoding="utf-8")
    landing = land_paths(settings, [inbox / "b.txt", inbox, inbox / ".." / "inbox" / "a.jsonl"], now=NOW)
    assert [Path(file.source_path).name for file in landing.files] == ["b.txt", "a.jsonl"]


def test_a_path_that_is_not_there_and_an_empty_folder_are_errors_that_name_it(
    settings: Settings, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for path in (tmp_path / "absent.jsonl", empty):
        with pytest.raises(HearsayError, match=str(path)):
            land_paths(settings, [path], now=NOW)
    assert not settings.landing_dir.exists()


def test_the_same_files_with_the_same_options_continue_an_unfinished_load(settings: Settings, inbox: Path) -> None:
    first = land_paths(settings, [inbox], now=NOW)
    assert land_paths(settings, [inbox]).load_id == first.load_id
    assert land_paths(settings, [inbox], options=LoadOptions(outlet="Other")).load_id != first.load_id
    (inbox / "a.jsonl").write_text(LINE + LINE, encoding="utf-8")
    assert land_paths(settings, [inbox]).load_id != first.load_id


def test_the_same_files_after_a_finished_load_are_a_load_of_their_own(settings: Settings, inbox: Path) -> None:
    first = land_paths(settings, [inbox], now=NOW)
    ingest_landed(settings, first.load_id)
    assert land_paths(settings, [inbox]).load_id != first.load_id


def test_what_waits_is_found_until_it_is_loaded(settings: Settings, inbox: Path) -> None:
    assert find_waiting(settings) == []
    landing = land_paths(settings, [inbox], now=NOW)
    (waiting,) = find_waiting(settings)
    assert (waiting.load_on, waiting.load_id, waiting.file_count) == (date(2026, 11, 22), landing.load_id, 1)
    ingest_landed(settings, landing.load_id)
    assert find_waiting(settings) == []


def test_loose_files_of_a_day_are_adopted_and_none_is_thrown_away(settings: Settings) -> None:
    folder = settings.landing_dir / "2026-11-22"
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_text(LINE, encoding="utf-8")
    (folder / "scan.pdf").write_bytes(b"%PDF")
    (folder / "half.jsonl.part").write_text("{", encoding="utf-8")
    (waiting,) = find_waiting(settings)
    assert (waiting.load_id, waiting.file_count) == (None, 2)
    (report,) = ingest_days(settings, [date(2026, 11, 22)]).loads
    assert (report.records, report.articles, report.rejects) == (2, 1, 1)
    assert find_waiting(settings) == []
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["half.jsonl.part"]
    assert [path.read_bytes() for path in folder.glob("*/unread-scan.pdf")] == [b"%PDF"]
    assert adopt_loose_files(settings, date(2026, 11, 22)) is None
    assert ingest_days(settings, [date(2026, 11, 22)]).loads == ()


def test_a_loose_file_that_may_still_be_written_to_is_left_where_it_is(settings: Settings) -> None:
    folder = settings.landing_dir / "2026-11-22"
    folder.mkdir(parents=True)
    for name, seconds_ago in (("whole.jsonl", 60), ("half.jsonl", 1)):
        (folder / name).write_text(LINE, encoding="utf-8")
        os.utime(folder / name, (NOW.timestamp() - seconds_ago, NOW.timestamp() - seconds_ago))

    landing = adopt_loose_files(settings, date(2026, 11, 22), settle_seconds=5, now=NOW)

    assert landing is not None
    assert [file.source_path for file in landing.files] == ["whole.jsonl"]
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["half.jsonl"]


def test_a_loose_file_that_grows_while_it_is_copied_loses_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = settings.landing_dir / "2026-11-22"
    folder.mkdir(parents=True)
    path = folder / "growing.jsonl"
    path.write_text(LINE, encoding="utf-8")

    def land_and_write_on(file: FoundFile, *place: Any) -> LandedFile:
        landed = land_file(file, *place)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(LINE.replace("First", "Second"))
        return landed

    with monkeypatch.context() as played:
        played.setattr("orchestration.ingest.landing.land_file", land_and_write_on)
        (first,) = ingest_days(settings, [date(2026, 11, 22)]).loads
    (second,) = ingest_days(settings, [date(2026, 11, 22)]).loads

    assert (first.records, first.articles) == (1, 1)
    assert (second.records, second.articles + second.new_versions, second.duplicates) == (2, 1, 1)
    assert not path.exists()


def test_what_a_broken_landing_left_behind_is_removed_and_never_read(settings: Settings, inbox: Path) -> None:
    left_over = settings.landing_dir / "2026-11-22" / ".20261121T000000Z-aaaaaa.landing"
    left_over.mkdir(parents=True)
    (left_over / "00001-a.jsonl.gz").write_bytes(b"half")
    assert find_waiting(settings) == []
    land_paths(settings, [inbox], now=NOW)
    assert not left_over.exists()


def test_an_unknown_load_is_an_error_that_names_it(settings: Settings) -> None:
    with pytest.raises(HearsayError, match="20200101T000000Z-ffffff"):
        ingest_landed(settings, "20200101T000000Z-ffffff")
