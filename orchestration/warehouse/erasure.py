"""Erasure in the raw file: every row of an article, and what was concluded from it. The bytes go in erasure_files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse.loads import RECOUNT, mirror_load
from orchestration.warehouse.transactions import transaction

# Rows go by article from these tables; what is concluded from the statements goes when it is concluded anew.
OF_ARTICLES = ("articles", "extractions", "statements", "article_sketches", "corrections")
WANTED = "CREATE OR REPLACE TEMP TABLE erased_articles AS SELECT unnest($articles) AS article_id"
SELECTED = "SELECT article_id FROM erased_articles"
# What tells a namesake apart is about that person, and not about the one whose id it names.
ABOUT_NAMESAKES = """
    kind = 'namesake' AND speaker_name IN (
        SELECT speaker_name FROM raw.speaker_members WHERE profile_id IN (SELECT unnest($ids))
    )
"""
DELETE_UNDOINGS = f"""
    DELETE FROM raw.correction_undoings WHERE correction_id IN (
        SELECT correction_id FROM raw.corrections
        WHERE article_id IN ({SELECTED})
            OR subject_id IN (SELECT unnest($ids)) OR other_subject_id IN (SELECT unnest($ids))
            OR ({ABOUT_NAMESAKES})
    )
"""
DELETE_PAIRS = f"""
    DELETE FROM raw.corrections
    WHERE subject_id IN (SELECT unnest($ids)) OR other_subject_id IN (SELECT unnest($ids)) OR ({ABOUT_NAMESAKES})
"""
DELETE_OUTCOMES = (
    "DELETE FROM raw.correction_outcomes WHERE correction_id NOT IN (SELECT correction_id FROM raw.corrections)"
)
DELETE_SYNDICATIONS = f"""
    DELETE FROM raw.syndications WHERE article_id IN ({SELECTED}) OR matched_article_id IN ({SELECTED})
"""
# What raw.loads counts of the articles themselves; the outcomes of records are counted again by RECOUNT.
LESS_IN_LOADS = f"""
    UPDATE raw.loads SET
        statement_count = greatest(coalesce(loads.statement_count, 0) - gone.statements, 0),
        unsupported_language_count = greatest(coalesce(loads.unsupported_language_count, 0) - gone.unsupported, 0)
    FROM (
        SELECT a.load_id, coalesce(sum(e.statement_count), 0)::INTEGER AS statements,
            count(*) FILTER (a.language <> 'en') AS unsupported
        FROM raw.articles AS a LEFT JOIN raw.extractions AS e USING (article_id, article_version)
        WHERE a.article_id IN ({SELECTED}) GROUP BY a.load_id
    ) AS gone
    WHERE loads.load_id = gone.load_id
"""
# A file that is gone had a name that may say what was in it.
BURY_RECORDS = f"""
    UPDATE raw.load_records SET outcome = 'erased', article_id = NULL, article_version = NULL, is_undated = NULL,
        source_path = CASE WHEN landing_path IN (SELECT unnest($removed)) THEN 'erased' ELSE source_path END,
        landing_path = CASE WHEN landing_path IN (SELECT unnest($removed)) THEN NULL ELSE landing_path END
    WHERE article_id IN ({SELECTED})
"""
# What was rejected is told apart by its place alone: its record names no article.
BURY_REJECTED = """
    UPDATE raw.load_records AS r SET outcome = 'erased', is_undated = NULL,
        source_path = CASE
            WHEN r.landing_path IS NULL OR r.landing_path IN (SELECT unnest($removed)) THEN 'erased'
            ELSE r.source_path
        END,
        landing_path = CASE WHEN r.landing_path IN (SELECT unnest($removed)) THEN NULL ELSE r.landing_path END
    FROM raw.rejects AS j
    WHERE j.reject_id IN (SELECT unnest($rejects)) AND r.outcome = 'reject' AND r.load_id = j.load_id
        AND r.record_number = j.record_number AND r.source_path = j.source_path
        AND r.landing_path IS NOT DISTINCT FROM j.landing_path
"""
BURY_LOADS = """
    UPDATE raw.loads SET source = 'erased', newest_published_on = NULL
    WHERE load_id IN (SELECT unnest($loads)) AND record_count = erased_count
