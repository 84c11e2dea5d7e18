"""What is to be matched: statements that are new, read or corrected otherwise, or of a speaker who is another now."""

from __future__ import annotations

import duckdb

from orchestration.claims import CLAIMS_VERSION
from orchestration.identity import IDENTITY_VERSION
from orchestration.warehouse.article_reads import find_changed
from orchestration.warehouse.claim_groups import find_gone, forget
from orchestration.warehouse.claim_speakers import find_moved, keep_speakers
from orchestration.warehouse.speakers import NAME

# What the claims of each article follow from, by a digest; raw.claim_reads has it as it was matched last.
READS = "claim_reads"
RULES = f"'{CLAIMS_VERSION}', '{IDENTITY_VERSION}'"
MADE_OF = f"e.engine, e.extractor_version, e.extracted_at, c.digest, {RULES}"
# What read a statement, the rules it was matched by, and what was corrected in its article: another may have found
# another speaker, and what is corrected in one statement may say more of the speaker of the next.
EXTRACTOR = f"concat_ws(' ', s.engine, s.extractor_version, {RULES}, c.digest)"
# Where the statements of such articles lie: of a large table ids alone are looked through, and rows then read by their
# places.
PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_places AS
    SELECT rowid AS place FROM raw.statements SEMI JOIN changed_articles USING (article_id, article_version)
"""
ALL_PLACES = "CREATE OR REPLACE TEMP TABLE claim_places AS SELECT rowid AS place FROM raw.statements"
# What a killed matching has matched already, as it is read now, is not matched again.
READ_NOW = f"""
    CREATE OR REPLACE TEMP TABLE claim_pending AS
    SELECT statement_id, place, extractor, false AS was_matched FROM (
        SELECT s.statement_id, s.statement_place AS place, {EXTRACTOR} AS extractor
        FROM raw.corrected_statements AS s LEFT JOIN article_corrections AS c USING (article_id, article_version)
        WHERE s.statement_place IN (SELECT place FROM claim_places)
    )
    ANTI JOIN raw.claim_waiting USING (statement_id, extractor)
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
        + (
            SELECT count(*) FROM (FROM raw.claim_waiting WHERE NOT was_matched)
            ANTI JOIN claim_pending USING (statement_id)
        )
        - (SELECT count(*) FROM raw.statements)
        + (
            SELECT count(*) FROM raw.statements
            WHERE statement_id IN (SELECT statement_id FROM raw.statement_corrections WHERE NOT is_statement)
        )
"""
# The statements of speakers who are somebody else's than when they were matched: nothing of their articles has changed.
MOVED_SPEAKERS = """
    CREATE OR REPLACE TEMP TABLE claim_moved_speakers AS
    SELECT article_id, article_version, speaker_kind, speaker_name FROM raw.speaker_members
    WHERE profile_id IN (SELECT profile_id FROM claim_moved)
"""
ADD_MOVED = f"""
    INSERT INTO claim_pending BY NAME
    WITH places AS MATERIALIZED (
        SELECT rowid AS place FROM raw.statements WHERE article_id IN (SELECT article_id FROM claim_moved_speakers)
    ),
    listed AS (
        SELECT s.statement_id, s.statement_place AS place, {EXTRACTOR} AS extractor, s.article_id, s.article_version,
            s.resolution, s.speakers[1] AS speaker
        FROM raw.corrected_statements AS s LEFT JOIN article_corrections AS c USING (article_id, article_version)
        WHERE s.statement_place IN (SELECT place FROM places)
    ),
    spoken AS (
        SELECT statement_id, place, extractor, article_id, article_version, speaker.kind AS speaker_kind,
            {NAME} AS speaker_name
        FROM listed
    ),
    moved AS (
        FROM spoken SEMI JOIN claim_moved_speakers USING (article_id, article_version, speaker_kind, speaker_name)
    ),
    matched AS (
        SELECT statement_id FROM raw.claim_members WHERE statement_id IN (SELECT statement_id FROM moved)
    )
    SELECT statement_id, place, extractor, statement_id IN (FROM matched) AS was_matched
    FROM moved ANTI JOIN claim_pending USING (statement_id)
"""
# What a matching knows already of statements that are matched anew, or that are none any more and in no claim yet.
AGAIN = """
    CREATE OR REPLACE TEMP TABLE claim_again AS
    SELECT statement_id, place FROM claim_pending
    WHERE was_matched OR statement_id IN (SELECT statement_id FROM raw.claim_waiting)
"""
GONE_WAITING = """
    INSERT INTO claim_again
    SELECT statement_id, NULL FROM raw.claim_waiting
    ANTI JOIN (SELECT statement_id FROM raw.corrected_statements) USING (statement_id)
"""
FORGOTTEN = "(SELECT statement_id FROM claim_again)"
FORGET_WAITING = f"DELETE FROM raw.claim_waiting WHERE statement_id IN {FORGOTTEN}"
# Committed before they are matched: whatever becomes of this matching, they are to be matched by the next.
MARK_FORGOTTEN = (
    f"UPDATE raw.claim_members SET extractor = NULL WHERE statement_id IN {FORGOTTEN}",
    """
    DELETE FROM raw.claim_reads WHERE (article_id, article_version) IN (
        SELECT (article_id, article_version) FROM raw.statements WHERE rowid IN (SELECT place FROM claim_again)
    )
    """,
)
TEMPORARY = ("places", "pending", "matched", "moved_speakers", "again", "gone")


def find_pending(con: duckdb.DuckDBPyConnection) -> bool:
    """Make `claim_pending`, with what is to be matched, and forget how it was matched before; make `claim_gone`.

    Returns whether statements are gone that were there. The caller holds the transaction, and drops what was found.
    """
    find_changed(con, READS, MADE_OF)
    surplus = _read_changed(con)
    if find_moved(con):
        con.execute(MOVED_SPEAKERS)
        con.execute(ADD_MOVED)
    has_lost = surplus != 0
    find_gone(con, has_lost=has_lost)
    con.execute(AGAIN)
    if has_lost:
        con.execute(GONE_WAITING)
    if con.execute("SELECT 1 FROM claim_again LIMIT 1").fetchall():
        forget(con, "claim_again")
        con.execute(FORGET_WAITING)
    keep_speakers(con)
    return has_lost


def mark_forgotten(con: duckdb.DuckDBPyConnection) -> None:
    """Let what was forgotten be found again by the next matching, where this one is not to end in the transaction."""
    for statement in MARK_FORGOTTEN:
        con.execute(statement)


def drop_pending(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what find_pending made."""
    for table in TEMPORARY:
        con.execute(f"DROP TABLE IF EXISTS claim_{table}")


def _read_changed(con: duckdb.DuckDBPyConnection) -> int:
    """Find what of changed articles is to be matched; returns by how many more is in claims than there is."""
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
    return surplus


def _count_surplus(con: duckdb.DuckDBPyConnection) -> int:
    return int(con.execute(SURPLUS).fetchall()[0][0])
