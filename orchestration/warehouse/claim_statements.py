"""Statements read for matching: their own words, who said them and when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import duckdb

from orchestration.claims.statement import Statement, own_words
from orchestration.claims.who import Who, surname_of_block
from orchestration.claims.words import split_words
from orchestration.warehouse.speakers import NAME

NESTED_PLACES = """
    CREATE OR REPLACE TEMP TABLE claim_nested AS
    SELECT rowid AS place FROM raw.statements WHERE parent_statement_id IN (SELECT statement_id FROM claim_read)
    UNION
    SELECT rowid FROM raw.statements WHERE statement_id IN (
        SELECT statement_id FROM raw.statement_corrections
        WHERE parent_statement_id IN (SELECT statement_id FROM claim_read)
    )
"""
# Who appears in their articles, by where the rows lie: ids alone are looked through.
MEMBERS = """
    CREATE OR REPLACE TEMP TABLE claim_appearing AS
    WITH articles AS (SELECT article_id FROM raw.statements WHERE rowid IN (SELECT place FROM claim_read)),
    places AS MATERIALIZED (
        SELECT rowid AS place FROM raw.speaker_members WHERE article_id IN (SELECT article_id FROM articles)
    )
    SELECT article_id, article_version, speaker_kind, speaker_name, profile_id, country_code
    FROM raw.speaker_members WHERE rowid IN (SELECT place FROM places)
"""
# A statement without fingerprints is known to none; a few words are not matched.
STATEMENTS = f"""
    WITH nested AS (
        SELECT c.parent_statement_id AS statement_id, c.article_id, c.article_version, c.field,
            flatten(list(c.content_spans)) AS spans
        FROM raw.corrected_statements AS c
        WHERE c.statement_place IN (SELECT place FROM claim_nested) AND c.parent_statement_id IS NOT NULL
        GROUP BY ALL
    ),
    listed AS (
        SELECT statement_id, article_id, article_version, field, content_text, content_spans, stance, resolution,
            said_on_precision, said_on_start, speakers[1] AS speaker
        FROM raw.corrected_statements WHERE statement_place IN (SELECT place FROM claim_read)
    ),
    spoken AS (
        SELECT *, speaker.kind AS speaker_kind, {NAME} AS speaker_name,
            CASE WHEN resolution <> 'unresolved' AND speaker.kind IN ('person', 'organisation', 'state')
                THEN speaker.name END AS told_name
        FROM listed
    )
    SELECT s.statement_id, s.content_text, s.content_spans, n.spans, s.stance, s.told_name,
        coalesce(CASE WHEN s.said_on_precision = 'day' THEN s.said_on_start END, a.published_on) AS said_or_printed_on,
        w.speaker_id, w.block_key, m.country_code, w.is_known_person, w.is_parted
    FROM spoken AS s
    LEFT JOIN nested AS n USING (statement_id, article_id, article_version, field)
    LEFT JOIN raw.articles AS a USING (article_id, article_version)
    LEFT JOIN claim_appearing AS m USING (article_id, article_version, speaker_kind, speaker_name)
    LEFT JOIN raw.claim_speakers AS w ON m.profile_id = w.profile_id
    ORDER BY s.statement_id
"""


def read_statements(con: duckdb.DuckDBPyConnection) -> Iterator[Statement]:
    """The statements that `claim_read` lists with their places in raw.statements."""
    con.execute(NESTED_PLACES)
    con.execute(MEMBERS)
    for name, text, spans, nested, stance, speaker, on, *who in con.execute(STATEMENTS).fetchall():
        own = own_words(text, _bounds(spans), _bounds(nested))
        told = " ".join(split_words(speaker or "")) or None
        yield Statement(name, own, told, on, stance or "assert", _read_who(*who) if told else None)
    for table in ("nested", "appearing"):
        con.execute(f"DROP TABLE claim_{table}")


# A speaker has many statements.
@lru_cache(maxsize=10_000)
def _read_who(speaker_id: str | None, block_key: str | None, *known: Any) -> Who | None:
    return Who(speaker_id, surname_of_block(block_key) if block_key else None, *known) if speaker_id else None


def _bounds(spans: list[dict[str, int]] | None) -> list[tuple[int, int]]:
    return [(span["start_char"], span["end_char"]) for span in spans or []]
