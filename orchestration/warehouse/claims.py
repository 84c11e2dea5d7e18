"""Claims in the raw file: what is new is matched with what shares its words, and only claims that it touches are
formed anew. The deciding is in orchestration/claims; here is the reading and writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from orchestration.claims.candidates import COMMON, find_edges
from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.statement import Statement, own_words
from orchestration.claims.words import split_words
from orchestration.warehouse.claim_groups import EXTRACTOR, regroup
from orchestration.warehouse.transactions import transaction

BATCH = 20_000

# New, or read again by another extractor or corrected by a person: another speaker or day for the same words. By a
# digest of 64 bits, as a table of all ids would take several times as long and as much memory, on every day.
PENDING = f"""
    SELECT s.statement_id FROM (
        SELECT s.statement_id, hash(s.statement_id, {EXTRACTOR}) AS digest FROM raw.corrected_statements AS s
    ) AS s
    ANTI JOIN (SELECT hash(statement_id, extractor) AS digest FROM raw.claim_members) AS m USING (digest)
    ORDER BY s.statement_id
"""
MATCHED_BEFORE = "SELECT statement_id FROM raw.claim_members SEMI JOIN wanted USING (statement_id)"
# A statement is there once, and in one claim: where none is new, as many are gone as claims have more.
SURPLUS = "SELECT (SELECT count(*) FROM raw.claim_members) - (SELECT count(*) FROM raw.corrected_statements)"
# What is known of statements that are matched anew; one pass over each table, however many they are.
FORGET = (
    """
    DELETE FROM raw.claim_edges
    WHERE left_statement_id IN (SELECT statement_id FROM wanted)
        OR right_statement_id IN (SELECT statement_id FROM wanted)
    """,
    "DELETE FROM raw.claim_fingerprints WHERE statement_id IN (SELECT statement_id FROM wanted)",
)
# A statement without fingerprints is known to none; a few words are not matched.
STATEMENTS = """
    WITH nested AS (
        SELECT c.parent_statement_id AS statement_id, c.article_id, c.article_version, c.field,
            flatten(list(c.content_spans)) AS spans
        FROM raw.corrected_statements AS c WHERE c.parent_statement_id IN (SELECT statement_id FROM wanted)
        GROUP BY ALL
    )
    SELECT s.statement_id, s.content_text, s.content_spans, n.spans, s.stance,
        CASE WHEN s.resolution <> 'unresolved' AND s.speakers[1].kind IN ('person', 'organisation', 'state')
            THEN s.speakers[1].name END AS speaker,
        coalesce(CASE WHEN s.said_on_precision = 'day' THEN s.said_on_start END, a.published_on) AS said_or_printed_on
    FROM raw.corrected_statements AS s
    SEMI JOIN wanted USING (statement_id)
    LEFT JOIN nested AS n USING (statement_id, article_id, article_version, field)
    LEFT JOIN raw.articles AS a USING (article_id, article_version)
    ORDER BY s.statement_id
"""
HOLDERS = """
    CREATE OR REPLACE TEMP TABLE claim_holders AS
    SELECT fingerprint, count(*) AS holder_count FROM raw.claim_fingerprints
    WHERE fingerprint IN (SELECT fingerprint FROM fresh) GROUP BY fingerprint
"""
PARTNERS = """
    SELECT DISTINCT k.statement_id FROM raw.claim_fingerprints AS k
    JOIN claim_holders AS h USING (fingerprint)
    ANTI JOIN (SELECT DISTINCT statement_id FROM fresh) AS f ON k.statement_id = f.statement_id
    WHERE h.holder_count BETWEEN 2 AND $common
"""


@dataclass(frozen=True)
class ClaimsReport:
    """What a matching did: statements that were new, edges found, ids that became aliases."""

    statements: int
    edges: int
    joined: int


def match_claims(con: duckdb.DuckDBPyConnection) -> ClaimsReport:
    """Match the statements of the raw file that are in no claim yet, and drop from claims those that are gone.

    One transaction: after a kill the next call does all of it. With nothing new, nothing is written.
    """
    with transaction(con):
        pending = [row[0] for row in con.execute(PENDING).fetchall()]
        again = _forget(con, pending)
        gone = con.execute(SURPLUS).fetchall()[0][0] + len(pending) - again
        edges = sum(_match(con, pending[start : start + BATCH]) for start in range(0, len(pending), BATCH))
        joined = regroup(con, pending, has_lost=gone != 0, at=datetime.now(UTC)) if pending or gone else 0
    return ClaimsReport(len(pending), edges, joined)


def _forget(con: duckdb.DuckDBPyConnection, pending: list[str]) -> int:
    """Forget how those of the statements were matched that were matched before; returns how many."""
    _want(con, pending)
    again = [row[0] for row in con.execute(MATCHED_BEFORE).fetchall()] if pending else []
    if again:
        _want(con, again)
        for statement in FORGET:
            con.execute(statement)
    con.unregister("wanted")
    return len(again)


def _want(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    con.register("wanted", pa.table({"statement_id": pa.array(names, pa.string())}))


def _match(con: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    """Find and write the edges of these new statements; returns how many."""
    new = list(_read(con, names))
    rows = [(fingerprint, each.statement_id) for each in new for fingerprint in sorted(fingerprints(each))]
    fresh = pa.table(
        {
            "fingerprint": pa.array([row[0] for row in rows], pa.int64()),
            "statement_id": pa.array([row[1] for row in rows], pa.string()),
        }
    )
    con.register("fresh", fresh)
    con.execute("INSERT INTO raw.claim_fingerprints BY NAME SELECT * FROM fresh")
    con.execute(HOLDERS)
    common = con.execute("SELECT fingerprint FROM claim_holders WHERE holder_count > ?", [COMMON]).fetchall()
    partners = [row[0] for row in con.execute(PARTNERS, {"common": COMMON}).fetchall()]
    found = find_edges(new, _read(con, partners), common={row[0] for row in common})
    edges = pa.table(
        {
            "left_statement_id": pa.array([edge.left_id for edge in found], pa.string()),
            "right_statement_id": pa.array([edge.right_id for edge in found], pa.string()),
            "kind": pa.array([edge.kind for edge in found], pa.string()),
            "similarity": pa.array([edge.similarity for edge in found], pa.float64()),
        }
    )
    con.register("found", edges)
    con.execute("INSERT INTO raw.claim_edges BY NAME SELECT * FROM found")
    con.execute("DROP TABLE claim_holders")
    con.unregister("fresh")
    con.unregister("found")
    return len(found)


def _read(con: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[Statement]:
    _want(con, names)
    rows = con.execute(STATEMENTS).fetchall()
    con.unregister("wanted")
    for name, text, spans, nested, stance, speaker, on in rows:
        own = own_words(text, _bounds(spans), _bounds(nested))
        yield Statement(name, own, " ".join(split_words(speaker or "")) or None, on, stance or "assert")


def _bounds(spans: list[dict[str, int]] | None) -> list[tuple[int, int]]:
    return [(span["start_char"], span["end_char"]) for span in spans or []]
