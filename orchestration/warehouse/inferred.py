"""Writes of what is inferred from articles: extractions and their statements, replaced whole when an engine is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from orchestration.warehouse.connection import open_cursor
from orchestration.warehouse.raw_schema import EXTRACTIONS, STATEMENTS
from orchestration.warehouse.transactions import transaction

# Columns of raw.statements that stand beside the list of statements in a result, or come from the article's row.
FROM_RESULT = ("article_id", "article_version", "engine", "extractor_version")
FROM_ARTICLE = ("load_on",)
PAGE_ARTICLES = 4000

# A page of them, by their places in the table: of millions of articles the keys alone would fill the memory of a load.
PENDING_PLACES = """
    SELECT a.rowid AS place, a.article_id, a.article_version FROM raw.articles AS a
    ANTI JOIN (
        SELECT article_id, article_version FROM raw.extractions
        WHERE extractor_version = $version AND engine = $engine
    ) AS e
        ON a.article_id = e.article_id AND a.article_version = e.article_version
    WHERE ($load_on::DATE IS NULL OR a.load_on = $load_on::DATE) AND a.rowid > $after
"""
# By place: a join by key alone reads the texts of the whole table, in every batch. Should DuckDB have moved a row in
# between, it is left for the next run.
TEXTS = """
    SELECT a.article_id, a.article_version, a.title, a.body, a.published_on, a.outlet_name, a.outlet_domain,
        a.extra ->> 'outlet_country' AS outlet_country, a.language
    FROM wanted AS w JOIN raw.articles AS a
        ON a.rowid = w.place AND a.article_id = w.article_id AND a.article_version = w.article_version
    ORDER BY w.place
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


@dataclass(frozen=True)
class Pending:
    """The articles without an extraction by that version of that engine, of one load date or (None) of all.

    `engine` is the name that its statements record.
    """

    extractor_version: str
    engine: str
    load_on: date | None = None

    @property
    def params(self) -> dict[str, object]:
        """Named parameters of SQL."""
        return {"version": self.extractor_version, "engine": self.engine, "load_on": self.load_on}


def count_pending(con: duckdb.DuckDBPyConnection, pending: Pending) -> int:
    """How many article versions there are to extract."""
    query = f"SELECT count(*) FROM ({PENDING_PLACES})"
    return int(con.execute(query, {**pending.params, "after": -1}).fetchall()[0][0])


def read_pending(
    con: duckdb.DuckDBPyConnection, pending: Pending, schema: pa.Schema, size: int
) -> Iterator[pa.RecordBatch]:
    """Their articles in record batches of `size` rows with the columns of `schema`, in the order in which they lie.

    Reads as it is asked, over a cursor of its own, so that it may be drained from another thread than the one that
    writes. What is written meanwhile is not read again. The caller holds the writer lock.
    """
    cursor, after = open_cursor(con), -1
    query = f"{PENDING_PLACES} ORDER BY place LIMIT {max(size, PAGE_ARTICLES // size * size)}"
    try:
        while True:
            places: pa.Table = cursor.sql(query, params={**pending.params, "after": after}).to_arrow_table()
            if places.num_rows == 0:
                return
            after = places.column("place")[-1].as_py()
            for start in range(0, places.num_rows, size):
                cursor.register("wanted", places.slice(start, size))
                table: pa.Table = cursor.sql(TEXTS).to_arrow_table()
                if table.num_rows:
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
