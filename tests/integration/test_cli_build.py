"""`hearsay build`, with the real dbt: what passes is published, and what fails leaves the last good build in place."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from orchestration.assets.published import read_build_id
from orchestration.build import BuildFailedError, build, publish_if_tested
from orchestration.cli import app
from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_builds, read_status
from orchestration.warehouse.query import query_published
from tests.integration.progress_told import Told, run_behind

RECORDS = [
    {
        "url": f"https://gazette.example/{number}",
        "outlet": "The Gazette",
        "outlet_domain": "gazette.example",
        "title": f"Treaty {number} near",
        "body": "The river minister, Ana Brook, said on Monday that the treaty would be signed in spring.",
        "published_on": "2026-01-02",
    }
    for number in (1, 2)
]
CHANGED = {
    **RECORDS[0],
    "body": RECORDS[0]["body"].replace("in spring", "in summer") + "\n\nCorrected on Saturday.",
    "modified_at": "2026-01-03T10:00:00Z",
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    return load_settings(workers=1)


def test_a_build_is_published_where_its_tests_pass_and_not_where_one_fails(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in [*RECORDS, CHANGED]), encoding="utf-8")
    load_paths(settings, [path])
    result = CliRunner().invoke(app, ["build"])
    assert result.exit_code == 0, result.output
    assert "Published build" in result.output
    status = read_status(settings)
    assert status.published_build is not None
    assert status.published_at is not None
    assert query_published(settings, "SELECT build_id FROM rpt_build").rows == [(status.published_build,)]
    speakers = query_published(settings, "SELECT DISTINCT speaker_name FROM fct_statements WHERE field = 'body'").rows
    assert speakers == [("Ana Brook",)]
    _exports_hold_what_is_published(settings, tmp_path)
    _versions_show_what_changed()

    with connect_raw(settings) as con:  # no writer of ours would: the same statements twice
        con.execute("INSERT INTO raw.statements SELECT * FROM raw.statements")
    with pytest.raises(BuildFailedError, match="the last good build stays"):
        build(settings)
    after = read_status(settings)
    assert (after.published_build, after.published_at) == (status.published_build, status.published_at)
    assert [entry["status"] for entry in read_builds(settings)] == ["published", "failed"]
    assert any("statement" in failure for failure in read_builds(settings)[-1]["failures"])


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (None, "dbt left no results"),
        ("{half", "dbt left no results"),
        ({"results": []}, "nothing to build"),
        (
            {"results": [{"unique_id": "test.hearsay.grain", "status": "fail", "message": "Got 2"}]},
            "test.hearsay.grain: fail",
        ),
        (
            {"results": [{"unique_id": "model.hearsay.facts", "status": "error", "message": "x"}]},
            "model.hearsay.facts: error",
        ),
    ],
)
def test_nothing_is_published_without_results_that_are_all_good(
    settings: Settings, tmp_path: Path, results: object, said: str
) -> None:
    path = tmp_path / "run_results.json"
    if results is not None:
        path.write_text(results if isinstance(results, str) else json.dumps(results), encoding="utf-8")
    with pytest.raises(BuildFailedError, match=said):
        publish_if_tested(settings, "20261122T000001Z-aaaaaa", path)
    assert not settings.current_path.exists()
    assert [entry["status"] for entry in read_builds(settings)] == ["failed"]


def test_what_dbt_said_is_told_where_it_left_no_results(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BuildFailedError, match="Parsing Error in model"):
        publish_if_tested(settings, "b", tmp_path / "absent.json", messages=["Parsing Error in model"])


@pytest.mark.parametrize(
    ("status", "messages", "said"),
    [("success", ["dbt ended with code 1"], "ended with code 1"), ("skipped", [], "model.hearsay.facts: skipped")],
    ids=["dbt was interrupted, and left the results of what it had come to", "not all of it was built"],
)
def test_part_of_a_build_is_not_published(
    settings: Settings, tmp_path: Path, status: str, messages: list[str], said: str
) -> None:
    path = tmp_path / "run_results.json"
    path.write_text(json.dumps({"results": [{"unique_id": "model.hearsay.facts", "status": status}]}), encoding="utf-8")
    make_publishable(settings)

    with pytest.raises(BuildFailedError, match=said):
        publish_if_tested(settings, "20261122T000001Z-aaaaaa", path, messages=messages)

    assert not settings.current_path.exists()


def test_a_build_that_waited_is_named_by_when_it_began(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []

    def stop(_: Settings, build_id: str, *__: object, **___: object) -> list[str]:
        named.append(build_id)
        return ["far enough"]

    def begin(told: Told) -> None:
        with pytest.raises(BuildFailedError, match="far enough"):
            build(settings, progress=told)

    monkeypatch.setattr("orchestration.build._run_dbt", stop)
    before = run_behind(settings, "erase", begin)

    assert [build_id[:16] >= before[:16] for build_id in named] == [True]


def make_publishable(settings: Settings) -> None:
    """A marts file with all that publishing reads of it."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute("CREATE SCHEMA changes; CREATE SCHEMA reporting")
        con.execute(
            "CREATE TABLE changes.builds (build_id VARCHAR, model_name VARCHAR, is_list BOOLEAN,"
            " whole_because VARCHAR, deleted_count BIGINT, inserted_count BIGINT)"
        )
        con.execute("CREATE TABLE reporting.rpt_build AS SELECT 'b' AS build_id")


