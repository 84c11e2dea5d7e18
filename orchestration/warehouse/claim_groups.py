"""Claims formed from the stored edges: only those that new or vanished statements touch, each whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb
import pyarrow as pa

from orchestration.claims.clusters import Membership, group
from orchestration.claims.identifiers import Naming, name_claims
from orchestration.claims.similarity import Edge

# Statements that a re-extraction, a correction or an erasure took away.
GONE = """
    CREATE OR REPLACE TEMP TABLE claim_gone AS
    SELECT statement_id, claim_id FROM raw.claim_members
    ANTI JOIN (SELECT statement_id FROM raw.corrected_statements) USING (statement_id)
"""
# Whose place a new statement takes: the one that shares most words with the one that is gone. What a correction took
# away may come back, to the id that it had.
HEIRS = """
    CREATE OR REPLACE TEMP TABLE claim_heirs AS
    SELECT g.claim_id, heir.statement_id
    FROM (SELECT * FROM claim_gone ANTI JOIN raw.statements USING (statement_id)) AS g
    JOIN raw.claim_fingerprints AS mine ON mine.statement_id = g.statement_id
    JOIN raw.claim_fingerprints AS heir ON heir.fingerprint = mine.fingerprint
    ANTI JOIN claim_gone AS other ON heir.statement_id = other.statement_id
    GROUP BY g.statement_id, g.claim_id, heir.statement_id
    QUALIFY row_number() OVER (PARTITION BY g.statement_id ORDER BY count(*) DESC, heir.statement_id) = 1
"""
# What a matching knows of statements that a table lists. One pass over each table, however many they are.
FORGET = (
    "DELETE FROM raw.claim_fingerprints WHERE statement_id IN (SELECT statement_id FROM {listed})",
    "DELETE FROM raw.claim_outlines WHERE statement_id IN (SELECT statement_id FROM {listed})",
    """DELETE FROM raw.claim_edges WHERE left_statement_id IN (SELECT statement_id FROM {listed})
        OR right_statement_id IN (SELECT statement_id FROM {listed})""",
)
DELETE_GONE = "DELETE FROM raw.claim_members WHERE statement_id IN (SELECT statement_id FROM claim_gone)"
NOTHING_GONE = "CREATE OR REPLACE TEMP TABLE claim_gone AS SELECT statement_id, claim_id FROM raw.claim_members LIMIT 0"
NO_HEIRS = "CREATE OR REPLACE TEMP TABLE claim_heirs AS SELECT claim_id, statement_id FROM raw.claim_members LIMIT 0"
# A new statement that nothing is like, and whose claim's id was never given, needs no thought. Here and below the large
# tables are only looked through: what is built of them to be looked up in would be as large as they are. A new one is
# in none of them, and where all are new they are left alone.
ALONE = """
    CREATE OR REPLACE TEMP TABLE claim_alone AS
    WITH own AS (
        SELECT statement_id, extractor, left(md5('claim|' || statement_id), 16) AS claim_id
        FROM claim_pending WHERE NOT was_matched
    )
    SELECT statement_id, claim_id, extractor FROM own
    ANTI JOIN (
        SELECT left_statement_id AS statement_id FROM raw.claim_edges
        WHERE left_statement_id IN (SELECT statement_id FROM claim_pending)
        UNION ALL
        SELECT right_statement_id FROM raw.claim_edges
        WHERE right_statement_id IN (SELECT statement_id FROM claim_pending)
        UNION ALL SELECT statement_id FROM claim_heirs
    ) AS known USING (statement_id)
    ANTI JOIN (SELECT claim_id FROM raw.claim_ids WHERE claim_id IN (SELECT claim_id FROM own)) AS given
        USING (claim_id)
"""
NUMBER_IDS = """
    INSERT INTO raw.claim_ids BY NAME
    SELECT claim_id, row_number() OVER (ORDER BY claim_id)
        + (SELECT coalesce(max(claim_number), 0) FROM raw.claim_ids) AS claim_number, $at::TIMESTAMPTZ AS given_at
    FROM {ids}
