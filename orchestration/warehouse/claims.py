"""Claims in the raw file: what is new is matched with what shares its words, and only claims that it touches are
formed anew. The deciding is in orchestration/claims; here is the reading and writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from orchestration.claims import CLAIMS_VERSION
from orchestration.claims.candidates import find_edges
from orchestration.claims.statement import Statement, own_words
from orchestration.claims.words import split_words
from orchestration.progress import SILENT, Progress
from orchestration.warehouse.article_reads import drop_found, find_changed, keep_reads
from orchestration.warehouse.claim_groups import EXTRACTOR, find_gone, regroup
from orchestration.warehouse.claim_pairs import find_pairs, list_fingerprints, list_outlines
from orchestration.warehouse.transactions import transaction

BATCH = 50_000
STAGE = "Matching claims"

# What the claims of each article follow from, by a digest; raw.claim_reads has it as it was matched last.
READS = "claim_reads"
MADE_OF = f"e.engine, e.extractor_version, e.extracted_at, c.digest, '{CLAIMS_VERSION}'"
# Where the statements of such articles lie: of a large table ids alone are looked through, and rows then read by their
# places.
PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_places AS
    SELECT rowid AS place FROM raw.statements SEMI JOIN changed_articles USING (article_id, article_version)
"""
ALL_PLACES = "CREATE OR REPLACE TEMP TABLE claim_places AS SELECT rowid AS place FROM raw.statements"
READ_NOW = f"""
    CREATE OR REPLACE TEMP TABLE claim_pending AS
    SELECT s.statement_id, s.statement_place AS place, {EXTRACTOR} AS extractor, false AS was_matched
    FROM raw.corrected_statements AS s WHERE s.statement_place IN (SELECT place FROM claim_places)
"""
# New, or read again by another extractor or corrected by a person: another speaker or day for the same words.
MATCHED = """
    CREATE OR REPLACE TEMP TABLE claim_matched AS
    SELECT statement_id, extractor FROM raw.claim_members
    WHERE statement_id IN (SELECT statement_id FROM claim_pending)
"""
NOT_PENDING = """
    DELETE FROM claim_pending AS p USING claim_matched AS m
    WHERE p.statement_id = m.statement_id AND p.extractor = m.extractor
"""
MARK_MATCHED = """
    UPDATE claim_pending AS p SET was_matched = true FROM claim_matched AS m WHERE p.statement_id = m.statement_id
"""
# How many more are in claims, or about to be, than there are statements. A statement is there once, and in one claim:
# with none more, none is gone, and none that is pending was matched before.
SURPLUS = """
    SELECT (SELECT count(*) FROM raw.claim_members) + (SELECT count(*) FROM claim_pending WHERE NOT was_matched)
        - (SELECT count(*) FROM raw.statements)
        + (
            SELECT count(*) FROM raw.statements
            WHERE statement_id IN (SELECT statement_id FROM raw.statement_corrections WHERE NOT is_statement)
        )
"""
AGAIN = "(SELECT statement_id FROM claim_pending WHERE was_matched)"
# What is known of statements that are matched anew; one pass over each table, however many they are.
FORGET = (
    f"DELETE FROM raw.claim_edges WHERE left_statement_id IN {AGAIN} OR right_statement_id IN {AGAIN}",
    f"DELETE FROM raw.claim_fingerprints WHERE statement_id IN {AGAIN}",
    f"DELETE FROM raw.claim_outlines WHERE statement_id IN {AGAIN}",
)
# Where the statements lie: of a large table ids alone are looked through, and rows then read by their places.
NEW_PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_read AS
    SELECT statement_id, place FROM claim_pending SEMI JOIN wanted USING (statement_id)
"""
KNOWN_PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_read AS
    SELECT statement_id, rowid AS place FROM raw.statements WHERE statement_id IN (SELECT statement_id FROM wanted)
"""
NESTED_PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_nested AS
    SELECT rowid AS place FROM raw.statements WHERE parent_statement_id IN (SELECT statement_id FROM claim_read)
    UNION
    SELECT rowid FROM raw.statements WHERE statement_id IN (
        SELECT statement_id FROM raw.statement_corrections
        WHERE parent_statement_id IN (SELECT statement_id FROM claim_read)
    )
"""
# A statement without fingerprints is known to none; a few words are not matched.
STATEMENTS = """
    WITH nested AS (
        SELECT c.parent_statement_id AS statement_id, c.article_id, c.article_version, c.field,
            flatten(list(c.content_spans)) AS spans
        FROM raw.corrected_statements AS c
        WHERE c.statement_place IN (SELECT place FROM claim_nested) AND c.parent_statement_id IS NOT NULL
        GROUP BY ALL
    )
    SELECT s.statement_id, s.content_text, s.content_spans, n.spans, s.stance,
        CASE WHEN s.resolution <> 'unresolved' AND s.speakers[1].kind IN ('person', 'organisation', 'state')
            THEN s.speakers[1].name END AS speaker,
        coalesce(CASE WHEN s.said_on_precision = 'day' THEN s.said_on_start END, a.published_on) AS said_or_printed_on
    FROM raw.corrected_statements AS s
    LEFT JOIN nested AS n USING (statement_id, article_id, article_version, field)
    LEFT JOIN raw.articles AS a USING (article_id, article_version)
    WHERE s.statement_place IN (SELECT place FROM claim_read)
    ORDER BY s.statement_id
