"""The rows of one copy of a warehouse, written into another: new ids, addresses, outlets and days, renamed texts.

A copy is a whole: what refers to each other in the source does so in the copy. Days are moved by whole weeks, so that a
Sunday stays one; an article counts as loaded on the day after its print, one without a date on any day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import duckdb

PARAMETER = re.compile(r"\$(\w+)")
OUTLET_NAMES = ("", " Weekly", " Evening Edition", " Review", " International")
# Weeks between the days of two neighbouring copies, and the weeks over which copies are spread.
WEEK_STEP, WEEKS = 53, 300

MACROS = (
    "CREATE OR REPLACE TEMP MACRO copied(id, k) AS left(md5(id || '/' || k), length(id))",
    """CREATE OR REPLACE TEMP MACRO copied_address(address, k) AS
        address || CASE WHEN contains(address, '?') THEN '&' WHEN contains(address, '://') THEN '?' ELSE '-' END
        || 'copy=' || k""",
    """CREATE OR REPLACE TEMP MACRO copied_domain(domain, o) AS
        CASE WHEN o = 0 THEN domain ELSE replace(domain, '.', '-') || '-' || o || '.example' END""",
    "CREATE OR REPLACE TEMP MACRO claim_of(core) AS left(md5('claim|' || core), 16)",
)
BASE = """
    CREATE OR REPLACE TEMP TABLE base_articles AS
    SELECT article_id, article_version, row_number() OVER (ORDER BY hash(article_id), article_version) AS number,
        coalesce(published_on, DATE '2012-01-01' + (hash(article_id) % 3000)::INTEGER) AS day
    FROM source.raw.articles
"""
# The articles of a copy with what they become; `days` is what its dates are moved by.
MAP = """
    CREATE OR REPLACE TEMP TABLE copy_map AS
    SELECT article_id, article_version, number::INTEGER AS number, copied_address(article_id, $k) AS new_id,
        copied(article_version, $k) AS new_version, coalesce($on::DATE, day + $days + 1) AS load_on,
        coalesce($on::DATE - 1 - day, $days)::INTEGER AS days
    FROM base_articles WHERE number <= coalesce($most::INTEGER, number)
"""
ARTICLES = """
    INSERT INTO raw.articles BY NAME
    SELECT a.* REPLACE (
            m.new_id AS article_id, m.new_version AS article_version, copied_address(a.url, $k) AS url,
            a.outlet_name || $outlet_name AS outlet_name, copied_domain(a.outlet_domain, $o) AS outlet_domain,
            a.published_on + m.days AS published_on, a.modified_at + to_days(m.days) AS modified_at,
            strftime(m.load_on, '%Y%m%dT060000Z-made00') AS load_id, m.load_on AS load_on,
            (m.load_on + TIME '06:05')::TIMESTAMPTZ AS loaded_at,
            strftime(m.load_on, '%Y-%m-%d/made/') || $k || '.jsonl' AS landing_path, m.number AS record_number
        )
    FROM renamed_articles AS a JOIN copy_map AS m USING (article_id, article_version)
"""
LOAD_RECORDS = """
    INSERT INTO raw.load_records BY NAME
    SELECT a.load_id, a.load_on, a.landing_path, 'made.jsonl' AS source_path, a.record_number,
        CASE WHEN row_number() OVER (PARTITION BY a.article_id ORDER BY a.load_on, a.record_number) = 1
            THEN 'article' ELSE 'new_version' END AS outcome,
        a.article_id, a.article_version, a.published_on IS NULL AS is_undated
    FROM raw.articles AS a SEMI JOIN copy_map AS m ON a.article_id = m.new_id
"""
EXTRACTIONS = """
    INSERT INTO raw.extractions BY NAME
    SELECT e.* REPLACE (
            m.new_id AS article_id, m.new_version AS article_version, m.load_on AS load_on,
            (m.load_on + TIME '06:10')::TIMESTAMPTZ AS extracted_at
        )
    FROM source.raw.extractions AS e JOIN copy_map AS m USING (article_id, article_version)
"""
STATEMENTS = """
    INSERT INTO raw.statements BY NAME
    SELECT s.* REPLACE (
            copied(s.statement_id, $k) AS statement_id, m.new_id AS article_id, m.new_version AS article_version,
            copied(s.parent_statement_id, $k) AS parent_statement_id,
            s.said_on_start + m.days AS said_on_start, s.said_on_end + m.days AS said_on_end, m.load_on AS load_on
        )
    FROM renamed_statements AS s JOIN copy_map AS m USING (article_id, article_version)
"""
SKETCHES = """
    INSERT INTO raw.article_sketches BY NAME
    SELECT s.* REPLACE (
            m.new_id AS article_id, m.new_version AS article_version, copied_domain(s.outlet, $o) AS outlet,
            s.printed_on + m.days AS printed_on, list_transform(s.runs, lambda run: hash(run, $k)) AS runs
        )
    FROM source.raw.article_sketches AS s JOIN copy_map AS m USING (article_id, article_version)
"""
SYNDICATIONS = """
    INSERT INTO raw.syndications BY NAME
    SELECT s.* REPLACE (
            m.new_id AS article_id, m.new_version AS article_version, o.new_id AS matched_article_id,
            o.new_version AS matched_article_version
        )
    FROM source.raw.syndications AS s JOIN copy_map AS m USING (article_id, article_version)
    JOIN copy_map AS o ON o.article_id = s.matched_article_id AND o.article_version = s.matched_article_version