"""
NOT_YET_GIVEN = """(
    SELECT * FROM given WHERE claim_id NOT IN (
        SELECT claim_id FROM raw.claim_ids WHERE claim_id IN (SELECT claim_id FROM given)
    )
)"""
MEMBER_DIGEST = "hash(statement_id, claim_id, core_statement_id, kind, similarity) AS member_digest"
INSERT_ALONE = f"""
    INSERT INTO raw.claim_members BY NAME
    SELECT *, {MEMBER_DIGEST} FROM (
        SELECT statement_id, claim_id, statement_id AS core_statement_id, 'core' AS kind, 1.0::DOUBLE AS similarity,
            extractor
        FROM claim_alone
    )
"""
# What is no new statement is a member with the extractor that it is read by now, or it would be matched anew.
INSERT_MEMBERS = f"""
    INSERT INTO raw.claim_members BY NAME
    SELECT g.*, r.extractor, {MEMBER_DIGEST} FROM grouped AS g JOIN (
        SELECT statement_id, extractor FROM claim_pending
        UNION ALL SELECT statement_id, extractor FROM claim_known ANTI JOIN claim_pending USING (statement_id)
    ) AS r USING (statement_id)
"""
# Of the statements whose claims are formed anew: `claim_front` are those beside which nothing was looked for yet,
# `claim_known` all of the claims that any of them are in.
TOUCHED = (
    """
    CREATE OR REPLACE TEMP TABLE claim_front AS
    SELECT statement_id FROM claim_pending ANTI JOIN claim_alone USING (statement_id)
    UNION SELECT statement_id FROM raw.claim_members WHERE claim_id IN (SELECT claim_id FROM claim_gone)
    UNION SELECT statement_id FROM claim_heirs
    """,
    "CREATE OR REPLACE TEMP TABLE claim_touched AS SELECT statement_id FROM claim_front",
    """
    CREATE OR REPLACE TEMP TABLE claim_known AS
    SELECT statement_id, claim_id, extractor, rowid AS place FROM raw.claim_members LIMIT 0
    """,
)
SPREAD = (
    """
    CREATE OR REPLACE TEMP TABLE claim_joined AS
    SELECT statement_id, claim_id, extractor, rowid AS place FROM raw.claim_members WHERE claim_id IN (
        SELECT claim_id FROM raw.claim_members WHERE statement_id IN (
            SELECT statement_id FROM claim_front
            ANTI JOIN (SELECT statement_id FROM claim_pending WHERE NOT was_matched) AS new USING (statement_id)
            ANTI JOIN claim_known USING (statement_id)
        )
    )
    """,
    "INSERT INTO claim_known SELECT * FROM claim_joined",
    """
    CREATE OR REPLACE TEMP TABLE claim_front AS
    SELECT right_statement_id AS statement_id FROM raw.claim_edges
    WHERE left_statement_id IN (SELECT statement_id FROM claim_front)
    UNION
    SELECT left_statement_id FROM raw.claim_edges WHERE right_statement_id IN (SELECT statement_id FROM claim_front)
    UNION
    SELECT statement_id FROM claim_joined
    EXCEPT SELECT statement_id FROM claim_touched
    """,
    "INSERT INTO claim_touched SELECT statement_id FROM claim_front",
)
EDGES = """
    SELECT e.left_statement_id, e.right_statement_id, e.kind, e.similarity FROM raw.claim_edges AS e
    SEMI JOIN claim_touched AS t ON e.left_statement_id = t.statement_id
"""
BEFORE = """
    SELECT statement_id, claim_id FROM claim_known UNION ALL SELECT statement_id, claim_id FROM claim_heirs
"""
# Ids that may be met: those of the claims touched, and those that would be given anew.
MET = """
    CREATE OR REPLACE TEMP TABLE claim_met AS
    SELECT claim_id, claim_number FROM raw.claim_ids WHERE claim_id IN (
        SELECT claim_id FROM claim_known
        UNION SELECT claim_id FROM claim_heirs
        UNION SELECT left(md5('claim|' || statement_id), 16) FROM claim_touched
    )
