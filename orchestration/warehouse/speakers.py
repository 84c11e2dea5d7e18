"""One speaker across articles: reads who appears in the statements, has `identity` decide, and writes what it found.

Only articles are read of which something else is printed since, and only blocks of names written in which something has
changed: a day costs what its names cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
# An appearance in raw.speaker_members.
PLACE = "article_id, article_version, speaker_kind, speaker_name"
# What is printed of speakers in each article now, by a digest; raw.speaker_reads has it as it was identified last.
READS = f"""
    CREATE OR REPLACE TEMP TABLE article_reads AS
    SELECT s.article_id, s.article_version, hash(s.printed, min(a.published_on), '{IDENTITY_VERSION}') AS digest
    FROM (
        SELECT article_id, article_version, sum(hash(resolution, speakers)::HUGEINT) AS printed
        FROM raw.corrected_statements WHERE len(speakers) > 0 GROUP BY ALL
    ) AS s
    JOIN raw.articles AS a USING (article_id, article_version)
    GROUP BY s.article_id, s.article_version, s.printed
"""
TOUCHED_ARTICLES = """
    CREATE OR REPLACE TEMP TABLE touched_articles AS
    SELECT article_id, article_version FROM (FROM article_reads EXCEPT FROM raw.speaker_reads)
    UNION SELECT article_id, article_version FROM (FROM raw.speaker_reads EXCEPT FROM article_reads)
"""
KEEP_READS = (
    "DELETE FROM raw.speaker_reads AS r USING touched_articles AS t"
    " WHERE r.article_id = t.article_id AND r.article_version = t.article_version",
    "INSERT INTO raw.speaker_reads BY NAME"
    " FROM article_reads SEMI JOIN touched_articles USING (article_id, article_version)",
)
# The name is that of int_statement_speakers__resolved: the marts join on it.
APPEARANCES = f"""
    CREATE OR REPLACE TEMP TABLE appearances AS
    WITH listed AS (
        SELECT article_id, article_version, resolution, unnest(speakers) AS speaker
        FROM raw.corrected_statements SEMI JOIN touched_articles USING (article_id, article_version)
        WHERE len(speakers) > 0
    ),
    named AS (
        SELECT article_id, article_version, speaker.kind AS speaker_kind,
            CASE
                WHEN resolution = 'unresolved' THEN nullif(trim(speaker.name), '')
                ELSE coalesce(nullif(trim(speaker.name), ''), nullif(trim(speaker.mention), ''))
            END AS speaker_name,
            nullif(trim(speaker.country_code), '') AS country_code,
            coalesce(nullif(trim(speaker.country_code), '') IS NOT NULL AND speaker.country_basis <> 'article', false)
                AS is_own,
            nullif(trim(speaker.role), '') AS role
        FROM listed
    ),
    grouped AS (
        SELECT article_id, article_version, speaker_kind, speaker_name,
            coalesce(min(country_code) FILTER (is_own), min(country_code)) AS country_code,
            bool_or(is_own) AS is_own_country,
            coalesce(list(DISTINCT role ORDER BY role) FILTER (role IS NOT NULL), []) AS roles
        FROM named
        WHERE speaker_name IS NOT NULL AND speaker_kind IN ('person', 'organisation', 'state')
        GROUP BY ALL
    )
    SELECT g.*, a.published_on, '{IDENTITY_VERSION}' AS identity_version
    FROM grouped AS g JOIN raw.articles AS a USING (article_id, article_version)
"""
MEMBERS = f"SELECT {INPUT} FROM raw.speaker_members SEMI JOIN touched_articles USING (article_id, article_version)"
CHANGED = f"""
    CREATE OR REPLACE TEMP TABLE changed_appearances AS
    SELECT {INPUT} FROM appearances EXCEPT {MEMBERS}
"""
# As they were: an appearance that is altered has its place in both lists.
GONE = f"""
    CREATE OR REPLACE TEMP TABLE gone_appearances AS
    SELECT {PLACE} FROM ({MEMBERS} EXCEPT SELECT {INPUT} FROM appearances)
"""
CHANGED_NAMES = "SELECT DISTINCT speaker_kind, speaker_name FROM changed_appearances"
# Every block in which something has changed or is gone, with how many appearances it has.
TOUCHED = f"""
    WITH sizes AS (
        SELECT n.block_key, count(*) AS size
        FROM changed_appearances AS c JOIN name_blocks AS n USING (speaker_kind, speaker_name) GROUP BY n.block_key
        UNION ALL
        SELECT block_key, 0 FROM raw.speaker_members SEMI JOIN gone_appearances USING ({PLACE})
    ),
    kept AS (
        SELECT block_key, count(*) AS size FROM raw.speaker_members SEMI JOIN sizes USING (block_key) GROUP BY block_key
    )
    SELECT s.block_key, sum(s.size)::BIGINT + coalesce(any_value(k.size), 0) AS size
    FROM sizes AS s LEFT JOIN kept AS k USING (block_key) GROUP BY s.block_key ORDER BY s.block_key
"""
CHANGED_OF_BLOCKS = f"""
    SELECT {INPUT} FROM changed_appearances JOIN name_blocks AS n USING (speaker_kind, speaker_name)
    WHERE n.block_key IN (SELECT unnest($blocks))