"""
ROWS = (ARTICLES, LOAD_RECORDS, EXTRACTIONS, STATEMENTS, SKETCHES, SYNDICATIONS)
# A claim of the source is a claim of the copy: the same statements, edges of the same kind.
CLAIMS = (
    """
    CREATE OR REPLACE TEMP TABLE copy_claims AS
    SELECT claim_id, claim_of(copied(min(core_statement_id), $k)) AS new_id
    FROM source.raw.claim_members GROUP BY claim_id
    """,
    """
    INSERT INTO raw.claim_members BY NAME
    SELECT m.* REPLACE (
            copied(m.statement_id, $k) AS statement_id, c.new_id AS claim_id,
            copied(m.core_statement_id, $k) AS core_statement_id,
            hash(copied(m.statement_id, $k), c.new_id, copied(m.core_statement_id, $k), m.kind, m.similarity)
                AS member_digest
        )
    FROM source.raw.claim_members AS m JOIN copy_claims AS c USING (claim_id)
    SEMI JOIN kept_statements AS k USING (statement_id)
    """,
    """
    INSERT INTO raw.claim_ids BY NAME
    SELECT new_id AS claim_id, row_number() OVER (ORDER BY new_id)
        + (SELECT coalesce(max(claim_number), 0) FROM raw.claim_ids) AS claim_number, now() AS given_at
    FROM copy_claims
    """,
    """
    INSERT INTO raw.claim_edges BY NAME
    SELECT e.* REPLACE (
            least(copied(e.left_statement_id, $k), copied(e.right_statement_id, $k)) AS left_statement_id,
            greatest(copied(e.left_statement_id, $k), copied(e.right_statement_id, $k)) AS right_statement_id
        )
    FROM source.raw.claim_edges AS e
    SEMI JOIN kept_statements AS l ON e.left_statement_id = l.statement_id
    SEMI JOIN kept_statements AS r ON e.right_statement_id = r.statement_id
    """,
    """
    INSERT INTO raw.claim_fingerprints BY NAME
    SELECT (hash(fingerprint, $k) >> 1)::BIGINT AS fingerprint, copied(statement_id, $k) AS statement_id
    FROM source.raw.claim_fingerprints SEMI JOIN kept_statements AS k USING (statement_id)
    """,
    """
    INSERT INTO raw.claim_outlines BY NAME
    SELECT * REPLACE (
            copied(statement_id, $k) AS statement_id,
            said_on + $days AS said_on,
            list_transform(telling, lambda word: (hash(word, $k) % 65536)::USMALLINT) AS telling,
            list_transform(whole, lambda word: (hash(word, $k) % 65536)::USMALLINT) AS whole,
            list_transform(joining, lambda word: (hash(word, $k) % 65536)::USMALLINT) AS joining
        )
    FROM source.raw.claim_outlines SEMI JOIN kept_statements AS k USING (statement_id)
    """,
)
LOADS = """
    INSERT INTO raw.loads BY NAME
    WITH counted AS (
        SELECT load_id, load_on, count(*) AS record_count, count(*) FILTER (outcome = 'article') AS article_count,
            count(*) FILTER (outcome = 'new_version') AS new_version_count,
            count(*) FILTER (is_undated) AS undated_count
        FROM raw.load_records GROUP BY ALL
    ),
    read AS (
        SELECT a.load_id, sum(e.statement_count)::INTEGER AS statement_count,
            max(a.published_on) AS newest_published_on, any_value(e.extractor_version) AS extractor_version,
            count(*) AS extracted_count,
            count(*) FILTER (a.language <> 'en') AS unsupported_language_count
        FROM raw.articles AS a JOIN raw.extractions AS e USING (article_id, article_version) GROUP BY a.load_id
    )
    SELECT c.*, r.* EXCLUDE (load_id), 'done' AS status, 'made.jsonl' AS source, 0 AS duplicate_count,
        0 AS reject_count, (load_on + TIME '06:00')::TIMESTAMPTZ AS started_at,
        (load_on + TIME '06:15')::TIMESTAMPTZ AS finished_at, 1.0 AS ingest_seconds, 1.0 AS extract_seconds
    FROM counted AS c JOIN read AS r USING (load_id) ANTI JOIN raw.loads AS known USING (load_id)
"""


@dataclass(frozen=True)
class Copy:
    """One copy by number; `on` puts all its articles on one load date, `most` takes only so many of them."""

    number: int
    on: date | None = None
    most: int | None = None


def prepare_copying(con: duckdb.DuckDBPyConnection) -> None:
    """Make what every copy needs; the source is attached as `source`, read-only."""
    for statement in (*MACROS, BASE):
        con.execute(statement)


def write_copy(con: duckdb.DuckDBPyConnection, copy: Copy, *, with_claims: bool) -> None:
    """Write the rows of one copy in one transaction.

    `renamed_articles` and `renamed_statements` are registered: the source's rows with the texts of this copy.
    `with_claims` copies the source's claims too, which must be of all its statements.
    """
    outlet = copy.number % len(OUTLET_NAMES)
    given = {
        "k": copy.number,
        "o": outlet,
        "outlet_name": OUTLET_NAMES[outlet],
        "days": 7 * (copy.number * WEEK_STEP % WEEKS),
        "on": copy.on,
        "most": copy.most,
    }
    con.begin()
    for statement in (MAP, *ROWS, *(CLAIMS if with_claims else ())):
        con.execute(statement, {name: given[name] for name in set(PARAMETER.findall(statement))})
    con.commit()


def write_loads(con: duckdb.DuckDBPyConnection) -> None:
    """Write the row of every load whose records are there; after all copies."""
    con.execute(LOADS)
