"""Articles with statements for the tests of claims, written into a raw file as the extraction would."""

from __future__ import annotations

from datetime import date

import duckdb

TABLES = ("members", "edges", "ids", "aliases", "fingerprints", "outlines", "reads", "speakers", "waiting")


def add_statement(
    con: duckdb.DuckDBPyConnection,
    name: str,
    text: str,
    *,
    article_id: str | None = None,
    on: date = date(2026, 3, 1),
    speaker: str = "Ada Okafor",
    role: str | None = None,
    country: str | None = None,
    parent: str | None = None,
    start: int = 0,
    extractor_version: str = "1",
) -> None:
    """One statement of an article (its own, unless named), from its code point `start` on."""
    article = article_id or f"article of {name}"
    con.execute(
        "INSERT INTO raw.articles BY NAME SELECT $article AS article_id, 'v' AS article_version, $day AS published_on"
        " WHERE $article NOT IN (SELECT article_id FROM raw.articles)",
        {"article": article, "day": on},
    )
    con.execute("DELETE FROM raw.extractions WHERE article_id = ?", [article])
    con.execute(
        "INSERT INTO raw.extractions BY NAME SELECT $article AS article_id, 'v' AS article_version, 'rules' AS engine,"
        " $version AS extractor_version, now() AS extracted_at",
        {"article": article, "version": extractor_version},
    )
    con.execute(
        """INSERT INTO raw.statements BY NAME SELECT $name AS statement_id, $article AS article_id,
            'v' AS article_version, 'body' AS field, $text AS content_text,
            'rules' AS engine, $version AS extractor_version, 'assert' AS stance, 'named' AS resolution,
            [{'start_char': $start, 'end_char': $end}] AS content_spans, $parent AS parent_statement_id,
            [{'mention': $speaker, 'name': $speaker, 'kind': 'person', 'role': $role, 'country_code': $country,
              'country_basis': 'mention'}] AS speakers, 'none' AS said_on_precision""",
        {
            "name": name, "article": article, "text": text, "speaker": speaker, "parent": parent,
            "role": role, "country": country, "version": extractor_version, "start": start, "end": start + len(text),
        },
    )  # fmt: skip


def remove_statement(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Take a statement away, as a new extractor does that no longer finds it."""
    con.execute("DELETE FROM raw.statements WHERE statement_id = ?", [name])


def claims(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Statement -> claim id."""
    return dict(con.execute("SELECT statement_id, claim_id FROM raw.claim_members").fetchall())


def groups(con: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    """The statements of each claim."""
    by_claim: dict[str, set[str]] = {}
    for statement_id, claim_id in claims(con).items():
        by_claim.setdefault(claim_id, set()).add(statement_id)
    return {frozenset(members) for members in by_claim.values()}


def resolve(con: duckdb.DuckDBPyConnection, claim_id: str) -> str:
    """The claim that an id leads to, itself where it was never joined."""
    found = con.execute("SELECT claim_id FROM raw.claim_aliases WHERE alias_claim_id = ?", [claim_id]).fetchall()
    return str(found[0][0]) if found else claim_id


def matched(con: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What does not depend on the order of days: all but the ids of claims."""
    columns = {"members": "statement_id, core_statement_id, kind, similarity, extractor"}
    rows = {
        table: con.execute(f"SELECT {columns.get(table, '*')} FROM raw.claim_{table} ORDER BY ALL").fetchall()
        for table in TABLES
        if table not in ("ids", "aliases")
    }
    return {"claims": groups(con), **rows}


def forget_all(con: duckdb.DuckDBPyConnection) -> None:
    """Leave nothing of any matching."""
    for table in TABLES:
        con.execute(f"DELETE FROM raw.claim_{table}")
