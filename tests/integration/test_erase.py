"""Erasure over the real sample: no row, no landed byte and no way back; the counts add up, and a tombstone stays."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from orchestration import correcting
from orchestration import erase as erasing
from orchestration.cli import app
from orchestration.erase import ErasureReport, plan_erasure
from orchestration.errors import HearsayError
from orchestration.ingest.load import ingest_landed, load_paths
from orchestration.ingest.manifest import read_manifest
from orchestration.settings import CHECKOUT, Settings, load_settings
from orchestration.warehouse import erasure_files
from orchestration.warehouse.connection import CONFIG, connect_raw
from orchestration.warehouse.ledger import COUNTS, predates_erasure, read_erasures, read_load, read_status
from orchestration.warehouse.subject_hash import hash_subject
from tests.integration.progress_told import Told, run_behind
from tests.integration.sample_copies import ask, copy_of, loaded_copy, prepare
from tests.integration.test_corrections import make, pick_pair

pytestmark = pytest.mark.xdist_group("corrections")

ARTICLE = "https://volgabulletin.example/2026/10/15/ninety-million-claim"
PAGE = "https://savannaherald.example/2026/09/28/kiprugut-interest-rate"
# Speaks in that article and in this one, and is named nowhere else.
SPEAKER, OTHER = "Stanislav Okunevich", "https://volgabulletin.example/2026/10/28/no-document"
# Words that only that article has.
WORDS = ("arithmetic from Samara", "It is called energy, but it is money", "ninety-million-claim")
SAMPLE = CHECKOUT / "data" / "sample"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Settings:
    settings = loaded_copy(sample_build, tmp_path_factory.mktemp("erasing") / "sample")
    # Uncompressed, so that text can be looked for in the file's bytes, before and after.
    settings.raw_path.unlink()
    with duckdb.connect(":memory:", config=CONFIG | {"force_compression": "uncompressed"}) as con:
        con.execute(f"ATTACH '{sample_build / 'raw.duckdb'}' AS built (READ_ONLY)")
        con.execute(f"ATTACH '{settings.raw_path}' AS plain")
        con.execute("COPY FROM DATABASE built TO plain")
        con.execute("CHECKPOINT plain")
    return settings


@pytest.fixture
def settings(sample: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setitem(CONFIG, "force_compression", "uncompressed")
    return copy_of(sample, tmp_path / "data")


def erase(settings: Settings, subject: str) -> ErasureReport:
    return erasing.erase(settings, subject, by="Ines Adler", reason="Asked for on 12 November.", ground="takedown")


def find_bytes(folder: Path, words: str) -> list[str]:
    """The files below a folder, unpacked, that have these words anywhere in their bytes or name."""
    found = []
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = path.read_bytes()
        data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        if words.encode() in data or words in path.name:
            found.append(str(path.relative_to(folder)))
    return found


def find_rows(settings: Settings, words: str) -> list[str]:
    """The tables of the raw file with a row that has these words in any column."""
    with connect_raw(settings) as con:
        tables = con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'raw' AND database_name = 'warehouse'"
        ).fetchall()
        query = "SELECT 1 FROM raw.{0} AS t WHERE contains(t::VARCHAR, ?) LIMIT 1"
        return [table for (table,) in tables if con.execute(query.format(table), [words]).fetchall()]


def add_up(counts: dict[str, Any]) -> bool:
    return bool(
        counts["records"]
        == sum(counts[name] for name in ("articles", "new_versions", "duplicates", "rejects", "erased"))
    )


def test_no_row_and_no_byte_is_left(settings: Settings) -> None:
    for words in WORDS:
        assert "raw.duckdb" in find_bytes(settings.data, words), "the search finds what is there"
        assert len(find_bytes(settings.data / "landing", words)) == 1
    others = ask(settings, "SELECT count(*) FROM raw.articles WHERE article_id <> ?", ARTICLE)
    report = erase(settings, ARTICLE)

    for words in WORDS:
        assert find_rows(settings, words) == []
        assert find_bytes(settings.data, words) == []
    assert find_rows(settings, ARTICLE) == []
    assert ask(settings, "SELECT count(*) FROM raw.articles") == others
    assert (report.articles, report.statements, report.landing.records, report.landing.lost) == (1, 10, 1, 0)
    for table in ("claim_members", "claim_fingerprints", "claim_outlines"):
        orphans = f"SELECT count(*) FROM raw.{table} ANTI JOIN raw.statements USING (statement_id)"
        assert ask(settings, orphans) == [(0,)]
    prepare(settings)
    assert find_bytes(settings.data, WORDS[0]) == [], "the next build concludes nothing of it"


def test_the_counts_add_up_and_a_tombstone_stays(settings: Settings) -> None:
    before = read_status(settings)
    report = erase(settings, ARTICLE)
    after = read_status(settings)

    assert add_up(after.counts)
    assert (after.counts["erased"], after.counts["articles"]) == (1, before.counts["articles"] - 1)
    assert after.counts["statements"] == before.counts["statements"] - 10
    assert after.unextracted == 0
    ((load_id,),) = ask(settings, "SELECT load_id FROM raw.loads")
    entry = read_load(settings, load_id)
    row = ask(settings, f"SELECT {', '.join(COUNTS.values())} FROM raw.loads")[0]
    assert entry is not None
    assert tuple(entry[column] for column in COUNTS.values()) == row
    query = """SELECT tombstone_id, kind, subject_hash, ground, erased_by, reason, article_count, record_count,
               statement_count FROM raw.tombstones"""
    assert ask(settings, query) == [
        (report.tombstone_id, "article", hash_subject(ARTICLE), "takedown", "Ines Adler",
         "Asked for on 12 November.", 1, 1, 10)
    ]  # fmt: skip


def test_the_manifest_says_what_the_landed_files_hold(settings: Settings) -> None:
    erase(settings, ARTICLE)
    erase(settings, PAGE)

    (path,) = settings.landing_dir.glob("*/*/manifest.json")
    landing = read_manifest(path)
    for file in landing.files:
        if file.landing_path is not None:
            data = gzip.decompress((settings.landing_dir / file.landing_path).read_bytes())
            assert len(data) == file.size_bytes
    (gone,) = [file for file in landing.files if file.landing_path is None]
    assert (gone.problem_code, gone.source_path, gone.sha256, gone.origin) == ("erased", "erased", None, None)
    listed = {file.landing_path for file in landing.files if file.landing_path}
    lying = {str(each.relative_to(settings.landing_dir)) for each in path.parent.iterdir()} - {
        str(path.relative_to(settings.landing_dir))
    }
    assert lying == listed
    assert find_bytes(settings.data, "kiprugut-interest-rate") == [], "the page's file name said what it was"


def test_the_same_record_does_not_come_back(settings: Settings) -> None:
    for subject in (ARTICLE, PAGE):
        erase(settings, subject)
    report = load_paths(settings, [SAMPLE], extract=False).ingest

    assert (report.articles, report.new_versions) == (0, 0)
    refused = ask(settings, "SELECT reason, excerpt FROM raw.rejects WHERE reason_code = 'erased' AND load_id = ?",
                  report.load_id)  # fmt: skip
    assert len(refused) == 2
    assert {excerpt for _, excerpt in refused} == {""}
    assert find_bytes(settings.landing_dir, WORDS[0]) == [], "what came again lies nowhere"
    assert find_rows(settings, WORDS[0]) == []
    assert add_up(read_status(settings).counts)


def test_a_replay_of_the_landing_zone_does_not_bring_it_back(settings: Settings, tmp_path: Path) -> None:
    for subject in (ARTICLE, PAGE):
        erase(settings, subject)
    again = load_settings(data=tmp_path / "again", workers=1)
    again.data.mkdir()
    settings.landing_dir.rename(again.landing_dir)
    (waiting,) = again.landing_dir.glob("*/*/manifest.json")
    report = ingest_landed(again, waiting.parent.name)

    counts = read_status(again).counts
    assert report.records == 82
    assert add_up(counts)
    assert (counts["articles"], counts["rejects"]) == (77, 3)
    assert ask(again, "SELECT count(*) FROM raw.rejects WHERE reason_code = 'erased'") == [(2,)]
    assert find_rows(again, WORDS[0]) == []


def test_a_speaker_goes_with_every_article_that_quotes_it(settings: Settings) -> None:
    query = "SELECT DISTINCT speaker_id FROM raw.speaker_members WHERE speaker_name = ?"
    ((speaker_id,),) = ask(settings, query, SPEAKER)
    plan = plan_erasure(settings, speaker_id)
    assert {each.article_id for each in plan.articles} == {ARTICLE, OTHER}
    report = erase(settings, speaker_id)

    assert find_bytes(settings.data, "Okunevich") == []
    assert find_rows(settings, "okunevich") == [], "the name made comparable goes as well"
    subjects = {("speaker", speaker_id), ("article", ARTICLE), ("article", OTHER)}
    assert set(ask(settings, "SELECT kind, subject_hash FROM raw.tombstones")) == {
        (kind, hash_subject(subject)) for kind, subject in subjects
    }
    assert (report.articles, report.landing.records) == (2, 2)
    with pytest.raises(HearsayError, match="no article and no named speaker"):
        plan_erasure(settings, speaker_id)


def test_a_speaker_that_was_merged_goes_with_the_articles_of_both(settings: Settings) -> None:
    stays, goes = pick_pair(settings, "merge_speakers")
    articles = "SELECT DISTINCT article_id FROM raw.speaker_members WHERE speaker_id IN (?, ?)"
    both = {article for (article,) in ask(settings, articles, stays, goes)}
    correcting.correct(settings, make("merge_speakers", subject_id=stays, other_subject_id=goes))
    prepare(settings)

    for each in (stays, goes):
        plan = plan_erasure(settings, each)
        assert {article.article_id for article in plan.articles} == both
        assert plan.subject_id == stays
        assert {stays, goes} <= set(plan.speaker_ids)


def test_what_tells_a_namesake_apart_goes_with_that_person(settings: Settings) -> None:
    query = "SELECT DISTINCT speaker_id FROM raw.speaker_members WHERE speaker_name = ?"
    ((speaker_id,),) = ask(settings, query, SPEAKER)
    dentist = {"subject_id": speaker_id, "speaker_name": f"{SPEAKER} · the dentist", "speaker_kind": "person"}
    correcting.tell_apart(settings, make("namesake", **dentist), ["volgabulletin.example"])
    prepare(settings)
    ((marked,),) = ask(settings, query, dentist["speaker_name"])
    erase(settings, marked)

    assert find_rows(settings, "the dentist") == []
    assert ask(settings, "SELECT count(*) FROM raw.corrections") == [(0,)]


def test_corrections_and_reports_about_it_go_too(settings: Settings) -> None:
    query = "SELECT min(statement_id) FROM raw.statements WHERE article_id = ?"
    ((statement_id,),) = ask(settings, query, ARTICLE)
    kept = correcting.correct(settings, make("said_on", said_on="2026"), statement_id=statement_id)
    correcting.undo(settings, kept.correction_id, by="Jo", reason="No.")
    waiting = settings.reports_dir / "waiting"
    waiting.mkdir(parents=True)
    (waiting / "r20261129T061500-aaaaaa.json").write_text(json.dumps({"anchor": {"article_id": ARTICLE}}))
    (waiting / "r20261129T061500-bbbbbb.json").write_text(json.dumps({"anchor": {"article_id": PAGE}}))
    assert plan_erasure(settings, ARTICLE).reports == 2, "the report, and what was decided on it"
    erase(settings, ARTICLE)

    assert ask(settings, "SELECT count(*) FROM raw.corrections") == [(0,)]
    assert ask(settings, "SELECT count(*) FROM raw.correction_undoings") == [(0,)]
    assert [path.name for path in waiting.iterdir()] == ["r20261129T061500-bbbbbb.json"]


def test_an_erasure_killed_before_its_bytes_went_is_finished_by_the_next_writer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_: Settings) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasure_files, "_rewrite_raw", killed)
        with pytest.raises(KeyboardInterrupt):
            erase(settings, ARTICLE)
    assert [entry["status"] for entry in read_erasures(settings)] == ["begun"]
    assert find_rows(settings, WORDS[0]) == []
    assert find_bytes(settings.data, WORDS[0]) == ["raw.duckdb"], "a deleted row is still in the file's bytes"
    settings.marts_path.write_bytes(WORDS[0].encode())
    prepare(settings)

    assert [entry["status"] for entry in read_erasures(settings)] == ["done"]
    assert find_bytes(settings.data, WORDS[0]) == []


def test_the_command_shows_asks_and_says_what_went(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARSAY_DATA", str(settings.data))
    runner = CliRunner()
    shown = runner.invoke(app, ["erase", ARTICLE, "--dry-run"])
    assert "1 articles, 10 statements, 1 landed records" in shown.output
    assert "Kazakhstan to pay Dushanbe" in shown.output
    asked = runner.invoke(app, ["erase", ARTICLE, "--why", "Asked for."], input="n\n")
    assert "Erase it?" in asked.output
    assert ask(settings, "SELECT count(*) FROM raw.tombstones") == [(0,)]
    done = runner.invoke(app, ["erase", ARTICLE, "--why", "Asked for.", "--yes"])
    assert re.search(r"Erased 1 articles and 10 statements; 1 landed records, 0 .* Tombstone t\d{8}T", done.output)
    assert "1 erased" in runner.invoke(app, ["status"]).output
    with pytest.raises(HearsayError, match="is erased already"):
        plan_erasure(settings, ARTICLE)


def test_a_build_that_an_erasure_waited_for_may_hold_what_goes(tmp_path: Path) -> None:
    settings = load_settings({}, data=tmp_path / "data")
    record = tmp_path / "one.jsonl"
    record.write_text(json.dumps({"url": ARTICLE, "title": "Ninety million", "body": "A claim."}), encoding="utf-8")
    load_paths(settings, [record], extract=False)

    def begin(told: Told) -> None:
        erasing.erase(settings, ARTICLE, by="Ines Adler", reason="Asked for.", ground="takedown", progress=told)

    build_id = run_behind(settings, "build", begin)

    assert predates_erasure(settings, build_id)