"""
# What is in the changed blocks already, beside what has changed. Who a person is depends on all that is printed of the
# name. An organisation or a state is what its name says: one appearance stands for all of a profile, however many.
KEPT = f"""
    WITH kept AS (
        SELECT * FROM raw.speaker_members ANTI JOIN gone_appearances USING ({PLACE})
        WHERE block_key IN (SELECT unnest($blocks))
    )
    SELECT {INPUT} FROM kept WHERE speaker_kind = 'person'
    UNION ALL
    (SELECT DISTINCT ON (block_key, profile_id) {INPUT} FROM kept WHERE speaker_kind <> 'person')
"""
FORGET_MEMBERS = f"""
    DELETE FROM raw.speaker_members WHERE block_key IN (SELECT unnest(?))
        AND (speaker_kind = 'person' OR ({PLACE}) IN (SELECT ({PLACE}) FROM gone_appearances))
"""
FORGET_BLOCKS = "DELETE FROM raw.{table} WHERE block_key IN (SELECT unnest(?))"
GIVEN = """
    SELECT alias_id, speaker_id, speaker_kind, name_key, country_code, block_key FROM raw.speaker_aliases
    WHERE block_key IN (SELECT unnest($blocks))
"""


TEMPORARY = (
    "article_reads",
    "touched_articles",
    "appearances",
    "changed_appearances",
    "gone_appearances",
    "name_blocks",
)
# Appearances that are identified at a time; a block of names is never parted.
BATCH = 200_000


@dataclass
class IdentityReport:
    """What one run did: appearances looked at, of those new or changed, pairs compared, and pairs left for review."""

    appearances: int = 0
    changed: int = 0
    comparisons: int = 0
    reviews: int = 0


def identify_speakers(con: duckdb.DuckDBPyConnection, *, batch: int = BATCH) -> IdentityReport:
    """Bring the raw.speaker_* tables up to date with raw.statements, about `batch` appearances in one transaction.

    The outcome is that of identifying everything at once, whatever was loaded when; a second run changes nothing, and
    after a kill the next one goes on.
    """
    report = IdentityReport()
    try:
        for query in (READS, TOUCHED_ARTICLES, APPEARANCES, CHANGED, GONE):
            con.execute(query)
        _write_name_blocks(con)
        for blocks in _part_blocks(con.execute(TOUCHED).fetchall(), batch):
            _identify_blocks(con, blocks, report)
        _keep_reads(con)
    finally:
        for table in TEMPORARY:
            con.execute(f"DROP TABLE IF EXISTS {table}")
    return report


def _write_name_blocks(con: duckdb.DuckDBPyConnection) -> None:
    names = con.execute(CHANGED_NAMES).fetchall()
    blocks = [find_block(Appearance("", "", None, kind, name)) for kind, name in names]
    columns = {"speaker_kind": [row[0] for row in names], "speaker_name": [row[1] for row in names]}
    keyed = {**columns, "block_key": blocks}
    con.register("keyed", pa.table({name: pa.array(values, pa.string()) for name, values in keyed.items()}))
    con.execute("CREATE OR REPLACE TEMP TABLE name_blocks AS SELECT * FROM keyed")
    con.unregister("keyed")


def _part_blocks(sizes: Iterable[tuple[str, int]], batch: int) -> Iterator[list[str]]:
    blocks: list[str] = []
    held = 0
    for block, size in sizes:
        if blocks and held + size > batch:
            yield blocks
            blocks, held = [], 0
        blocks.append(block)
        held += size
    if blocks:
        yield blocks


def _identify_blocks(con: duckdb.DuckDBPyConnection, blocks: list[str], report: IdentityReport) -> None:
    touched = {"blocks": blocks}
    changed = _read_appearances(con, CHANGED_OF_BLOCKS, touched)
    kept = _read_appearances(con, KEPT, touched)
    found = identify(changed + kept)
    given = {GivenId(*row): block for *row, block in con.execute(GIVEN, touched).fetchall()}
    _replace(con, blocks, make_rows(changed + [each for each in kept if each.kind == "person"], found, given))
    report.appearances += len(changed) + len(kept)
    report.changed += len(changed)
    report.comparisons += found.comparisons
    report.reviews += len(found.reviews)


def _keep_reads(con: duckdb.DuckDBPyConnection) -> None:
    """Note what was identified, once all of it is written: after a kill the same articles are looked at again."""
    con.begin()
    try:
        for statement in KEEP_READS:
            con.execute(statement)
        con.commit()
    except BaseException:
        con.rollback()
        raise


def _read_appearances(
    con: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any] | None = None
) -> list[Appearance]:
    rows = con.execute(query, parameters).fetchall()
    return [
        Appearance(article_id, version, published_on, kind, name, country_code, tuple(roles), bool(is_own))
        for article_id, version, kind, name, country_code, is_own, roles, published_on, _ in rows
    ]


def _replace(con: duckdb.DuckDBPyConnection, blocks: list[str], rows: dict[str, list[dict[str, Any]]]) -> None:
    con.begin()
    try:
        for table, columns in SPEAKER_TABLES.items():
            forget = FORGET_MEMBERS if table == "speaker_members" else FORGET_BLOCKS.format(table=table)
            con.execute(forget, [blocks])
            if rows[table]:
                con.register("found_rows", pa.Table.from_pylist(rows[table]).select(list(columns)))
                listed = ", ".join(f"{name}::{kind} AS {name}" for name, kind in columns.items())
                con.execute(f"INSERT INTO raw.{table} BY NAME SELECT {listed} FROM found_rows")
                con.unregister("found_rows")
        con.commit()
    except BaseException:
        con.rollback()
        raise
