"""The tables of raw.duckdb. Keys are held by the writers and tested by dbt: indexes cost more than they give."""

from __future__ import annotations

import duckdb

from orchestration.warehouse.correction_tables import (
    AS_EXTRACTED,
    CORRECTED_STATEMENTS,
    CORRECTION_TABLES,
    SPEAKERS,
    TOMBSTONES,
)
from orchestration.warehouse.raw_check import check_columns
from orchestration.warehouse.speaker_tables import SPEAKER_READS, SPEAKER_TABLES

SPANS = "STRUCT(start_char INTEGER, end_char INTEGER)[]"

# table -> column -> type. The order of columns is that of the file.
ARTICLES = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "source_article_id": "VARCHAR",
    "url": "VARCHAR",
    "outlet_name": "VARCHAR",
    "outlet_domain": "VARCHAR",
    "title": "VARCHAR",
    "body": "VARCHAR",
    "authors": "VARCHAR[]",
    "published_on": "DATE",
    "published_on_printed": "VARCHAR",
    "published_on_basis": "VARCHAR",
    "modified_at": "TIMESTAMPTZ",
    "language": "VARCHAR",
    "topic": "VARCHAR",
    "extra": "JSON",
    "load_id": "VARCHAR",
    "load_on": "DATE",
    "loaded_at": "TIMESTAMPTZ",
    "landing_path": "VARCHAR",
    "record_number": "INTEGER",
}
LOAD_RECORDS = {
    "load_id": "VARCHAR",
    "load_on": "DATE",
    "landing_path": "VARCHAR",
    "source_path": "VARCHAR",
    "record_number": "INTEGER",
    "outcome": "VARCHAR",
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "is_undated": "BOOLEAN",
}
REJECTS = {
    "reject_id": "VARCHAR",
    "load_id": "VARCHAR",
    "load_on": "DATE",
    "landing_path": "VARCHAR",
    "source_path": "VARCHAR",
    "record_number": "INTEGER",
    "reason_code": "VARCHAR",
    "reason": "VARCHAR",
    "excerpt": "VARCHAR",
    "rejected_at": "TIMESTAMPTZ",
}
LOADS = {
    "load_id": "VARCHAR",
    "load_on": "DATE",
    "status": "VARCHAR",
    "started_at": "TIMESTAMPTZ",
    "finished_at": "TIMESTAMPTZ",
    "source": "VARCHAR",
    "record_count": "INTEGER",
    "article_count": "INTEGER",
    "new_version_count": "INTEGER",
    "duplicate_count": "INTEGER",
    "reject_count": "INTEGER",
    "undated_count": "INTEGER",
    "unsupported_language_count": "INTEGER",
    "statement_count": "INTEGER",
    "ingest_seconds": "DOUBLE",
    "extract_seconds": "DOUBLE",
    "extractor_version": "VARCHAR",
    "newest_published_on": "DATE",
    "extracted_count": "INTEGER",
    "erased_count": "INTEGER",
}
EXTRACTIONS = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "extractor_version": "VARCHAR",
    "engine": "VARCHAR",
    "status": "VARCHAR",
    "diagnostic": "VARCHAR",
    "statement_count": "INTEGER",
    "load_on": "DATE",
    "extracted_at": "TIMESTAMPTZ",
}
STATEMENTS = {
    "statement_id": "VARCHAR",
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "field": "VARCHAR",
    "content_spans": SPANS,
    "cue_spans": SPANS,
    "source_spans": SPANS,
    "content_text": "VARCHAR",
    "cue_text": "VARCHAR",
    "source_text": "VARCHAR",
    "statement_type": "VARCHAR",
    "stance": "VARCHAR",
    "parent_statement_id": "VARCHAR",
    "speakers": SPEAKERS,
    "resolution": "VARCHAR",
    "resolution_confidence": "DOUBLE",
    "addressee": "VARCHAR",
    "relays": (
        "STRUCT(hop_number INTEGER, outlet_name VARCHAR, outlet_id VARCHAR, verb VARCHAR,"
        " start_char INTEGER, end_char INTEGER)[]"
    ),
    "said_on_start": "DATE",
    "said_on_end": "DATE",
    "said_on_precision": "VARCHAR",
    "said_on_basis": "VARCHAR",
    "said_on_text": "VARCHAR",
    "said_on_start_char": "INTEGER",
    "said_on_end_char": "INTEGER",
    "about_countries": "STRUCT(country_code VARCHAR, start_char INTEGER, end_char INTEGER)[]",
    "about_actors": "STRUCT(actor_name VARCHAR, start_char INTEGER, end_char INTEGER)[]",
    "confidence": "DOUBLE",
    "engine": "VARCHAR",
    "extractor_version": "VARCHAR",
    "load_on": "DATE",
}
ARTICLE_SKETCHES = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "outlet": "VARCHAR",
    "printed_on": "DATE",
    "runs": "UBIGINT[]",
}
SYNDICATIONS = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "matched_article_id": "VARCHAR",
    "matched_article_version": "VARCHAR",
    "containment": "DOUBLE",
    "resemblance": "DOUBLE",
    "found_at": "TIMESTAMPTZ",
}
# What a statement shares with others of the same wording; how candidates are found without reading all statements.
CLAIM_FINGERPRINTS = {
    "fingerprint": "BIGINT",
    "statement_id": "VARCHAR",
}
# What two statements have in common at most, counted before either is read: see claims/outlines.py.
CLAIM_OUTLINES = {
    "statement_id": "VARCHAR",
    "surnames": "VARCHAR[]",
    "said_on": "DATE",
    "has_marks": "BOOLEAN",
    "denies": "BOOLEAN",
    "telling": "USMALLINT[]",
    "whole": "USMALLINT[]",
    "joining": "USMALLINT[]",
}
CLAIM_EDGES = {
    "left_statement_id": "VARCHAR",
    "right_statement_id": "VARCHAR",
    "kind": "VARCHAR",
    "similarity": "DOUBLE",
}
CLAIM_MEMBERS = {
    "statement_id": "VARCHAR",
    "claim_id": "VARCHAR",
    "core_statement_id": "VARCHAR",
    "kind": "VARCHAR",
    "similarity": "DOUBLE",
    "extractor": "VARCHAR",
    # Of all of these but the extractor: what has changed is found by it without reading them.
    "member_digest": "UBIGINT",
}
# Every id ever given, numbered in that order.
CLAIM_IDS = {
    "claim_id": "VARCHAR",
    "claim_number": "BIGINT",
    "given_at": "TIMESTAMPTZ",
}
CLAIM_ALIASES = {
    "alias_claim_id": "VARCHAR",
    "claim_id": "VARCHAR",
    "joined_at": "TIMESTAMPTZ",
}
# Whose the profiles were when the statements of their speakers were matched last: see claim_speakers.py.
CLAIM_SPEAKERS = {
    "profile_id": "VARCHAR",
    "speaker_id": "VARCHAR",
    "block_key": "VARCHAR",
    "is_known_person": "BOOLEAN",
    "is_parted": "BOOLEAN",
}
# What a matching that is not at its end has matched, and which is in no claim by it yet.
CLAIM_WAITING = {
    "statement_id": "VARCHAR",
    "extractor": "VARCHAR",
    "was_matched": "BOOLEAN",
}
# What the claims of an article followed from when its statements were matched last, by a digest of its extraction and
# corrections.
CLAIM_READS = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "digest": "UBIGINT",
}
TABLES: dict[str, dict[str, str]] = {
    "articles": ARTICLES,
    "load_records": LOAD_RECORDS,
    "rejects": REJECTS,
    "loads": LOADS,
    "extractions": EXTRACTIONS,
    "statements": STATEMENTS,
    "article_sketches": ARTICLE_SKETCHES,
    "syndications": SYNDICATIONS,
    "claim_fingerprints": CLAIM_FINGERPRINTS,
    "claim_outlines": CLAIM_OUTLINES,
    "claim_edges": CLAIM_EDGES,
    "claim_members": CLAIM_MEMBERS,
    "claim_ids": CLAIM_IDS,
    "claim_aliases": CLAIM_ALIASES,
    "claim_speakers": CLAIM_SPEAKERS,
    "claim_waiting": CLAIM_WAITING,
    "claim_reads": CLAIM_READS,
    **SPEAKER_TABLES,
    "speaker_reads": SPEAKER_READS,
    **CORRECTION_TABLES,
    "tombstones": TOMBSTONES,
}
# What dbt reads beside the tables: view -> column -> type.
VIEWS: dict[str, dict[str, str]] = {"corrected_statements": {**STATEMENTS, **AS_EXTRACTED}}

