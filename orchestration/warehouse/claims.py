"""Claims in the raw file: what is new is matched with what shares its words, and only claims that it touches are
formed anew. The deciding is in orchestration/claims; here is the reading and writing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from orchestration.claims.candidates import find_edges
from orchestration.claims.similarity import Edge
from orchestration.progress import SILENT, Progress
from orchestration.warehouse.article_reads import drop_found, find_changed, keep_reads
from orchestration.warehouse.claim_groups import regroup
from orchestration.warehouse.claim_pairs import find_pairs, list_fingerprints, list_outlines
from orchestration.warehouse.claim_pending import MADE_OF, READS, drop_pending, find_pending, mark_forgotten
from orchestration.warehouse.claim_statements import read_statements
from orchestration.warehouse.transactions import transaction

# So many statements are matched at a time; where there are more, each such step is committed.
STEP = 50_000
STAGE = "Matching claims"
# The first of each step, in the order of ids, and of the next one.
STEPS = """
    SELECT statement_id, lead(statement_id) OVER (ORDER BY number)
    FROM (SELECT statement_id, row_number() OVER (ORDER BY statement_id) AS number FROM claim_pending)
    WHERE (number - 1) % $step = 0 ORDER BY number
"""
STEPPED = """
    CREATE OR REPLACE TEMP TABLE claim_step AS
    FROM claim_pending WHERE statement_id >= $start AND (statement_id < $end) IS NOT false
"""
# Where the statements lie: of a large table ids alone are looked through, and rows then read by their places. Places
# hold within a transaction.
STEP_PLACES = "CREATE OR REPLACE TEMP TABLE claim_read AS SELECT statement_id, place FROM claim_step"
PLACES_BY_ID = """
    CREATE OR REPLACE TEMP TABLE claim_read AS
    SELECT statement_id, rowid AS place FROM raw.statements WHERE statement_id IN (SELECT statement_id FROM {ids})
"""
WAIT = "INSERT INTO raw.claim_waiting BY NAME SELECT statement_id, extractor, was_matched FROM claim_step"
# What an earlier matching came to before it was killed is formed into claims with the rest.
TAKE_UP = """
    INSERT INTO claim_pending BY NAME
    SELECT statement_id, extractor, was_matched FROM raw.claim_waiting ANTI JOIN claim_pending USING (statement_id)
"""


@dataclass
class ClaimsReport:
    """What a matching did: statements that were new, edges found, ids that became aliases."""

    statements: int = 0
    edges: int = 0
    joined: int = 0


def match_claims(con: duckdb.DuckDBPyConnection, progress: Progress = SILENT, *, step: int = STEP) -> ClaimsReport:
    """Match the statements of the raw file that are in no claim yet, and drop from claims those that are gone.

    One transaction for up to `step` statements; of more each so many are one, and after a kill the next call goes on
    with what is left. Claims are formed once all are matched: they are the same either way. With nothing new, nothing
    is written.
    """
    report = ClaimsReport()
    with transaction(con):
        has_lost = find_pending(con)
        steps = con.execute(STEPS, {"step": step}).fetchall()
        total = con.execute("SELECT count(*) FROM claim_pending").fetchall()[0][0]
        if total:
            progress.begin(STAGE, total, "statements")
        if len(steps) <= 1:
            for bounds in steps:
                _match_step(con, bounds, STEP_PLACES, report)
            _form_claims(con, report, has_lost=has_lost)
        else:
            mark_forgotten(con)
    if len(steps) > 1:
        for bounds in steps:
            with transaction(con):
                _match_step(con, bounds, PLACES_BY_ID.format(ids="claim_step"), report)
                con.execute(WAIT)
            progress.update(STAGE, report.statements, f"{report.statements:,} of {total:,} statements")
        with transaction(con):
            # Anew, as mark_forgotten has taken reads away.
            find_changed(con, READS, MADE_OF)
            _form_claims(con, report, has_lost=has_lost)
    if total:
        progress.end(STAGE, f"{total:,} new statements, {report.edges:,} pairs say the same")
    return report


def _match_step(
    con: duckdb.DuckDBPyConnection, bounds: tuple[str, str | None], places: str, report: ClaimsReport
) -> None:
    """Find and write the edges of the pending statements from one id to another; the caller holds the transaction."""
    con.execute(STEPPED, dict(zip(("start", "end"), bounds, strict=True)))
    con.execute(places)
    statements = {each.statement_id: each for each in read_statements(con)}
    con.register("fresh", list_fingerprints(statements.values()))
    con.register("fresh_outlines", list_outlines(statements.values()))
    pairs = find_pairs(con)
    con.execute("INSERT INTO raw.claim_fingerprints BY NAME SELECT * FROM fresh")
    con.execute("INSERT INTO raw.claim_outlines BY NAME SELECT * FROM fresh_outlines")
    con.unregister("fresh")
    con.unregister("fresh_outlines")
    report.statements += len(statements)
    if known := {name for pair in pairs for name in pair} - statements.keys():
        con.register("wanted", pa.table({"statement_id": pa.array(sorted(known), pa.string())}))
        con.execute(PLACES_BY_ID.format(ids="wanted"))
        con.unregister("wanted")
        statements |= {each.statement_id: each for each in read_statements(con)}
    found = find_edges(statements, pairs)
    _write_edges(con, found)
    report.edges += len(found)


def _write_edges(con: duckdb.DuckDBPyConnection, found: Sequence[Edge]) -> None:
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


def _form_claims(con: duckdb.DuckDBPyConnection, report: ClaimsReport, *, has_lost: bool) -> None:
    """Form the claims of all that is matched, and note it; the caller holds the transaction."""
    has_waited = con.execute(TAKE_UP).fetchall()[0][0] > 0
    if report.statements or has_waited or has_lost:
        report.joined = regroup(con, has_lost=has_lost, at=datetime.now(UTC))
        con.execute("DELETE FROM raw.claim_waiting")
    keep_reads(con, READS)
    drop_found(con)
    drop_pending(con)
    for table in ("step", "read"):
        con.execute(f"DROP TABLE IF EXISTS claim_{table}")