"""
ARTICLES = """
    SELECT a.article_id, any_value(a.title), any_value(a.url), any_value(a.outlet_name),
        count(DISTINCT a.article_version),
        (SELECT count(*) FROM raw.statements AS s WHERE s.article_id = a.article_id),
        list_distinct(flatten([list(a.url), list(a.title), [a.article_id]])),
        (SELECT list(DISTINCT r.article_id ORDER BY r.article_id) FROM (
            SELECT matched_article_id AS article_id FROM raw.syndications WHERE article_id = a.article_id
            UNION SELECT article_id FROM raw.syndications WHERE matched_article_id = a.article_id) AS r)
    FROM raw.articles AS a WHERE a.article_id IN (SELECT unnest($articles)) GROUP BY a.article_id ORDER BY a.article_id
"""
RECORDS = """
    SELECT landing_path, record_number, load_id FROM raw.load_records
    WHERE article_id IN (SELECT unnest($articles)) ORDER BY ALL
"""
REJECTS = """
    SELECT reject_id, load_id, landing_path, record_number, source_path, coalesce(excerpt, '') FROM raw.rejects AS r
    WHERE EXISTS (
        SELECT 1 FROM (SELECT unnest($words) AS word) AS w
        WHERE contains(lower(concat_ws(' ', r.source_path, r.excerpt)), lower(w.word))
    )
    ORDER BY ALL
"""
# An id is of what articles print alike: with the last of them nobody has it any more.
ALIASES = """
    SELECT DISTINCT profile_id FROM raw.speaker_members WHERE article_id IN (SELECT unnest($articles)) ORDER BY ALL
"""
OF_SPEAKER = """
    SELECT DISTINCT m.article_id FROM raw.speaker_members AS m
    LEFT JOIN raw.speaker_corrections AS c ON m.profile_id = c.profile_id
    WHERE coalesce(c.speaker_id, m.speaker_id) = $speaker ORDER BY ALL
"""
IDS_OF_SPEAKER = """
    SELECT a.alias_id FROM raw.speaker_aliases AS a LEFT JOIN raw.speaker_corrections AS c ON a.alias_id = c.profile_id
    WHERE coalesce(c.speaker_id, a.speaker_id) = $speaker ORDER BY ALL
"""


@dataclass(frozen=True)
class DoomedArticle:
    """An article to erase. `needles` are what documents may print of it; `copies` the ids of texts like its own."""

    article_id: str
    title: str
    url: str | None
    outlet_name: str | None
    versions: int
    statements: int
    needles: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True)
class RejectedRecord:
    """A row of raw.rejects, and where its bytes lie: None where it was never landed."""

    reject_id: str
    load_id: str
    landing_path: str | None
    record_number: int
    source_path: str
    excerpt: str


@dataclass(frozen=True)
class Tombstone:
    """One row of raw.tombstones, without its counts. `erased_at` is UTC."""

    tombstone_id: str
    kind: str
    subject_hash: str
    ground: str
    erased_by: str
    erased_at: datetime
    reason: str


def read_articles(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[DoomedArticle]:
    """Those of these articles that the warehouse has."""
    rows = con.execute(ARTICLES, {"articles": list(article_ids)}).fetchall()
    return [
        DoomedArticle(
            article_id, title, url, outlet, versions, statements, tuple(filter(None, needles)), tuple(copies or ())
        )
        for article_id, title, url, outlet, versions, statements, needles, copies in rows
    ]


def read_places(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> tuple[dict[str, set[int]], list[str]]:
    """Where these articles lie in the landing zone, duplicates too: numbers by path; and the loads that brought it."""
    places: dict[str, set[int]] = defaultdict(set)
    loads: set[str] = set()
    for path, number, load_id in con.execute(RECORDS, {"articles": list(article_ids)}).fetchall():
        loads.add(load_id)
        if path is not None:
            places[path].add(number)
    return dict(places), sorted(loads)


def read_rejects(con: duckdb.DuckDBPyConnection, words: Sequence[str]) -> list[RejectedRecord]:
    """The rejects whose name or excerpt has one of these words, whatever the capitals."""
    return [RejectedRecord(*row) for row in con.execute(REJECTS, {"words": list(words)}).fetchall()]


def read_alias_ids(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[str]:
    """The ids under which these articles' speakers are known."""
    return [row[0] for row in con.execute(ALIASES, {"articles": list(article_ids)}).fetchall()]


