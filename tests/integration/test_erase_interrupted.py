"""An erasure that is killed once its rows are deleted: whoever writes next does all that is left of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestration import correcting
from orchestration.corrections.correction import CorrectionError
from orchestration.erase import erase, plan_erasure
from orchestration.errors import HearsayError
from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse import erasure_files
from orchestration.warehouse.connection import CONFIG
from orchestration.warehouse.ledger import read_erasures, read_loads
from tests.integration.sample_copies import ask, prepare
from tests.integration.test_corrections import make
from tests.integration.test_erase import find_bytes, find_rows

ADDRESS = "https://gazette.example/treaty"
BODY = 'The river minister, Ana Brookside, said on Monday: "The treaty is signed before the end of the year."'
OTHER = 'The mayor, Ben Lake, said on Monday: "No road is built before the end of the year."'


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two articles, who is who in them, and a reader's report about the first, with its words."""
    monkeypatch.setitem(CONFIG, "force_compression", "uncompressed")
    settings = load_settings(data=tmp_path / "data", workers=1, engine="rules")
    load(settings, {"url": ADDRESS, "title": "Treaty", "body": BODY})
    load(settings, {"url": "https://gazette.example/road", "title": "Road", "body": OTHER})
    prepare(settings)
    waiting = settings.reports_dir / "waiting"
    waiting.mkdir(parents=True, exist_ok=True)
    anchor = {"article_id": ADDRESS, "text": "Ana Brookside"}
    (waiting / "r20261129T061500-aaaaaa.json").write_text(json.dumps({"anchor": anchor}), encoding="utf-8")
    assert "speaker_aliases" in find_rows(settings, "brookside")
    return settings


def load(settings: Settings, record: dict[str, Any]) -> None:
    path = settings.data.parent / f"{record['title']}.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    load_paths(settings, [path])


def load_another(settings: Settings) -> None:
    load(settings, {"url": "https://gazette.example/dam", "title": "Dam", "body": OTHER})


def correct_something(settings: Settings) -> None:
    with pytest.raises(CorrectionError):
        correcting.correct(settings, make("said_on", said_on="2026"), statement_id="none")


def ask_again(settings: Settings) -> None:
    with pytest.raises(HearsayError, match="is erased already"):
        plan_erasure(settings, ADDRESS)


@pytest.mark.parametrize(
    ("step", "write"),
    [
        ("conclude", prepare),
        ("conclude", load_another),
        ("forget_names", correct_something),
        ("find_reports_about", ask_again),
        ("_rewrite_raw", load_another),
    ],
)
def test_whoever_writes_next_finishes_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, step: str, write: Callable[[Settings], None]
) -> None:
    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasure_files, step, killed)
        with pytest.raises(KeyboardInterrupt):
            erase(settings, ADDRESS, by="Ines Adler", reason="Asked for.", ground="takedown")
    (begun,) = read_erasures(settings)
    assert begun["status"] == "begun"
    assert "gazette" not in json.dumps(begun), "no word of what it was"
    assert ask(settings, "SELECT count(*) FROM raw.articles WHERE article_id = ?", ADDRESS) == [(0,)]
    write(settings)

    assert [(entry["status"], "remains" in entry) for entry in read_erasures(settings)] == [("done", False)]
    for words in ("Brookside", "brookside", "gazette.example/treaty"):
        assert find_rows(settings, words) == []
        assert find_bytes(settings.data, words) == []
    assert list(settings.reports_dir.glob("*/r*.json")) == []
    # In no order: two loads may be of one second. The one whose only record is erased has lost its name too.
    erased = {Path(entry["source"]).stem: entry["erased_count"] for entry in read_loads(settings)}
    assert erased.pop("Road") == 0
    assert sum(erased.values()) == 1