# Columns that a release has added to a table of an older one: its warehouse gets them too, empty. Any other that
# is missing is a fault.
ADDED = {
    "loads": frozenset({"extracted_count", "erased_count"}),
    "speaker_members": frozenset({"is_own_country", "is_held"}),
    "claim_members": frozenset({"member_digest"}),
    "corrections": frozenset({"instead_of"}),
    "claim_outlines": frozenset({"denies", "surnames"}),
}
# And columns that a release has given up.
GIVEN_UP = {"claim_outlines": frozenset({"surname"})}
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'raw' AND table_name = ?"


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create schema raw, its views, its tables, and what older releases lack of them; rows are left as they are.

    Raises RawSchemaError where a table does not have the columns that this release reads.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS raw")
    for table, columns in TABLES.items():
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        con.execute(f"CREATE TABLE IF NOT EXISTS raw.{table} ({listed})")
        known = {row[0] for row in con.execute(COLUMNS, [table]).fetchall()}
        for name in ADDED.get(table, frozenset()) - known:
            con.execute(f'ALTER TABLE raw.{table} ADD COLUMN "{name}" {columns[name]}')
        for name in GIVEN_UP.get(table, frozenset()) & known:
            con.execute(f'ALTER TABLE raw.{table} DROP COLUMN "{name}"')
    check_columns(con, TABLES)
    con.execute(CORRECTED_STATEMENTS)
