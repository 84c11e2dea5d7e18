"""One speaker across articles: reads who appears in the statements, has `identity` decide, and writes what it found.

Only blocks of names are read and written in which something has changed since: a day costs what its names cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.identity import IDENTITY_VERSION
from orchestration.identity.aliases import GivenId
from orchestration.identity.identify import identify
from orchestration.identity.profiles import Appearance, find_block
from orchestration.warehouse.speaker_rows import make_rows
from orchestration.warehouse.speaker_tables import MEMBER_INPUT, SPEAKER_TABLES

INPUT = ", ".join(MEMBER_INPUT)
# The name is that of int_statement_speakers__resolved: the marts join on it.
APPEARANCES = f"""
    CREATE OR REPLACE TEMP TABLE appearances AS
    WITH listed AS (
        SELECT article_id, article_version, resolution, unnest(speakers) AS speaker
        FROM raw.corrected_statements WHERE len(speakers) > 0
    ),
    named AS (
        SELECT article_id, article_version, speaker.kind AS speaker_kind,
            CASE
                WHEN resolution = 'unresolved' THEN nullif(trim(speaker.name), '')
                ELSE coalesce(nullif(trim(speaker.name), ''), nullif(trim(speaker.mention), ''))
            END AS speaker_name,
            nullif(trim(speaker.country_code), '') AS country_code,
            nullif(trim(speaker.role), '') AS role
        FROM listed
    ),
    grouped AS (
        SELECT article_id, article_version, speaker_kind, speaker_name, min(country_code) AS country_code,
            coalesce(list(DISTINCT role ORDER BY role) FILTER (role IS NOT NULL), []) AS roles
        FROM named
        WHERE speaker_name IS NOT NULL AND speaker_kind IN ('person', 'organisation', 'state')
        GROUP BY ALL
    )
    SELECT g.*, a.published_on, '{IDENTITY_VERSION}' AS identity_version
    FROM grouped AS g JOIN raw.articles AS a USING (article_id, article_version)
"""
CHANGED = f"SELECT {INPUT} FROM appearances EXCEPT SELECT {INPUT} FROM raw.speaker_members"
GONE = f"""
    SELECT DISTINCT block_key FROM raw.speaker_members
    SEMI JOIN (SELECT {INPUT} FROM raw.speaker_members EXCEPT SELECT {INPUT} FROM appearances)
        USING (article_id, article_version, speaker_kind, speaker_name)
"""
# What is in the changed blocks already, beside what has changed.
KEPT = f"""
    SELECT {INPUT} FROM appearances
    INTERSECT SELECT {INPUT} FROM raw.speaker_members WHERE block_key IN (SELECT unnest($blocks))
"""
GIVEN = """
    SELECT alias_id, speaker_id, speaker_kind, name_key, country_code, block_key FROM raw.speaker_aliases
    WHERE block_key IN (SELECT unnest($blocks))
"""


@dataclass(frozen=True)
class IdentityReport:
    """What one run did: appearances looked at, of those new or changed, pairs compared, and pairs left for review."""

    appearances: int = 0
    changed: int = 0
    comparisons: int = 0
    reviews: int = 0


def identify_speakers(con: duckdb.DuckDBPyConnection) -> IdentityReport:
    """Bring the raw.speaker_* tables up to date with the corrected statements, in one transaction.

    The outcome is that of identifying everything at once, whatever was loaded when; a second run changes nothing.
    """
    con.execute(APPEARANCES)
    try:
        changed = _read_appearances(con, CHANGED)
        blocks = {find_block(each) for each in changed} | {row[0] for row in con.execute(GONE).fetchall()}
        if not blocks:
            return IdentityReport()
        touched = {"blocks": sorted(blocks)}
        appearances = changed + _read_appearances(con, KEPT, touched)
        found = identify(appearances)
        given = {GivenId(*row): block for *row, block in con.execute(GIVEN, touched).fetchall()}
        _replace(con, sorted(blocks), make_rows(appearances, found, given))
    finally:
        con.execute("DROP TABLE IF EXISTS appearances")
    return IdentityReport(len(appearances), len(changed), found.comparisons, len(found.reviews))


def _read_appearances(
    con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any] | None = None
) -> list[Appearance]:
    rows = con.execute(query, parameters).fetchall()
    return [
        Appearance(article_id, version, published_on, kind, name, country_code, tuple(roles))
        for article_id, version, kind, name, country_code, roles, published_on, _ in rows
    ]


def _replace(con: duckdb.DuckDBPyConnection, blocks: list[str], rows: dict[str, list[dict[str, Any]]]) -> None:
    con.begin()
    try:
        for table, columns in SPEAKER_TABLES.items():
            con.execute(f"DELETE FROM raw.{table} WHERE block_key IN (SELECT unnest(?))", [blocks])
            if rows[table]:
                con.register("found_rows", pa.Table.from_pylist(rows[table]).select(list(columns)))
                listed = ", ".join(f"{name}::{kind} AS {name}" for name, kind in columns.items())
                con.execute(f"INSERT INTO raw.{table} SELECT {listed} FROM found_rows")
                con.unregister("found_rows")
        con.commit()
    except BaseException:
        con.rollback()
        raise
