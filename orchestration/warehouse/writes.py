"""Bulk writes of ingested records: one transaction a batch, Arrow in, anti-joins instead of keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from orchestration.warehouse.loads import add_to_load
from orchestration.warehouse.transactions import transaction

# One row per article of a batch, in the order of reading; the columns of raw.articles and where it came from.
INCOMING_ARTICLES = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_version", pa.string()),
        ("source_article_id", pa.string()),
        ("url", pa.string()),
        ("outlet_name", pa.string()),
        ("outlet_domain", pa.string()),
        ("title", pa.string()),
        ("body", pa.string()),
        ("authors", pa.list_(pa.string())),
        ("published_on", pa.date32()),
        ("published_on_printed", pa.string()),
        ("published_on_basis", pa.string()),
        ("modified_at", pa.timestamp("us", tz="UTC")),
        ("language", pa.string()),
        ("topic", pa.string()),
        ("extra", pa.string()),
        ("landing_path", pa.string()),
        ("source_path", pa.string()),
        ("record_number", pa.int32()),
    ]
)
# One row per input that could not be read.
INCOMING_REJECTS = pa.schema(
    [
        ("reject_id", pa.string()),
        ("landing_path", pa.string()),
        ("source_path", pa.string()),
        ("record_number", pa.int32()),
        ("reason_code", pa.string()),
        ("reason", pa.string()),
        ("excerpt", pa.string()),
    ]
)
SUPPORTED_LANGUAGE = "en"

CLASSIFY = """
    CREATE OR REPLACE TEMP TABLE batch_outcomes AS
    WITH known AS (
        SELECT DISTINCT article_id, article_version FROM raw.articles
        WHERE article_id IN (SELECT article_id FROM incoming_articles)
    ),
    numbered AS (
        SELECT
            *,
            row_number() OVER (PARTITION BY article_id, article_version ORDER BY position) AS copy_number,
            row_number() OVER (PARTITION BY article_id ORDER BY position) AS text_number
        FROM (SELECT row_number() OVER () AS position, * FROM incoming_articles)
    )
    SELECT
        numbered.*,
        CASE
            WHEN copy_number > 1 OR (article_id, article_version) IN (SELECT (article_id, article_version) FROM known)
                THEN 'duplicate'
            WHEN text_number > 1 OR article_id IN (SELECT article_id FROM known) THEN 'new_version'
            ELSE 'article'
        END AS outcome
    FROM numbered
"""
INSERT_ARTICLES = """
    INSERT INTO raw.articles BY NAME
    SELECT * EXCLUDE (position, copy_number, text_number, outcome, source_path) REPLACE (extra::JSON AS extra),
        $load_id AS load_id, $load_on::DATE AS load_on, $at::TIMESTAMPTZ AS loaded_at
    FROM batch_outcomes WHERE outcome IN ('article', 'new_version') ORDER BY position
"""
INSERT_RECORDS = """
    INSERT INTO raw.load_records BY NAME
    SELECT $load_id AS load_id, $load_on::DATE AS load_on, landing_path, source_path, record_number, outcome,
        article_id, article_version, published_on IS NULL AS is_undated
    FROM batch_outcomes ORDER BY position
"""
INSERT_REJECTED_RECORDS = """
    INSERT INTO raw.load_records BY NAME
    SELECT $load_id AS load_id, $load_on::DATE AS load_on, landing_path, source_path, record_number,
        'reject' AS outcome, false AS is_undated
    FROM incoming_rejects
"""
INSERT_REJECTS = """
    INSERT INTO raw.rejects BY NAME
    SELECT *, $load_id AS load_id, $load_on::DATE AS load_on, $at::TIMESTAMPTZ AS rejected_at FROM incoming_rejects
