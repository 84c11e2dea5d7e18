"""One speaker across articles: reads who appears in the statements, has `identity` decide, and writes what it found.

Only articles are read that were extracted, corrected or dated anew since, and only blocks of names written in which
something has changed: a day costs what its names cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from orchestration.identity import IDENTITY_VERSION
from orchestration.identity.profiles import Appearance
from orchestration.warehouse.article_reads import drop_found, find_changed, keep_reads
from orchestration.warehouse.speaker_blocks import PLACE, IdentityReport, identify_blocks
from orchestration.warehouse.speaker_rows import make_members
from orchestration.warehouse.speaker_tables import MEMBER_INPUT
from orchestration.warehouse.transactions import transaction

INPUT = ", ".join(MEMBER_INPUT)
# Appearances that are identified at a time; a block of names is never parted. Of those that are there already only sums
# are held: so many weigh as much as a new one.
BATCH = 200_000
KEPT_TO_ONE = 5
# What the speakers of each article follow from, by a digest; raw.speaker_reads has it as it was identified last.
READS = "speaker_reads"
MADE_OF = f"e.engine, e.extractor_version, e.extracted_at, c.digest, a.published_on, '{IDENTITY_VERSION}'"
TOUCHED_ARTICLES = """
    CREATE OR REPLACE TEMP TABLE touched_articles AS
    SELECT article_id, article_version FROM changed_articles
    UNION SELECT article_id, article_version FROM outdated_reads
"""
# Where their statements lie: of a large table ids alone are looked through, and rows then read by their places.
PLACES = """
    CREATE OR REPLACE TEMP TABLE touched_places AS
    SELECT rowid AS place FROM raw.statements WHERE article_id IN (SELECT article_id FROM touched_articles)
"""
# The name is that of int_statement_speakers__resolved: the marts join on it.
NAME = """CASE
        WHEN resolution = 'unresolved' THEN nullif(trim(speaker.name), '')
        ELSE coalesce(nullif(trim(speaker.name), ''), nullif(trim(speaker.mention), ''))
    END"""
# Who appears in articles, of the rows `listed`: article_id, article_version, resolution and a `speaker` of a statement.
GROUPED = f"""
    named AS (
        SELECT article_id, article_version, speaker.kind AS speaker_kind, {NAME} AS speaker_name,
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
APPEARANCES = f"""
    CREATE OR REPLACE TEMP TABLE appearances AS
    WITH listed AS (
        SELECT article_id, article_version, resolution, unnest(speakers) AS speaker
        FROM raw.corrected_statements SEMI JOIN touched_articles USING (article_id, article_version)
        WHERE statement_place IN (SELECT place FROM touched_places) AND len(speakers) > 0
    ),
    {GROUPED}
"""
MEMBERS = f"""
    CREATE OR REPLACE TEMP TABLE members_before AS
    SELECT {INPUT} FROM raw.speaker_members SEMI JOIN touched_articles USING (article_id, article_version)
"""
CHANGED = f"""
    CREATE OR REPLACE TEMP TABLE changed_appearances AS
    SELECT {INPUT} FROM appearances EXCEPT FROM members_before
"""
# As they were: an appearance that is altered has its place in both lists.
GONE = f"""
    CREATE OR REPLACE TEMP TABLE gone_appearances AS
    SELECT {PLACE} FROM (FROM members_before EXCEPT SELECT {INPUT} FROM appearances)
"""
# Every block in which something has changed or is gone, with how much is to be read for it.
TOUCHED = f"""
    WITH sizes AS (
        SELECT block_key, count(*) AS size FROM keyed_appearances GROUP BY block_key
        UNION ALL
        SELECT block_key, 0 FROM raw.speaker_members SEMI JOIN gone_appearances USING ({PLACE})
    ),
    kept AS (
        SELECT block_key, count(*) AS size FROM raw.speaker_members
        WHERE block_key IN (SELECT block_key FROM sizes) GROUP BY block_key
    )
    SELECT s.block_key, sum(s.size)::BIGINT + coalesce(any_value(k.size), 0) // {KEPT_TO_ONE} AS size
    FROM sizes AS s LEFT JOIN kept AS k USING (block_key) GROUP BY s.block_key ORDER BY s.block_key
"""
TEMPORARY = (
    "touched_articles",
    "touched_places",
    "appearances",
    "members_before",
    "changed_appearances",
    "gone_appearances",
    "keyed_appearances",
)


def identify_speakers(con: duckdb.DuckDBPyConnection, *, batch: int = BATCH) -> IdentityReport:
    """Bring the raw.speaker_* tables up to date with raw.statements, about `batch` appearances in one transaction.

    The outcome is that of identifying everything at once, whatever was loaded when; a second run changes nothing, and
    after a kill the next one goes on.
    """
    report = IdentityReport()
    try:
        find_changed(con, READS, MADE_OF, with_articles=True)
        for query in (TOUCHED_ARTICLES, PLACES, APPEARANCES, MEMBERS, CHANGED, GONE):
            con.execute(query)
        _key_appearances(con)
        for blocks in _part_blocks(con.execute(TOUCHED).fetchall(), batch):
            identify_blocks(con, blocks, report)
        # Once all of it is written: after a kill the same articles are looked at again.
        with transaction(con):
            keep_reads(con, READS)
    finally:
        drop_found(con)
        for table in TEMPORARY:
            con.execute(f"DROP TABLE IF EXISTS {table}")
    return report


def read_appearances(con: duckdb.DuckDBPyConnection, query: str) -> list[Appearance]:
    """The appearances that a query gives by the columns of INPUT."""
    return [
        Appearance(article_id, version, published_on, kind, name, country_code, tuple(roles), bool(is_own))
        for article_id, version, kind, name, country_code, is_own, roles, published_on, _ in con.execute(
            query
        ).fetchall()
    ]


def _key_appearances(con: duckdb.DuckDBPyConnection) -> None:
    """Say of every changed appearance what follows from it alone: its block, its profile and its office."""
    con.register("keyed", make_members(read_appearances(con, f"SELECT {INPUT} FROM changed_appearances")))
    con.execute("CREATE OR REPLACE TEMP TABLE keyed_appearances AS SELECT * FROM keyed")
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
