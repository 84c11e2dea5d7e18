"""Which articles are otherwise than when something was last concluded from them, by a digest of each.

An article's statements are written with its extraction and never without, so that its extraction, its corrections and
what else is asked for stand for all of them: of ten million statements none has to be read to find those of a day.
"""

from __future__ import annotations

import duckdb

CORRECTED = """
    CREATE OR REPLACE TEMP TABLE article_corrections AS
    SELECT s.article_id, s.article_version, sum(hash(c)::HUGEINT) AS digest
    FROM raw.statement_corrections AS c JOIN raw.statements AS s USING (statement_id)
    GROUP BY s.article_id, s.article_version
"""
# By the digest of a row, ids with it: compared as texts they would take several times as long.
STATES = """
    CREATE OR REPLACE TEMP TABLE article_states AS
    WITH states AS (
        SELECT e.rowid AS place, e.article_id, e.article_version, hash({made_of}) AS digest
        FROM raw.extractions AS e
        {articles}
        LEFT JOIN article_corrections AS c USING (article_id, article_version)
    )
    SELECT place, digest, hash(article_id, article_version, digest) AS state FROM states
"""
ARTICLES = "JOIN raw.articles AS a USING (article_id, article_version)"
CHANGED = """
    CREATE OR REPLACE TEMP TABLE changed_articles AS
    SELECT e.article_id, e.article_version, s.digest
    FROM (
        FROM article_states
        ANTI JOIN (SELECT hash(article_id, article_version, digest) AS state FROM raw.{reads}) AS r USING (state)
    ) AS s
    JOIN raw.extractions AS e ON e.rowid = s.place
"""
OUTDATED = """
    CREATE OR REPLACE TEMP TABLE outdated_reads AS
    SELECT r.state, r.article_id, r.article_version
    FROM (
        SELECT article_id, article_version, hash(article_id, article_version, digest) AS state FROM raw.{reads}
    ) AS r
    ANTI JOIN article_states AS s USING (state)
"""
# By their states: places would not hold where something else is committed after they were found.
KEEP = (
    """
    DELETE FROM raw.{reads}
    WHERE hash(article_id, article_version, digest) IN (SELECT state FROM outdated_reads)
    """,
    "INSERT INTO raw.{reads} BY NAME FROM changed_articles",
)
TEMPORARY = ("article_corrections", "article_states", "changed_articles", "outdated_reads")


def find_changed(con: duckdb.DuckDBPyConnection, reads: str, made_of: str, *, with_articles: bool = False) -> None:
    """Make `changed_articles`, with what raw.`reads` has not or otherwise, and `outdated_reads`, with what it has no
    more; an article that was changed is in both. `article_corrections` has a digest of what was corrected in each.

    `made_of` are the columns that the digest is of: `e` the extraction, `c.digest` its corrections, and `a` the article
    where that is asked for.
    """
    con.execute(CORRECTED)
    con.execute(STATES.format(made_of=made_of, articles=ARTICLES if with_articles else ""))
    con.execute(CHANGED.format(reads=reads))
    con.execute(OUTDATED.format(reads=reads))


def keep_reads(con: duckdb.DuckDBPyConnection, reads: str) -> None:
    """Note the articles as they were found, in the transaction of the caller."""
    for statement in KEEP:
        con.execute(statement.format(reads=reads))


def drop_found(con: duckdb.DuckDBPyConnection) -> None:
    """Drop what was found."""
    for table in TEMPORARY:
        con.execute(f"DROP TABLE IF EXISTS {table}")