def find_articles_of(con: duckdb.DuckDBPyConnection, speaker_id: str) -> tuple[list[str], list[str]]:
    """The articles in which a speaker speaks, and every id that leads to it."""
    articles = con.execute(OF_SPEAKER, {"speaker": speaker_id}).fetchall()
    ids = con.execute(IDS_OF_SPEAKER, {"speaker": speaker_id}).fetchall()
    return [row[0] for row in articles], [row[0] for row in ids]


def find_speaker(con: duckdb.DuckDBPyConnection, given_id: str) -> str | None:
    """The speaker that an id leads to, or None."""
    rows = con.execute(
        "SELECT coalesce(c.speaker_id, a.speaker_id) FROM raw.speaker_aliases AS a"
        " LEFT JOIN raw.speaker_corrections AS c ON a.alias_id = c.profile_id WHERE a.alias_id = ?",
        [given_id],
    ).fetchall()
    return rows[0][0] if rows else None


def read_tombstones(con: duckdb.DuckDBPyConnection, kind: str = "article") -> dict[str, str]:
    """Hash of the subject to the tombstone's id."""
    rows = con.execute("SELECT subject_hash, tombstone_id FROM raw.tombstones WHERE kind = ?", [kind]).fetchall()
    return dict(rows)


def delete_articles(
    con: duckdb.DuckDBPyConnection,
    article_ids: Sequence[str],
    speaker_ids: Sequence[str],
    tombstones: Sequence[tuple[Tombstone, dict[str, int]]],
    *,
    removed: Sequence[str],
    loads: Sequence[str],
    rejects: Sequence[str] = (),
) -> None:
    """Delete every row of these articles, and corrections that name these ids of speakers, and write the tombstones.

    `tombstones` come with their counts (articles, records, statements), `removed` are landed files that are gone,
    `loads` those that brought the articles or rejects, `rejects` ids of those that tell of them. One transaction.
    """
    with transaction(con):
        con.execute(WANTED, {"articles": list(article_ids)})
        con.execute(LESS_IN_LOADS)
        con.execute(DELETE_UNDOINGS, {"ids": list(speaker_ids)})
        con.execute(DELETE_PAIRS, {"ids": list(speaker_ids)})
        con.execute(DELETE_SYNDICATIONS)
        for table in OF_ARTICLES:
            con.execute(f"DELETE FROM raw.{table} WHERE article_id IN ({SELECTED})")
        con.execute(DELETE_OUTCOMES)
        con.execute(BURY_RECORDS, {"removed": list(removed)})
        con.execute(BURY_REJECTED, {"removed": list(removed), "rejects": list(rejects)})
        con.execute("DELETE FROM raw.rejects WHERE reject_id IN (SELECT unnest(?))", [list(rejects)])
        for load_id in loads:
            con.execute(RECOUNT, {"load_id": load_id})
        con.execute(BURY_LOADS, {"loads": list(loads)})
        for tombstone, counts in tombstones:
            con.execute("INSERT INTO raw.tombstones VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _to_row(tombstone, counts))
        con.execute("DROP TABLE erased_articles")


def forget_names(con: duckdb.DuckDBPyConnection, alias_ids: Sequence[str]) -> None:
    """Delete those of these ids that nobody has any more, and with them the names they were of."""
    con.execute(
        "DELETE FROM raw.speaker_aliases WHERE is_retired AND alias_id IN (SELECT unnest(?))", [list(alias_ids)]
    )


def mirror_loads(con: duckdb.DuckDBPyConnection, settings: Settings, loads: Sequence[str]) -> None:
    """Make the ledger say what raw.loads says of these loads."""
    for load_id in loads:
        mirror_load(con, settings, load_id)


def _to_row(tombstone: Tombstone, counts: dict[str, int]) -> list[Any]:
    one = tombstone
    given = [one.tombstone_id, one.kind, one.subject_hash, one.ground, one.erased_by, one.erased_at, one.reason]
    return [*given, counts["articles"], counts["records"], counts["statements"]]