def test_marts_of_a_build_that_did_not_come_far_hold_none(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    assert read_build_id(settings.marts_path) is None
    duckdb.connect(str(settings.marts_path)).close()
    assert read_build_id(settings.marts_path) is None

    make_publishable(settings)

    assert read_build_id(settings.marts_path) == "b"


def _versions_show_what_changed() -> None:
    listed = CliRunner().invoke(app, ["versions"])
    assert "2 versions  https://gazette.example/1  Treaty 1 near" in listed.output
    assert "1 articles have more than one version" in listed.output
    shown = CliRunner().invoke(app, ["versions", "http://www.gazette.example/1?utm_source=feed"]).output
    assert "Version 2" in shown
    assert "changed 2026-01-03 10:00 UTC: 19 words, current" in shown
    assert "said on Monday that the treaty would be signed in [-spring.-]{+summer.+}" in shown
    assert "{+Corrected on Saturday.+}" in shown
    assert "2 paragraphs differ, 1 are the same" in shown
    unknown = CliRunner().invoke(app, ["versions", "https://gazette.example/9"])
    assert unknown.exit_code == 1
    assert "is no article of the published build" in str(unknown.exception)


def _exports_hold_what_is_published(settings: Settings, tmp_path: Path) -> None:
    statements = query_published(settings, "SELECT count(*) FROM fct_statements").rows[0][0]
    for form in ("parquet", "csv", "jsonld"):
        result = CliRunner().invoke(app, ["export", str(tmp_path / form), "--format", form])
        assert result.exit_code == 0, result.output
    assert pq.read_table(tmp_path / "parquet" / "fct_statements.parquet").num_rows == statements
    with (tmp_path / "csv" / "fct_statements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == statements
    assert json.loads(rows[0]["content_spans"]), "a list is JSON in its cell"
    quotations = (tmp_path / "jsonld" / "quotations.jsonld").read_text(encoding="utf-8").splitlines()
    first = next(q for q in map(json.loads, quotations) if q["text"].startswith("that the treaty"))
    assert first["@type"] == "Quotation"
    assert [each["name"] for each in first["spokenByCharacter"]] == ["Ana Brook"]
    assert first["dateCreated"] == "2025-12-29"
    assert first["isPartOf"]["url"].startswith("https://gazette.example/")
    assert not list(tmp_path.rglob("*.part"))
