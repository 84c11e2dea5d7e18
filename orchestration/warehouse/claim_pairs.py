"""Which statements a batch of new ones is compared with: counted by DuckDB from the fingerprints that are kept."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from orchestration.claims.candidates import COMMON, MOST_COMPARISONS
from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.statement import Statement

# Where the known ones lie that share a fingerprint with a new one: of a large table one column is looked through.
SHARED = """
    CREATE OR REPLACE TEMP TABLE claim_shared AS
    SELECT rowid AS place, fingerprint FROM raw.claim_fingerprints
    WHERE fingerprint IN (SELECT fingerprint FROM fresh)
"""
# Fingerprints that say something: of two statements or more, and not of too many.
TELLING = """
    CREATE OR REPLACE TEMP TABLE claim_telling AS
    SELECT fingerprint
    FROM (SELECT fingerprint FROM claim_shared UNION ALL SELECT fingerprint FROM fresh)
    GROUP BY fingerprint HAVING count(*) BETWEEN 2 AND $common
"""
HOLDERS = """
    CREATE OR REPLACE TEMP TABLE claim_holders AS
    WITH known AS MATERIALIZED (
        SELECT statement_id, fingerprint FROM raw.claim_fingerprints
        WHERE rowid IN (SELECT place FROM claim_shared SEMI JOIN claim_telling USING (fingerprint))
    )
    SELECT statement_id, fingerprint FROM known ANTI JOIN claim_gone USING (statement_id)
    UNION ALL
    SELECT statement_id, fingerprint FROM fresh SEMI JOIN claim_telling USING (fingerprint)
"""
PAIRS = """
    WITH shared AS (
        SELECT f.statement_id, h.statement_id AS other_id, count(*) AS shared_count
        FROM fresh AS f JOIN claim_holders AS h USING (fingerprint)
        WHERE f.statement_id <> h.statement_id
        GROUP BY f.statement_id, h.statement_id
        QUALIFY row_number() OVER (PARTITION BY f.statement_id ORDER BY shared_count DESC, other_id) <= $most
    )
    SELECT DISTINCT least(statement_id, other_id), greatest(statement_id, other_id) FROM shared
"""
TEMPORARY = ("shared", "telling", "holders")


def list_fingerprints(statements: Iterable[Statement]) -> pa.Table:
    """A row (fingerprint, statement_id) for each fingerprint of each statement."""
    rows = [(number, each.statement_id) for each in statements for number in sorted(fingerprints(each))]
    return pa.table(
        {
            "fingerprint": pa.array([row[0] for row in rows], pa.int64()),
            "statement_id": pa.array([row[1] for row in rows], pa.string()),
        }
    )


def find_pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Pairs of statement ids, the lesser first, that share most: each of a new statement with a new or a known one.

    `fresh`, which the caller has registered, has the fingerprints of the new statements as `list_fingerprints` gives
    them; raw.claim_fingerprints has none of them yet. What `claim_gone` lists is no statement any more. At most
    MOST_COMPARISONS pairs for each new statement; a fingerprint of more than COMMON statements counts nothing. Cost:
    one look through the fingerprints, and what shares one with a new statement.
    """
    con.execute(SHARED)
    con.execute(TELLING, {"common": COMMON})
    con.execute(HOLDERS)
    pairs = con.execute(PAIRS, {"most": MOST_COMPARISONS}).fetchall()
    for table in TEMPORARY:
        con.execute(f"DROP TABLE claim_{table}")
    return pairs
