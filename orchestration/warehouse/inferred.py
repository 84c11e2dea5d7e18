"""Writes of what is inferred from articles: extractions and their statements, replaced whole when an engine is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import duckdb
import pyarrow as pa

from orchestration.warehouse.connection import open_cursor
from orchestration.warehouse.raw_schema import EXTRACTIONS, STATEMENTS
from orchestration.warehouse.transactions import transaction

# Columns of raw.statements that stand beside the list of statements in a result, or come from the article's row.
FROM_RESULT = ("article_id", "article_version", "engine", "extractor_version")
FROM_ARTICLE = ("load_on",)

PENDING = """
    SELECT a.article_id, a.article_version FROM raw.articles AS a
    ANTI JOIN (
        SELECT article_id, article_version FROM raw.extractions
        WHERE extractor_version = $version AND engine = $engine
    ) AS e
        ON a.article_id = e.article_id AND a.article_version = e.article_version
    WHERE $load_on::DATE IS NULL OR a.load_on = $load_on::DATE
    ORDER BY a.load_on, a.article_id, a.article_version
"""
TEXTS = """
    SELECT k.article_id, k.article_version, a.title, a.body, a.published_on, a.outlet_name, a.outlet_domain,
        a.extra ->> 'outlet_country' AS outlet_country, a.language
    FROM wanted_keys AS k JOIN raw.articles AS a USING (article_id, article_version)
    ORDER BY k.article_id, k.article_version
"""
JOIN_ARTICLES = """
    CREATE OR REPLACE TEMP TABLE result_articles AS
    SELECT r.article_id, r.article_version, len(r.statements) AS statement_count, a.load_id, a.load_on,
        coalesce(e.statement_count, 0) AS replaced_count, e.article_id IS NOT NULL AS is_replaced
    FROM results AS r
    JOIN raw.articles AS a USING (article_id, article_version)
    LEFT JOIN raw.extractions AS e USING (article_id, article_version)
"""
DELETE_OLDER = """
    DELETE FROM raw.{table} AS t USING result_articles AS r
    WHERE r.is_replaced AND t.article_id = r.article_id AND t.article_version = r.article_version
"""
INSERT_EXTRACTIONS = """
    INSERT INTO raw.extractions BY NAME
    SELECT r.article_id, r.article_version, r.extractor_version, r.engine, r.status, r.diagnostic,
        a.statement_count, a.load_on, $at::TIMESTAMPTZ AS extracted_at
    FROM results AS r JOIN result_articles AS a USING (article_id, article_version)
"""
ADD_TO_LOADS = """
    UPDATE raw.loads SET
        statement_count = coalesce(loads.statement_count, 0) + added.statement_count,
        extracted_count = coalesce(loads.extracted_count, 0) + added.new_count,
        extract_seconds = coalesce(loads.extract_seconds, 0) + $seconds * added.share,
        extractor_version = $version
    FROM (
        SELECT load_id, sum(statement_count - replaced_count)::INTEGER AS statement_count,
            count(*) FILTER (NOT is_replaced) AS new_count,
            count(*) / (SELECT count(*) FROM result_articles) AS share
        FROM result_articles GROUP BY load_id
    ) AS added
    WHERE loads.load_id = added.load_id
"""


def find_pending(con: duckdb.DuckDBPyConnection, extractor_version: str, engine: str, load_on: date | None) -> pa.Table:
    """The keys (article_id, article_version) of articles without an extraction by that version of that engine.

    `engine` is the name that its statements record. The order is fixed.
    """
    params = {"version": extractor_version, "engine": engine, "load_on": load_on}
    pending: pa.Table = con.sql(PENDING, params=params).to_arrow_table()
    return pending


def read_texts(
    con: duckdb.DuckDBPyConnection, keys: pa.Table, schema: pa.Schema, size: int
) -> Iterator[pa.RecordBatch]:
    """The articles of the keys in record batches of `size` rows with the columns of `schema`, read as asked for.

    Reads over a cursor of its own, so that it may be drained from another thread than the one that writes.
    """
    cursor = open_cursor(con)
    try:
        for start in range(0, keys.num_rows, size):
            cursor.register("wanted_keys", keys.slice(start, size))
            table: pa.Table = cursor.sql(TEXTS).to_arrow_table()
            yield table.select(schema.names).cast(schema).combine_chunks().to_batches()[0]
    finally:
        cursor.close()


def write_results(
    con: duckdb.DuckDBPyConnection, results: pa.RecordBatch, *, at: datetime, seconds: float
) -> list[str]:
    """Write one batch of extraction results in one transaction; returns the loads whose counts changed.

    `results` has one row per article version with `statements` as a list of structs. What an older extractor said
    about these versions is replaced.
    """
    con.register("results", pa.Table.from_batches([results]))
    version = results.column("extractor_version")[0].as_py()
    try:
        with transaction(con):
            con.execute(JOIN_ARTICLES)
            if _has_replaced(con):
                con.execute(DELETE_OLDER.format(table="statements"))
                con.execute(DELETE_OLDER.format(table="extractions"))
            con.execute(INSERT_EXTRACTIONS, {"at": at})
            con.execute(_insert_statements())
            con.execute(ADD_TO_LOADS, {"seconds": seconds, "version": version})
            loads = con.execute("SELECT DISTINCT load_id FROM result_articles ORDER BY 1").fetchall()
            con.execute("DROP TABLE result_articles")
    finally:
        con.unregister("results")
    return [row[0] for row in loads]


def _has_replaced(con: duckdb.DuckDBPyConnection) -> bool:
    return bool(con.execute("SELECT bool_or(is_replaced) FROM result_articles").fetchall()[0][0])


def _insert_statements() -> str:
    inner = [name for name in STATEMENTS if name not in FROM_RESULT + FROM_ARTICLE]
    columns = [*(f"r.{name}" for name in FROM_RESULT), "a.load_on", *(f"r.s.{name}" for name in inner)]
    assert set(FROM_RESULT) <= set(EXTRACTIONS)
    return f"""
        INSERT INTO raw.statements BY NAME
        SELECT {", ".join(columns)}
        FROM (SELECT * EXCLUDE (statements), unnest(statements) AS s FROM results) AS r
        JOIN result_articles AS a USING (article_id, article_version)
    """
