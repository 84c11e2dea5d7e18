"""`hearsay load` without a path: what waited, what could not be read of it, and a warehouse begun anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.ingest.landing import land_paths
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.ledger import read_loads, read_status

TEXT = "Treaty near\n\nThe river minister, Ana Brook, said on Monday that the treaty would be signed in spring.\n"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HEARSAY_ENGINE", "rules")
    monkeypatch.setenv("HEARSAY_WORKERS", "1")
    return load_settings()


def load(*arguments: str) -> str:
    finished = CliRunner().invoke(app, ["load", *arguments])
    assert finished.exit_code == 0, finished.output
    return finished.output


def test_an_unreadable_load_among_others_that_waited_is_reported_and_no_error(
    settings: Settings, tmp_path: Path
) -> None:
    article, scan = tmp_path / "treaty.txt", tmp_path / "scan.pdf"
    article.write_text(TEXT, encoding="utf-8")
    scan.write_bytes(b"%PDF")
    for path in (article, scan):
        land_paths(settings, [path])

    assert "unsupported format" in load()
    assert [entry["status"] for entry in read_loads(settings)] == ["done", "done"]
    assert CliRunner().invoke(app, ["load", str(scan)]).exit_code == 1


@pytest.mark.parametrize("gone", ["raw_path", "ledger_dir"])
def test_a_warehouse_begun_anew_is_filled_from_what_landed(settings: Settings, tmp_path: Path, gone: str) -> None:
    article = tmp_path / "treaty.txt"
    article.write_text(TEXT, encoding="utf-8")
    load(str(article))
    before = read_status(settings)
    settings.raw_path.unlink()
    if gone == "ledger_dir":
        shutil.rmtree(settings.ledger_dir)

    assert [each.file_count for each in find_waiting(settings)] == [1]
    assert "1 records = 1 articles" in load()

    after = read_status(settings)
    assert (after.counts, after.loads) == (before.counts, before.loads)
    assert find_waiting(settings) == []
    assert "Nothing was waiting" in load()


def test_a_warehouse_put_back_from_an_older_copy_gets_what_landed_since(settings: Settings, tmp_path: Path) -> None:
    first, second = tmp_path / "treaty.txt", tmp_path / "later.txt"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text(TEXT.replace("Ana Brook", "Ulla Marsh"), encoding="utf-8")
    load(str(first))
    copy = settings.raw_path.read_bytes()
    load(str(second))
    settings.raw_path.write_bytes(copy)

    assert "1 records = 1 articles" in load()
    assert read_status(settings).counts["articles"] == 2


def test_without_extraction_only_articles_are_loaded_and_the_next_load_extracts_them(
    settings: Settings, tmp_path: Path
) -> None:
    article = tmp_path / "treaty.txt"
    article.write_text(TEXT, encoding="utf-8")
    land_paths(settings, [article])

    assert "1 records = 1 articles" in load("--no-extract")
    assert read_status(settings).unextracted == 1
    assert "Nothing was waiting" in load("--no-extract")
    assert "Extracted 1 statements from 1 articles" in load()
    assert read_status(settings).unextracted == 0