"""
AGES = """
    SELECT claim_id, claim_number,
        claim_id NOT IN (SELECT alias_claim_id FROM raw.claim_aliases)
        AND claim_id NOT IN (SELECT claim_id FROM claim_known)
        AND claim_id NOT IN (
            SELECT claim_id FROM raw.claim_members
            WHERE claim_id IN (SELECT claim_id FROM claim_met ANTI JOIN claim_known USING (claim_id))
        )
        AND claim_id NOT IN (SELECT claim_id FROM claim_heirs) AS is_withdrawn
    FROM claim_met
"""
TEMPORARY = ("heirs", "alone", "front", "touched", "known", "joined", "met")


def find_gone(con: duckdb.DuckDBPyConnection, *, has_lost: bool) -> None:
    """List what is in claims and no statement any more in the temporary table `claim_gone`."""
    con.execute(GONE if has_lost else NOTHING_GONE)


def forget(con: duckdb.DuckDBPyConnection, listed: str) -> None:
    """Delete what a matching knows of the statements of a table: their words and their edges."""
    for statement in FORGET:
        con.execute(statement.format(listed=listed))


def regroup(con: duckdb.DuckDBPyConnection, *, has_lost: bool, at: datetime) -> int:
    """Form the claims that new statements, or the loss of others, touch; returns how many ids became aliases.

    `claim_pending` has the new statements, whose edges are written already, and `claim_gone` what is gone, if anything
    is (`has_lost`); the caller holds the transaction.
    """
    if has_lost:
        con.execute(HEIRS)
        forget(con, "claim_gone")
        con.execute(DELETE_GONE)
    else:
        con.execute(NO_HEIRS)
    con.execute(ALONE)
    con.execute(INSERT_ALONE)
    con.execute(NUMBER_IDS.format(ids="claim_alone"), {"at": at})
    for statement in TOUCHED:
        con.execute(statement)
    while con.execute("SELECT count(*) FROM claim_front").fetchall()[0][0]:
        for statement in SPREAD:
            con.execute(statement)
    names = [row[0] for row in con.execute("SELECT statement_id FROM claim_touched").fetchall()]
    memberships = group(names, (Edge(*row) for row in con.execute(EDGES).fetchall()))
    con.execute(MET)
    ages = con.execute(AGES).fetchall()
    naming = name_claims(
        memberships,
        con.execute(BEFORE).fetchall(),
        {claim_id: number for claim_id, number, _ in ages},
        {claim_id for claim_id, _, is_withdrawn in ages if is_withdrawn},
    )
    _write(con, memberships, naming, at)
    for table in TEMPORARY:
        con.execute(f"DROP TABLE IF EXISTS claim_{table}")
    return len(naming.aliases)


def _write(con: duckdb.DuckDBPyConnection, memberships: Sequence[Membership], naming: Naming, at: datetime) -> None:
    members = pa.table(
        {
            "statement_id": pa.array([each.statement_id for each in memberships], pa.string()),
            "claim_id": pa.array([naming.by_core[each.core_id] for each in memberships], pa.string()),
            "core_statement_id": pa.array([each.core_id for each in memberships], pa.string()),
            "kind": pa.array([each.kind for each in memberships], pa.string()),
            "similarity": pa.array([each.similarity for each in memberships], pa.float64()),
        }
    )
    con.register("grouped", members)
    con.execute("DELETE FROM raw.claim_members WHERE rowid IN (SELECT place FROM claim_known)")
    con.execute(INSERT_MEMBERS)
    con.unregister("grouped")
    con.register("given", pa.table({"claim_id": pa.array(naming.given, pa.string())}))
    con.execute(NUMBER_IDS.format(ids=NOT_YET_GIVEN), {"at": at})
    con.unregister("given")
    aliases = {"alias_claim_id": list(naming.aliases), "claim_id": list(naming.aliases.values())}
    con.register("led", pa.table({name: pa.array(values, pa.string()) for name, values in aliases.items()}))
    # What led to an id that is now an alias leads on, so that one step always resolves.
    con.execute(
        "UPDATE raw.claim_aliases AS a SET claim_id = led.claim_id FROM led WHERE a.claim_id = led.alias_claim_id"
    )
    con.execute("INSERT INTO raw.claim_aliases BY NAME SELECT *, $at::TIMESTAMPTZ AS joined_at FROM led", {"at": at})
    con.unregister("led")
