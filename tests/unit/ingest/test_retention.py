"""Retention: bytes of loaded loads go when they are old, nothing else does, and a replay of them says why not."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.errors import HearsayError
from orchestration.ingest.days import finish_waiting, ingest_days
from orchestration.ingest.landing import find_landing, land_paths
from orchestration.ingest.load import ingest_landed
from orchestration.ingest.manifest import Landing
from orchestration.ingest.retention import list_lost, prune_as_configured, prune_landing
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.loads import finish_load, mirror_load

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
OLD, YOUNG = NOW - timedelta(days=40), NOW - timedelta(days=30)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path / "data", workers=1)


def land(settings: Settings, name: str, at: datetime) -> Landing:
    path = settings.data.parent / f"{name}.jsonl"
    path.write_text(json.dumps({"title": name, "body": f"The text of {name}."}) + "\n", encoding="utf-8")
    return land_paths(settings, [path], now=at)


def paths_of(settings: Settings, landing: Landing) -> list[Path]:
    return [settings.landing_dir / file.landing_path for file in landing.files if file.landing_path]


def test_what_is_loaded_and_old_goes_with_its_bytes_counted_and_its_manifest_stays(settings: Settings) -> None:
    old, young = land(settings, "old", OLD), land(settings, "young", YOUNG)
    for landing in (old, young):
        ingest_landed(settings, landing.load_id)
    size = sum(path.stat().st_size for path in paths_of(settings, old))

    trial = prune_landing(settings, keep_days=30, now=NOW, is_trial=True)
    assert all(path.exists() for path in paths_of(settings, old))
    report = prune_landing(settings, keep_days=30, now=NOW)

    assert (report.load_ids, report.files, report.bytes) == ((old.load_id,), 1, size)
    assert (trial.load_ids, trial.bytes) == (report.load_ids, report.bytes)
    assert not any(path.exists() for path in paths_of(settings, old))
    assert all(path.exists() for path in paths_of(settings, young))
    kept = find_landing(settings, old.load_id)
    assert (kept.pruned_at, kept.files) == (NOW, old.files)
    assert prune_landing(settings, keep_days=30, now=NOW).load_ids == ()
    with connect_raw(settings) as con:
        assert con.execute("SELECT count(*) FROM raw.articles").fetchall() == [(2,)]


def test_a_replay_of_a_pruned_load_says_when_its_files_went_and_where_they_came_from(settings: Settings) -> None:
    landing = land(settings, "old", OLD)
    ingest_landed(settings, landing.load_id)
    prune_landing(settings, keep_days=30, now=NOW)
    settings.raw_path.unlink()  # the warehouse is begun anew

    with pytest.raises(HearsayError, match=r"cannot be replayed: .* pruned on 2026-11-22\..*old\.jsonl"):
        ingest_landed(settings, landing.load_id)


def test_a_warehouse_begun_anew_names_what_it_cannot_replay_and_loads_the_rest(settings: Settings) -> None:
    old, young = land(settings, "old", OLD), land(settings, "young", YOUNG)
    for landing in (old, young):
        ingest_landed(settings, landing.load_id)
    prune_landing(settings, keep_days=30, now=NOW)
    assert list_lost(settings) == []
    settings.raw_path.unlink()
    notes: list[str] = []

    class Noting:
        def begin(self, stage: str, total: int | None, unit: str) -> None: ...

        def update(self, stage: str, done: int, detail: str = "") -> None: ...

        def end(self, stage: str, detail: str = "") -> None: ...

        def note(self, text: str) -> None:
            notes.append(text)

    found, _ = finish_waiting(settings, progress=Noting())

    assert [load.load_id for load in found.loads] == [young.load_id]
    assert any("1 loads are not in this warehouse" in note and old.load_id in note for note in notes)


def test_what_is_not_loaded_to_its_end_stays_and_is_named(settings: Settings) -> None:
    loaded, waiting, failed = (land(settings, name, OLD) for name in ("loaded", "waiting", "failed"))
    for landing in (loaded, failed):
        ingest_landed(settings, landing.load_id)
    with connect_raw(settings) as con:
        finish_load(con, failed.load_id, status="failed", finished_at=OLD)
        mirror_load(con, settings, failed.load_id)

    report = prune_landing(settings, keep_days=30, now=NOW)

    assert report.load_ids == (loaded.load_id,)
    assert set(report.kept_unloaded) == {waiting.load_id, failed.load_id}
    assert "Kept 2 that are not loaded to their end" in report.describe()
    assert [each.articles for each in ingest_days(settings, [OLD.date()]).loads] == [1, 1]
    assert find_waiting(settings) == []


def test_a_ledger_without_its_warehouse_prunes_nothing(settings: Settings) -> None:
    landing = land(settings, "old", OLD)
    ingest_landed(settings, landing.load_id)
    settings.raw_path.unlink()

    report = prune_landing(settings, keep_days=30, now=NOW)

    assert (report.load_ids, report.kept_unloaded) == ((), (landing.load_id,))
    assert all(path.exists() for path in paths_of(settings, landing))


def test_what_an_interrupted_pruning_left_goes_with_the_next(settings: Settings) -> None:
    landing = land(settings, "old", OLD)
    ingest_landed(settings, landing.load_id)
    (path,) = paths_of(settings, landing)
    content = path.read_bytes()
    prune_landing(settings, keep_days=30, now=NOW)
    path.write_bytes(content)  # as a kill after the manifest's mark leaves it
    settings.raw_path.unlink()  # and what is half there is of no use to a warehouse that is begun anew

    report = prune_landing(settings, keep_days=30, now=NOW + timedelta(days=1))

    assert (report.load_ids, report.kept_unloaded) == ((landing.load_id,), ())
    assert not path.exists()
    assert find_landing(settings, landing.load_id).pruned_at == NOW
    assert not settings.raw_path.exists()


def test_a_file_that_was_put_aside_unread_is_never_pruned(settings: Settings) -> None:
    folder = settings.landing_dir / OLD.date().isoformat()
    folder.mkdir(parents=True)
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(b'{"title": "A", "body": "B"}\n'))
    (report,) = ingest_days(settings, [OLD.date()]).loads

    pruned = prune_landing(settings, keep_days=30, now=NOW + timedelta(days=40))

    assert (pruned.load_ids, pruned.files) == ((report.load_id,), 1)
    assert (folder / report.load_id / "unread-notes.pdf").exists()


def test_a_damaged_manifest_keeps_its_files_and_stops_no_other(settings: Settings) -> None:
    damaged, sound = land(settings, "damaged", OLD), land(settings, "sound", OLD)
    for landing in (damaged, sound):
        ingest_landed(settings, landing.load_id)
    (paths_of(settings, damaged)[0].parent / "manifest.json").write_text("{", encoding="utf-8")

    assert prune_landing(settings, keep_days=30, now=NOW).load_ids == (sound.load_id,)
    assert all(path.exists() for path in paths_of(settings, damaged))


def test_a_manifest_that_names_a_file_elsewhere_deletes_nothing_there(settings: Settings) -> None:
    landing = land(settings, "old", OLD)
    ingest_landed(settings, landing.load_id)
    manifest = paths_of(settings, landing)[0].parent / "manifest.json"
    (elsewhere := settings.landing_dir / "precious.jsonl").write_text("{}", encoding="utf-8")
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["files"][0]["landing_path"] = "../landing/precious.jsonl"
    manifest.write_text(json.dumps(content), encoding="utf-8")

    assert prune_landing(settings, keep_days=30, now=NOW).files == 0
    assert elsewhere.exists()


def test_without_a_setting_everything_is_kept(settings: Settings) -> None:
    landing = land(settings, "old", OLD)
    ingest_landed(settings, landing.load_id)
    assert prune_as_configured(settings, now=NOW) is None
    configured = load_settings({"HEARSAY_KEEP_LANDED_DAYS": "30"}, data=settings.data)
    report = prune_as_configured(configured, now=NOW)
    assert report is not None
    assert report.load_ids == (landing.load_id,)


def test_the_command_prunes_and_a_load_does_where_it_is_configured(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARSAY_DATA", str(settings.data))
    first, second = land(settings, "first", OLD), land(settings, "second", OLD)
    for landing in (first, second):
        ingest_landed(settings, landing.load_id)
    unsaid = CliRunner().invoke(app, ["prune"])
    assert unsaid.exit_code == 1
    assert "HEARSAY_KEEP_LANDED_DAYS" in str(unsaid.exception)
    trial = CliRunner().invoke(app, ["prune", "--keep-days", "0", "--trial"])
    assert "Would prune the landed files of 2 loads: 2 files" in trial.output

    monkeypatch.setenv("HEARSAY_KEEP_LANDED_DAYS", "30")
    new = settings.data.parent / "new.jsonl"
    new.write_text('{"title": "New", "body": "The text of what is new."}\n', encoding="utf-8")
    loaded = CliRunner().invoke(app, ["load", str(new), "--no-extract"])

    assert loaded.exit_code == 0, loaded.output
    assert "Pruned the landed files of 2 loads: 2 files" in loaded.output
    today = settings.landing_dir / date.today().isoformat()
    assert any(today.glob("*/*new.jsonl.gz"))