"""
TEMPORARY = ("places", "pending", "matched", "gone", "read", "nested")


@dataclass(frozen=True)
class ClaimsReport:
    """What a matching did: statements that were new, edges found, ids that became aliases."""

    statements: int
    edges: int
    joined: int


def match_claims(con: duckdb.DuckDBPyConnection, progress: Progress = SILENT) -> ClaimsReport:
    """Match the statements of the raw file that are in no claim yet, and drop from claims those that are gone.

    One transaction: after a kill the next call does all of it. With nothing new, nothing is written.
    """
    with transaction(con):
        find_changed(con, READS, MADE_OF)
        surplus = _find_pending(con)
        find_gone(con, has_lost=surplus != 0)
        pending = [row[0] for row in con.execute("SELECT statement_id FROM claim_pending ORDER BY 1").fetchall()]
        edges = _match_all(con, pending, progress) if pending else 0
        joined = regroup(con, has_lost=surplus != 0, at=datetime.now(UTC)) if pending or surplus else 0
        keep_reads(con, READS)
        drop_found(con)
        for table in TEMPORARY:
            con.execute(f"DROP TABLE IF EXISTS claim_{table}")
    return ClaimsReport(len(pending), edges, joined)


def _match_all(con: duckdb.DuckDBPyConnection, names: list[str], progress: Progress) -> int:
    """Find and write the edges of these new statements, a batch at a time; returns how many."""
    progress.begin(STAGE, len(names), "statements")
    edges = 0
    for start in range(0, len(names), BATCH):
        edges += _match(con, names[start : start + BATCH])
        done = min(start + BATCH, len(names))
        progress.update(STAGE, done, f"{done:,} of {len(names):,} statements")
    progress.end(STAGE, f"{len(names):,} new statements, {edges:,} pairs say the same")
    return edges


def _find_pending(con: duckdb.DuckDBPyConnection) -> int:
    """Find what is to be matched, and forget how it was matched before; returns how many statements are gone."""
    surplus = 0
    # Statements that came without an extraction are noticed by their number, and all are looked through then.
    for places in (PLACES, ALL_PLACES):
        con.execute(places)
        con.execute(READ_NOW)
        if (surplus := _count_surplus(con)) != 0:
            for statement in (MATCHED, NOT_PENDING, MARK_MATCHED):
                con.execute(statement)
            surplus = _count_surplus(con)
        if surplus >= 0:
            break
    if con.execute(f"SELECT 1 FROM {AGAIN} LIMIT 1").fetchall():
        for statement in FORGET:
            con.execute(statement)
    return surplus


def _count_surplus(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute(SURPLUS).fetchall()[0][0])


def _match(con: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    """Find and write the edges of these new statements; returns how many."""
    statements = {each.statement_id: each for each in _read(con, names, NEW_PLACES)}
    con.register("fresh", list_fingerprints(statements.values()))
    con.register("fresh_outlines", list_outlines(statements.values()))
    pairs = find_pairs(con)
    con.execute("INSERT INTO raw.claim_fingerprints BY NAME SELECT * FROM fresh")
    con.execute("INSERT INTO raw.claim_outlines BY NAME SELECT * FROM fresh_outlines")
    con.unregister("fresh")
    con.unregister("fresh_outlines")
    if known := {name for pair in pairs for name in pair} - statements.keys():
        statements |= {each.statement_id: each for each in _read(con, sorted(known), KNOWN_PLACES)}
    found = find_edges(statements, pairs)
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
    con.unregister("found")
    return len(found)


def _read(con: duckdb.DuckDBPyConnection, names: list[str], places: str) -> Iterator[Statement]:
    con.register("wanted", pa.table({"statement_id": pa.array(names, pa.string())}))
    con.execute(places)
    con.unregister("wanted")
    con.execute(NESTED_PLACES)
    for name, text, spans, nested, stance, speaker, on in con.execute(STATEMENTS).fetchall():
        own = own_words(text, _bounds(spans), _bounds(nested))
        yield Statement(name, own, " ".join(split_words(speaker or "")) or None, on, stance or "assert")


def _bounds(spans: list[dict[str, int]] | None) -> list[tuple[int, int]]:
    return [(span["start_char"], span["end_char"]) for span in spans or []]
