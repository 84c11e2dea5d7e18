"""Loading, over real files in a folder of the test's own and a real warehouse: accounts, versions, statements."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.collect.incoming import Incoming, land_incoming
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.load import ingest_landed, load_paths
from orchestration.ingest.origin import Origin
from orchestration.ingest.pending import extract_pending
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_status

BODY = "The river minister, Ana Brook, said on Monday that the treaty would be signed before the end of the year."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data", workers=1)


def query(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with connect_raw(settings) as con:
        return con.execute(sql).fetchall()


def write_lines(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_folder_of_every_format_is_one_load_with_every_record_accounted_for(
    settings: Settings, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "deeper").mkdir(parents=True)
    write_lines(inbox / "a.jsonl", [{"title": "Lines", "body": BODY, "published_on": "2026-01-02"}])
    (inbox / "b.json").write_text(json.dumps({"articles": [{"title": "Document", "body": BODY}]}), encoding="utf-8")
    with (inbox / "c.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["title", "body"], ["Table", BODY], ["Too", "many", "cells"]])
    pq.write_table(pa.table({"title": ["Columns"], "body": [BODY]}), inbox / "d.parquet")
    (inbox / "deeper" / "e.txt").write_text(f"Text\n\n{BODY}\n", encoding="utf-8")
    page = f"<html><body><article><h1>Page</h1><p>{BODY}</p><p>{BODY} Again.</p></article></body></html>"
    (inbox / "f.html").write_text(page, encoding="utf-8")
    (inbox / "g.docx").write_bytes(b"PK")
    report = load_paths(settings, [inbox], extract=False).ingest
    assert (report.records, report.articles, report.rejects, report.undated) == (8, 6, 2, 5)
    assert any("g.docx: unsupported format" in example for example in report.reject_examples)
    titles = {row[0] for row in query(settings, "SELECT title FROM raw.articles")}
    assert titles == {"Lines", "Document", "Table", "Columns", "Text", "Page"}
    assert query(
        settings, "SELECT count(*) FROM raw.rejects JOIN raw.load_records USING (load_id, source_path, record_number)"
    )[0] == (2,)


def test_a_broken_line_of_a_file_that_is_named_twice_is_one_reject(settings: Settings, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    odd = write_lines(inbox / "odd.jsonl", [{"title": "Treaty", "body": BODY}])
    odd.write_text(odd.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    report = load_paths(settings, [inbox, odd], extract=False).ingest
    assert (report.records, report.articles, report.rejects) == (2, 1, 1)


def test_two_addresses_that_led_to_one_page_without_text_are_two_rejects(settings: Settings, tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    incoming = Incoming(settings, load_on=day, now=datetime(2026, 11, 22, 6, 15, tzinfo=UTC))
    for body in (b"<html><body></body></html>", b"<html><body> </body></html>"):
        incoming.add(body, "page", Origin("https://gazette.example/", "https://gazette.example/feed", "", "Gazette"))
    incoming.close()
    assert land_incoming(settings, incoming.folder) is not None
    replayed = load_settings(data=tmp_path / "again", workers=1)
    shutil.copytree(settings.landing_dir, replayed.landing_dir)
    ids = []
    for each in (settings, replayed):
        report = ingest_landed(each, incoming.load_id)
        assert (report.records, report.rejects) == (2, 2)
        ids.append(query(each, "SELECT DISTINCT reject_id FROM raw.rejects ORDER BY ALL"))
    assert len(ids[0]) == 2
    assert ids[0] == ids[1], "a replay gives the same"


def test_the_same_again_is_a_duplicate_and_a_changed_text_a_new_version(settings: Settings, tmp_path: Path) -> None:
    record = {"url": "https://gazette.example/treaty", "title": "Treaty", "body": BODY, "published_on": "2026-01-02"}
    path = write_lines(
        tmp_path / "a.jsonl", [record, record | {"url": "http://www.gazette.example/treaty/?utm_source=x"}]
    )
    assert load_paths(settings, [path], extract=False).ingest.duplicates == 1
    write_lines(path, [record | {"body": BODY + " It was not."}, record])
    again = load_paths(settings, [path], extract=False).ingest
    assert (again.new_versions, again.duplicates, again.articles) == (1, 1, 0)
    rows = query(settings, "SELECT article_id, count(DISTINCT article_version) FROM raw.articles GROUP BY 1")
    assert rows == [("https://gazette.example/treaty", 2)]


def test_files_may_be_loaded_under_another_date_and_with_what_they_lack(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Treaty near\n\n{BODY}\n", encoding="utf-8")
    options = LoadOptions(published_on=date(2018, 2, 9), outlet="The Gazette")
    load_paths(settings, [path], options=options, load_on=date(2026, 10, 1), extract=False)
    rows = query(settings, "SELECT load_on, published_on, published_on_basis, outlet_name FROM raw.articles")
    assert rows == [(date(2026, 10, 1), date(2018, 2, 9), "given", "The Gazette")]


def test_a_text_without_any_date_stays_without_one(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Treaty near\n\n{BODY}\n", encoding="utf-8")
    assert load_paths(settings, [path], extract=False).ingest.undated == 1
    assert query(settings, "SELECT published_on, published_on_basis FROM raw.articles") == [(None, "none")]


def test_statements_are_extracted_once_and_are_the_printed_text(settings: Settings, tmp_path: Path) -> None:
    french = "Le ministre a déclaré que le traité serait signé avant la fin de l'année, a rapporté la presse."
    path = write_lines(tmp_path / "a.jsonl", [{"title": "Treaty", "body": BODY}, {"title": "Traité", "body": french}])
    extraction = load_paths(settings, [path]).extraction
    assert extraction is not None
    assert (extraction.articles, extraction.unsupported_language, extraction.failed) == (2, 1, 0)
    assert extraction.statements >= 1
    printed = query(
        settings,
        """
        SELECT s.content_text,
            list_aggregate([a.body[c.start_char + 1 : c.end_char] FOR c IN s.content_spans], 'string_agg', ' ')
        FROM raw.statements AS s JOIN raw.articles AS a USING (article_id, article_version) WHERE field = 'body'
        """,
    )
    assert printed
    assert all(text == cut for text, cut in printed)
    assert extract_pending(settings).articles == 0
    status = read_status(settings)
    assert status.counts["statements"] == extraction.statements
    assert status.counts["unsupported_language"] == 1


def test_the_reference_article_from_its_text_file(settings: Settings, shared: Path) -> None:
    options = LoadOptions(published_on=date(2018, 2, 9))
    load_paths(settings, [shared / "gold" / "kabulov.txt"], options=options)
    labelled = json.loads((shared / "gold" / "kabulov.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (row,) = query(settings, "SELECT title, body, outlet_name, published_on FROM raw.articles")
    assert row == (labelled["title"], labelled["body"], "Times of Central Asia", date(2018, 2, 9))
    found = query(settings, "SELECT count(*), count(DISTINCT speakers[1].name) FROM raw.statements")
    assert found[0][0] >= 10
    assert found[0][1] >= 4