"""
COUNT_OUTCOMES = """
    SELECT
        count(*) FILTER (outcome = 'article'), count(*) FILTER (outcome = 'new_version'),
        count(*) FILTER (outcome = 'duplicate'),
        count(*) FILTER (outcome <> 'duplicate' AND published_on IS NULL),
        count(*) FILTER (outcome <> 'duplicate' AND language <> $supported)
    FROM batch_outcomes
"""
# greatest() passes over a NULL, so a batch without dates changes nothing.
RAISE_NEWEST = """
    UPDATE raw.loads SET newest_published_on = greatest(newest_published_on, newest)
    FROM (SELECT max(published_on) AS newest FROM batch_outcomes WHERE outcome <> 'duplicate') AS batch
    WHERE load_id = ?
"""


@dataclass(frozen=True)
class LoadKey:
    """The load that a batch belongs to, and its load date."""

    load_id: str
    load_on: date


def write_batch(
    con: duckdb.DuckDBPyConnection,
    load: LoadKey,
    articles: pa.Table,
    rejects: pa.Table,
    *,
    at: datetime,
    seconds: float,
) -> dict[str, float]:
    """Write one batch in one transaction and add it to the load's counts; returns what was added, by raw.loads column.

    `articles` and `rejects` have the schemas INCOMING_ARTICLES and INCOMING_REJECTS, in the order of reading; each
    article becomes an article, a new version of one, or a duplicate. `seconds` is the time that reading them took.
    """
    con.register("incoming_articles", articles)
    con.register("incoming_rejects", rejects)
    key = {"load_id": load.load_id, "load_on": load.load_on}
    try:
        with transaction(con):
            con.execute(CLASSIFY)
            con.execute(INSERT_ARTICLES, {**key, "at": at})
            con.execute(INSERT_RECORDS, key)
            con.execute(INSERT_REJECTED_RECORDS, key)
            con.execute(INSERT_REJECTS, {**key, "at": at})
            figures = _count(con, rejects.num_rows)
            add_to_load(con, load.load_id, {**figures, "ingest_seconds": seconds})
            con.execute(RAISE_NEWEST, [load.load_id])
            con.execute("DROP TABLE batch_outcomes")
    finally:
        con.unregister("incoming_articles")
        con.unregister("incoming_rejects")
    return figures


def read_committed_positions(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str | None, int]:
    """The last record number already committed for each landed file of a load: where an interrupted load goes on."""
    rows = con.execute(
        "SELECT landing_path, max(record_number) FROM raw.load_records WHERE load_id = ? GROUP BY 1", [load_id]
    ).fetchall()
    return dict(rows)


def read_reject_ids(con: duckdb.DuckDBPyConnection, load_id: str) -> frozenset[str]:
    """The ids of the rejects that are already committed of a load: some have no place by which they could be known."""
    rows = con.execute("SELECT reject_id FROM raw.rejects WHERE load_id = ?", [load_id]).fetchall()
    return frozenset(row[0] for row in rows)


def read_reject_examples(con: duckdb.DuckDBPyConnection, load_id: str, limit: int) -> list[str]:
    """The first rejects of a load, each as "file, record: reason"."""
    rows = con.execute(
        "SELECT source_path, record_number, reason FROM raw.rejects WHERE load_id = ? ORDER BY 1, 2 LIMIT ?",
        [load_id, limit],
    ).fetchall()
    return [f"{path}{f', record {number}' if number else ''}: {reason}" for path, number, reason in rows]


def _count(con: duckdb.DuckDBPyConnection, reject_count: int) -> dict[str, float]:
    rows = con.execute(COUNT_OUTCOMES, {"supported": SUPPORTED_LANGUAGE}).fetchall()
    articles, new_versions, duplicates, undated, unsupported = rows[0]
    return {
        "record_count": articles + new_versions + duplicates + reject_count,
        "article_count": articles,
        "new_version_count": new_versions,
        "duplicate_count": duplicates,
        "reject_count": reject_count,
        "undated_count": undated,
        "unsupported_language_count": unsupported,
    }
