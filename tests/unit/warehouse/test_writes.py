"""Batches in raw.duckdb: what is an article, a new version or a duplicate; counts; statements replaced whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from orchestration.extraction.schema import ARTICLE_SCHEMA, STATEMENT
from orchestration.settings import Settings
from orchestration.warehouse import ledger
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.inferred import (
    FROM_ARTICLE,
    FROM_RESULT,
    Pending,
    count_pending,
    read_pending,
    write_results,
)
from orchestration.warehouse.loads import finish_load, mirror_load, read_load_row, reconcile_loads
from orchestration.warehouse.raw_schema import STATEMENTS
from orchestration.warehouse.repairs import REPAIRS
from orchestration.warehouse.writes import LoadKey, read_committed_positions, read_reject_examples, read_reject_ids
from tests.unit.warehouse.warehouse_rows import LOAD, NOW, make_article, make_reject, make_results, write

# What is counted again from the records of a load.
COUNTED = ("record", "article", "new_version", "duplicate", "reject", "erased", "undated", "extracted")


def outcomes(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute("SELECT outcome FROM raw.load_records ORDER BY record_number").fetchall()]


def test_one_batch_tells_articles_versions_and_duplicates_apart(con: duckdb.DuckDBPyConnection) -> None:
    pairs = [("a", "1"), ("a", "1"), ("a", "2"), ("b", "1"), ("a", "2")]
    added = write(con, [make_article(*pair, number) for number, pair in enumerate(pairs, start=1)], [make_reject(6)])
    assert outcomes(con) == ["article", "duplicate", "new_version", "article", "duplicate", "reject"]
    assert con.execute("SELECT count(*) FROM raw.articles").fetchall() == [(3,)]
    assert added["record_count"] == 6


def test_a_later_batch_knows_the_earlier_ones(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 1), make_article("b", "1", 2)])
    write(con, [make_article("a", "1", 3), make_article("b", "2", 4), make_article("c", "1", 5)])
    assert outcomes(con) == ["article", "article", "duplicate", "new_version", "article"]


def test_counts_of_a_load_add_up_over_its_batches(con: duckdb.DuckDBPyConnection) -> None:
    undated = make_article("a", "1", 1, published_on=None, language="fr")
    write(con, [undated, make_article("b", "1", 2, published_on=date(2026, 3, 4))], [make_reject(3)])
    again = make_article("b", "1", 6, published_on=date(2027, 1, 1), language="fr")
    write(con, [make_article("a", "1", 4, published_on=None), make_article("c", "1", 5), again])
    row = read_load_row(con, LOAD.load_id)
    counts = {key: row[column] for key, column in ledger.COUNTS.items()}
    assert counts == {
        "records": 6,
        "articles": 3,
        "new_versions": 0,
        "duplicates": 2,
        "rejects": 1,
        "undated": 1,
        "unsupported_language": 1,
        "erased": 0,
        "statements": 0,
    }
    assert row["newest_published_on"] == date(2026, 3, 4)
    assert row["ingest_seconds"] == 1.0


def test_a_batch_that_fails_leaves_nothing(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 1)])
    with pytest.raises(duckdb.Error):
        write(con, [make_article("b", "1", 2), make_article("c", "1", 3, extra="{not json")])
    assert con.execute("SELECT article_id FROM raw.articles").fetchall() == [("a",)]
    assert read_load_row(con, LOAD.load_id)["record_count"] == 1
    write(con, [make_article("b", "1", 2)])
    assert outcomes(con) == ["article", "article"]


def test_text_is_stored_to_the_character(con: duckdb.DuckDBPyConnection) -> None:
    body = "“Quote” \x00 \r\n 🌉\xa0\u2028 end"
    write(con, [make_article("a", "1", 1, body=body, extra='{"a": [1, "x"]}')])
    assert con.execute("SELECT body, extra->>'a' FROM raw.articles").fetchall() == [(body, '[1,"x"]')]


def test_committed_positions_are_the_last_of_each_file(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 3), make_article("b", "1", 9, landing_path="other")], [make_reject(7)])
    assert read_committed_positions(con, LOAD.load_id) == {"2026-11-22/x/00001-a.jsonl.gz": 3, "other": 9, "x": 7}
    assert read_committed_positions(con, "another") == {}
    assert read_reject_ids(con, LOAD.load_id) == {"r7"}
    assert read_reject_ids(con, "another") == frozenset()


def test_the_first_rejects_are_shown_in_the_order_of_their_places(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [], [make_reject(9), make_reject(2), make_reject(0)])
    assert read_reject_examples(con, LOAD.load_id, 2) == ["x: x", "x, record 2: x"]


def test_reconciling_counts_an_interrupted_load_again_and_mends_the_ledger(
    con: duckdb.DuckDBPyConnection, settings: Settings
) -> None:
    texts = [("a", "1"), ("a", "1"), ("a", "2"), ("a", "3"), ("b", "1"), ("b", "1"), ("b", "1")]
    undated = [make_article(*text, number, published_on=None) for number, text in enumerate(texts, start=1)]
    write(con, undated, [make_reject(8)])
    write_results(con, make_results("v1", {("b", "1"): 0}), at=NOW, seconds=1.0)
    before = read_load_row(con, LOAD.load_id)
    assert [before[f"{name}_count"] for name in COUNTED] == [8, 2, 2, 3, 1, 0, 4, 1]
    lost = ", ".join(f"{name}_count = 77" for name in COUNTED)
    con.execute(f"UPDATE raw.loads SET {lost}")  # as a lost update would leave it
    ledger.write_load(settings, {"load_id": "20200101T000000Z-gone00", "record_count": 5})
    assert reconcile_loads(con, settings) == [LOAD.load_id]
    row = read_load_row(con, LOAD.load_id)
    assert row == before | {"status": "failed"}
    assert [entry["load_id"] for entry in ledger.read_loads(settings)] == [LOAD.load_id]
    assert ledger.read_status(settings).counts["records"] == 8
    assert reconcile_loads(con, settings) == []
    con.execute("UPDATE raw.load_records SET outcome = 'erased' WHERE article_id = 'b'")
    con.execute("UPDATE raw.loads SET status = 'running'")
    reconcile_loads(con, settings)
    row = read_load_row(con, LOAD.load_id)
    assert [row[f"{name}_count"] for name in COUNTED] == [8, 1, 2, 1, 1, 3, 3, 1]


def test_counting_a_load_again_leaves_others_as_they_are(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    earlier = LoadKey("20261121T061500Z-bbbbbb", date(2026, 11, 21))
    write(con, [make_article("a", "1", 1), make_article("a", "2", 2)], [make_reject(3)], earlier)
    write(con, [make_article("b", "1", 1, published_on=date(2026, 3, 4))])
    write_results(con, make_results("v1", {("a", "1"): 1}), at=NOW, seconds=1.0)
    finish_load(con, earlier.load_id, status="done", finished_at=NOW)
    kept = read_load_row(con, earlier.load_id)

    assert reconcile_loads(con, settings) == [LOAD.load_id]
    assert read_load_row(con, earlier.load_id) == kept
    assert kept["newest_published_on"] == date(2026, 1, 2)
    assert [kept[f"{name}_count"] for name in COUNTED] == [3, 1, 1, 0, 1, 0, 0, 1]
    row = read_load_row(con, LOAD.load_id)
    assert [row[f"{name}_count"] for name in COUNTED] == [1, 1, 0, 0, 0, 0, 0, 0]


def test_rejects_that_an_older_release_gave_one_id_are_told_apart_once(settings: Settings) -> None:
    found = "SELECT count(*), count(DISTINCT reject_id), bool_or(reject_id = 'r2') FROM raw.rejects"
    with connect_raw(settings) as con:
        write(con, [], [make_reject(1), make_reject(1) | {"landing_path": "y"}, make_reject(2)])
        con.execute("DROP TABLE raw.repairs")  # as a release without repairs left it
    with connect_raw(settings) as con:
        assert con.execute(found).fetchall() == [(3, 3, True)]
        assert con.execute("SELECT repair FROM raw.repairs").fetchall() == [(name,) for name in REPAIRS]
        write(con, [], [make_reject(2)])
    with connect_raw(settings) as con:
        assert con.execute(found).fetchall() == [(4, 3, True)], "what is repaired is not looked through again"
        assert con.execute("SELECT count(*) FROM raw.repairs").fetchall() == [(len(REPAIRS),)]


def test_a_repair_that_is_interrupted_is_made_at_the_next_opening(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect_raw(settings) as con:
        write(con, [], [make_reject(1), make_reject(1)])
        con.execute("DELETE FROM raw.repairs")
    with monkeypatch.context() as patched:
        patched.setitem(REPAIRS, "rejects_told_apart", f"{REPAIRS['rejects_told_apart']}; SELECT error('stopped')")
        with pytest.raises(duckdb.Error, match="stopped"), connect_raw(settings):
            pass
    with connect_raw(settings) as con:
        assert con.execute("SELECT count(DISTINCT reject_id) FROM raw.rejects").fetchall() == [(2,)]


def test_a_warehouse_of_an_older_release_gets_its_new_columns_and_counts(settings: Settings) -> None:
    with connect_raw(settings) as con:
        write(con, [make_article("a", "1", 1), make_article("b", "1", 2)])
        write_results(con, make_results("v1", {("a", "1"): 2}), at=NOW, seconds=1.0)
        con.execute("ALTER TABLE raw.loads DROP COLUMN extracted_count")
    with connect_raw(settings) as con:
        reconcile_loads(con, settings)
        assert read_load_row(con, LOAD.load_id)["extracted_count"] == 1
    assert ledger.read_status(settings).unextracted == 1


def test_a_ledger_file_that_is_late_or_broken_is_written_again(
    con: duckdb.DuckDBPyConnection, settings: Settings
) -> None:
    write(con, [make_article("a", "1", 1)])
    finish_load(con, LOAD.load_id, status="done", finished_at=NOW)
    mirror_load(con, settings, LOAD.load_id)
    con.execute("UPDATE raw.loads SET extracted_count = 1")  # a process that was killed before it told so
    reconcile_loads(con, settings)
    assert ledger.read_status(settings).unextracted == 0
    ledger.load_path(settings, LOAD.load_id).write_text("{half", encoding="utf-8")
    assert ledger.read_status(settings).loads == 0
    reconcile_loads(con, settings)
    assert ledger.read_status(settings).counts["articles"] == 1


def pending(
    con: duckdb.DuckDBPyConnection, version: str, load_on: date | None = None, engine: str = "test"
) -> list[tuple[Any, ...]]:
    wanted = Pending(version, engine, load_on)
    batches = list(read_pending(con, wanted, ARTICLE_SCHEMA, 100))
    found = [(row["article_id"], row["article_version"]) for batch in batches for row in batch.to_pylist()]
    assert count_pending(con, wanted) == len(found)
    return found


def test_pending_are_the_articles_that_this_extractor_has_not_read(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("b", "1", 1), make_article("a", "2", 2), make_article("a", "1", 3)])
    assert pending(con, "v1") == [("b", "1"), ("a", "2"), ("a", "1")]
    write_results(con, make_results("v1", {("a", "1"): 2}), at=NOW, seconds=1.0)
    assert pending(con, "v1") == [("b", "1"), ("a", "2")]
    assert len(pending(con, "v2")) == 3
    assert pending(con, "v1", date(2000, 1, 1)) == []


def test_pending_is_everything_again_when_the_engine_is_another(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 1)])
    write_results(con, make_results("v1", {("a", "1"): 2}), at=NOW, seconds=1.0)
    assert pending(con, "v1") == []
    assert pending(con, "v1", engine="rules") == [("a", "1")]


def test_pending_articles_come_by_pages_as_they_lie_and_in_the_extractors_schema(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.warehouse.inferred.PAGE_ARTICLES", 4)
    names = "gfedcba"
    write(con, [make_article(name, "1", number) for number, name in enumerate(names, start=1)])
    batches = read_pending(con, Pending("v1", "test"), ARTICLE_SCHEMA, 2)
    found = []
    for batch in batches:  # what is written meanwhile is not read again
        found.append(batch.column("article_id").to_pylist())
        write_results(con, make_results("v1", {(name, "1"): 1 for name in found[-1]}), at=NOW, seconds=1.0)
        assert batch.schema.equals(ARTICLE_SCHEMA)
    assert found == [["g", "f"], ["e", "d"], ["c", "b"], ["a"]]
    assert count_pending(con, Pending("v1", "test")) == 0


def test_a_newer_extractor_replaces_what_the_older_one_said(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 1), make_article("b", "1", 2)])
    write_results(con, make_results("v1", {("a", "1"): 3, ("b", "1"): 1}), at=NOW, seconds=1.0)
    assert read_load_row(con, LOAD.load_id)["statement_count"] == 4
    changed = write_results(con, make_results("v2", {("a", "1"): 1}), at=NOW, seconds=1.0)
    assert changed == [LOAD.load_id]
    rows = con.execute("SELECT article_id, extractor_version, count(*) FROM raw.statements GROUP BY ALL ORDER BY 1")
    assert rows.fetchall() == [("a", "v2", 1), ("b", "v1", 1)]
    assert con.execute("SELECT count(*) FROM raw.extractions").fetchall() == [(2,)]
    row = read_load_row(con, LOAD.load_id)
    assert (row["statement_count"], row["extract_seconds"], row["extractor_version"]) == (2, 2.0, "v2")


def test_an_article_without_statements_is_extracted_once(con: duckdb.DuckDBPyConnection) -> None:
    write(con, [make_article("a", "1", 1, language="fr")])
    write_results(con, make_results("v1", {("a", "1"): 0}, "unsupported_language"), at=NOW, seconds=1.0)
    assert con.execute("SELECT status, statement_count, load_on FROM raw.extractions").fetchall() == [
        ("unsupported_language", 0, LOAD.load_on)
    ]
    assert pending(con, "v1") == []


def test_every_column_of_a_statement_has_its_place_in_the_warehouse() -> None:
    names = {STATEMENT.field(number).name for number in range(STATEMENT.num_fields)}
    assert names == set(STATEMENTS) - set(FROM_RESULT) - set(FROM_ARTICLE)
    assert isinstance(STATEMENT, pa.StructType)
