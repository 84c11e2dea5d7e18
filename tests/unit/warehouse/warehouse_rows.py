"""Rows for the tests of the warehouse: incoming articles and results of an extraction, small and invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.extraction.schema import RESULT_SCHEMA
from orchestration.warehouse.loads import start_load
from orchestration.warehouse.writes import INCOMING_ARTICLES, INCOMING_REJECTS, LoadKey, write_batch

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)
LOAD = LoadKey("20261122T061500Z-aaaaaa", date(2026, 11, 22))


def make_article(article_id: str, version: str, number: int = 1, **given: Any) -> dict[str, Any]:
    """One row of INCOMING_ARTICLES."""
    row = dict.fromkeys(INCOMING_ARTICLES.names) | {
        "article_id": article_id,
        "article_version": version,
        "title": "Bridge opens",
        "body": "The bridge is open.",
        "authors": [],
        "published_on": date(2026, 1, 2),
        "published_on_basis": "record",
        "language": "en",
        "landing_path": "2026-11-22/x/00001-a.jsonl.gz",
        "source_path": "a.jsonl",
        "record_number": number,
    }
    return row | given


def make_reject(number: int) -> dict[str, Any]:
    """One row of INCOMING_REJECTS."""
    return dict.fromkeys(INCOMING_REJECTS.names, "x") | {"reject_id": f"r{number}", "record_number": number}


def write(
    con: duckdb.DuckDBPyConnection,
    articles: list[dict[str, Any]],
    rejects: list[dict[str, Any]] | None = None,
    load: LoadKey = LOAD,
) -> dict[str, float]:
    """Write one batch of a load, starting it where it is not there."""
    start_load(con, load_id=load.load_id, load_on=load.load_on, source="a.jsonl", started_at=NOW)
    return write_batch(
        con,
        load,
        pa.Table.from_pylist(articles, schema=INCOMING_ARTICLES),
        pa.Table.from_pylist(rejects or [], schema=INCOMING_REJECTS),
        at=NOW,
        seconds=0.5,
    )


def make_results(version: str, statements: dict[tuple[str, str], int], status: str = "extracted") -> pa.RecordBatch:
    """Results of one extractor version: for each (article_id, article_version) so many statements."""
    rows = [
        {
            "article_id": article_id,
            "article_version": article_version,
            "extractor_version": version,
            "engine": "test",
            "status": status,
            "statements": [
                {
                    "statement_id": f"{article_id}-{article_version}-{version}-{number}",
                    "field": "body",
                    "content_spans": [{"start_char": 0, "end_char": 19}],
                    "content_text": "The bridge is open.",
                    "speakers": [{"mention": "the mayor", "name": None, "kind": "unnamed"}],
                }
                for number in range(count)
            ],
        }
        for (article_id, article_version), count in statements.items()
    ]
    return pa.RecordBatch.from_pylist(rows, schema=RESULT_SCHEMA)
