"""Texts that several outlets printed: their sketches, and the groups that were found. Inferred, and can be rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from orchestration.warehouse.transactions import transaction

# Articles of this many days before and after are looked at: a copy is news for as long as the original is.
WINDOW_DAYS = 5
# A run of words printed by more articles than this is a formula, not a text.
MAX_ARTICLES_OF_RUN = 200
MAX_CANDIDATES = 20

# A table and not a list: of millions of articles the names alone would fill the memory of a load.
LIST_PENDING = """
    CREATE OR REPLACE TEMP TABLE unsketched AS
    SELECT a.article_id, a.article_version,
        row_number() OVER (ORDER BY a.load_on, a.loaded_at, a.landing_path, a.record_number) - 1 AS position
    FROM raw.articles AS a
    ANTI JOIN raw.article_sketches AS s ON a.article_id = s.article_id AND a.article_version = s.article_version
"""
PENDING = """
    SELECT article_id, article_version FROM unsketched
    WHERE position >= $first AND position < $first + $count ORDER BY position
"""
# Where the wanted rows lie is found first, from the keys alone: a join by key that also asks for the body reads the
# bodies of the whole table, and so every batch would cost what all articles of the warehouse weigh.
BODIES = """
    WITH found AS MATERIALIZED (
        SELECT a.rowid AS place, w.position
        FROM wanted AS w JOIN raw.articles AS a USING (article_id, article_version)
    )
    SELECT a.article_id, a.article_version, a.body, coalesce(a.published_on, a.load_on) AS printed_on,
        coalesce(a.outlet_domain, a.outlet_name) AS outlet
    FROM found AS f JOIN raw.articles AS a ON a.rowid = f.place
    ORDER BY f.position
"""
# Both sides carry their place in reading, so that of two texts of one batch only the later looks for the earlier.
CANDIDATES = """
    WITH ours AS (
        SELECT article_id, article_version, outlet, printed_on, position, unnest(runs) AS run FROM incoming_sketches
    ),
    earlier AS (
        SELECT article_id, article_version, outlet, printed_on, -1 AS position, unnest(runs) AS run
        FROM raw.article_sketches WHERE printed_on BETWEEN $first::DATE - $days AND $last::DATE + $days
        UNION ALL SELECT * FROM ours
    ),
    of_runs AS (
        SELECT run FROM earlier SEMI JOIN ours USING (run) GROUP BY run HAVING count(*) BETWEEN 2 AND $most
    ),
    pairs AS (
        SELECT o.article_id, o.article_version, e.article_id AS other_id, e.article_version AS other_version,
            count(*) AS shared
        FROM ours AS o JOIN of_runs USING (run) JOIN earlier AS e USING (run)
        WHERE e.position < o.position AND e.article_id <> o.article_id AND e.outlet IS DISTINCT FROM o.outlet
            AND abs(e.printed_on - o.printed_on) <= $days
        GROUP BY ALL HAVING count(*) >= $shared
    )
    SELECT article_id, article_version, other_id, other_version FROM pairs
    QUALIFY row_number() OVER (
        PARTITION BY article_id, article_version ORDER BY shared DESC, other_id, other_version
    ) <= $candidates
    ORDER BY article_id, article_version, shared DESC, other_id, other_version
"""
INSERT_SKETCHES = """
    INSERT INTO raw.article_sketches BY NAME
    SELECT article_id, article_version, outlet, printed_on, runs FROM incoming_sketches ORDER BY position
"""
INSERT_PAIRS = """
    INSERT INTO raw.syndications BY NAME
    SELECT *, $at::TIMESTAMPTZ AS found_at FROM incoming_pairs
"""
SKETCHES = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_version", pa.string()),
        ("outlet", pa.string()),
        ("printed_on", pa.date32()),
        ("runs", pa.list_(pa.uint64())),
        ("position", pa.int64()),
    ]
)
PAIRS = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_version", pa.string()),
        ("matched_article_id", pa.string()),
        ("matched_article_version", pa.string()),
        ("containment", pa.float64()),
        ("resemblance", pa.float64()),
    ]
)

Key = tuple[str, str]


@dataclass(frozen=True)
class PrintedText:
    """A text to compare: its article and version, body, day (of publication, else of loading) and outlet."""

    key: Key
    body: str
    printed_on: date
    outlet: str | None


def list_unsketched(con: duckdb.DuckDBPyConnection) -> int:
    """Find the article versions that were not looked at yet; their number. `read_unsketched` reads them."""
    con.execute(LIST_PENDING)
    return int(con.execute("SELECT count(*) FROM unsketched").fetchall()[0][0])


def read_unsketched(con: duckdb.DuckDBPyConnection, first: int, count: int) -> list[Key]:
    """Up to `count` of what `list_unsketched` found, from number `first` (from 0), in the order of loading."""
    rows = con.execute(PENDING, {"first": first, "count": count}).fetchall()
    return [(row[0], row[1]) for row in rows]


def read_texts(con: duckdb.DuckDBPyConnection, keys: Sequence[Key]) -> list[PrintedText]:
    """The texts of these article versions, in the order given."""
    table = pa.table(
        {
            "article_id": pa.array([key[0] for key in keys], pa.string()),
            "article_version": pa.array([key[1] for key in keys], pa.string()),
            "position": pa.array(range(len(keys)), pa.int64()),
        }
    )
    con.register("wanted", table)
    try:
        rows = con.execute(BODIES).fetchall()
    finally:
        con.unregister("wanted")
    return [PrintedText((row[0], row[1]), row[2] or "", row[3], row[4]) for row in rows]


def find_candidates(
    con: duckdb.DuckDBPyConnection, sketches: pa.Table, *, first: date, last: date, min_shared: int
) -> list[tuple[Key, Key]]:
    """Pairs of a text of `sketches` (schema SKETCHES) and one before it, by another outlet, that share enough runs."""
    con.register("incoming_sketches", sketches)
    try:
        rows = con.execute(
            CANDIDATES,
            {
                "first": first,
                "last": last,
                "days": WINDOW_DAYS,
                "most": MAX_ARTICLES_OF_RUN,
                "shared": min_shared,
                "candidates": MAX_CANDIDATES,
            },
        ).fetchall()
    finally:
        con.unregister("incoming_sketches")
    return [((row[0], row[1]), (row[2], row[3])) for row in rows]


def write_syndications(con: duckdb.DuckDBPyConnection, sketches: pa.Table, pairs: pa.Table, *, at: datetime) -> None:
    """Keep a batch's sketches (schema SKETCHES) and the pairs found (schema PAIRS) in one transaction."""
    con.register("incoming_sketches", sketches)
    con.register("incoming_pairs", pairs)
    try:
        with transaction(con):
            con.execute(INSERT_PAIRS, {"at": at})
            con.execute(INSERT_SKETCHES)
    finally:
        con.unregister("incoming_sketches")
        con.unregister("incoming_pairs")
