"""Which statements a batch of new ones is compared with: counted by DuckDB from the fingerprints that are kept, and
told from the outlines that are kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import duckdb
import pyarrow as pa

from orchestration.claims.candidates import COMMON, MOST_COMPARISONS
from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.outlines import WEIGHT_OF_JOINING, WEIGHT_OF_TELLING, WEIGHT_OF_WHOLE, outline
from orchestration.claims.similarity import FEWEST_PARAPHRASED, PARAPHRASE_DAYS, SAME_TIME_DAYS, least_in_common
from orchestration.claims.statement import Statement

# Where the known ones lie that share a fingerprint with a new one: of a large table one column is looked through.
SHARED = """
    CREATE OR REPLACE TEMP TABLE claim_shared AS
    SELECT rowid AS place, fingerprint FROM raw.claim_fingerprints
    WHERE fingerprint IN (SELECT fingerprint FROM fresh)
"""
# Fingerprints that say something: of two statements or more, and not of too many.
TELLING = """
    CREATE OR REPLACE TEMP TABLE claim_telling AS
    SELECT fingerprint
    FROM (SELECT fingerprint FROM claim_shared UNION ALL SELECT fingerprint FROM fresh)
    GROUP BY fingerprint HAVING count(*) BETWEEN 2 AND $common
"""
HOLDERS = """
    CREATE OR REPLACE TEMP TABLE claim_holders AS
    WITH known AS MATERIALIZED (
        SELECT statement_id, fingerprint FROM raw.claim_fingerprints
        WHERE rowid IN (SELECT place FROM claim_shared SEMI JOIN claim_telling USING (fingerprint))
    )
    SELECT statement_id, fingerprint FROM known ANTI JOIN claim_gone USING (statement_id)
    UNION ALL
    SELECT statement_id, fingerprint FROM fresh SEMI JOIN claim_telling USING (fingerprint)
"""
PAIRS = """
    CREATE OR REPLACE TEMP TABLE claim_pairs AS
    WITH shared AS (
        SELECT f.statement_id, h.statement_id AS other_id, count(*) AS shared_count
        FROM fresh AS f JOIN claim_holders AS h USING (fingerprint)
        WHERE f.statement_id <> h.statement_id
        GROUP BY f.statement_id, h.statement_id
        QUALIFY row_number() OVER (PARTITION BY f.statement_id ORDER BY shared_count DESC, other_id) <= $most
    )
    SELECT DISTINCT least(statement_id, other_id) AS left_id, greatest(statement_id, other_id) AS right_id FROM shared
"""
# Where the outlines of the known ones lie: the ids alone are looked through.
OUTLINES = """
    CREATE OR REPLACE TEMP TABLE claim_sides AS
    WITH sides AS (SELECT left_id AS statement_id FROM claim_pairs UNION SELECT right_id FROM claim_pairs),
    places AS MATERIALIZED (SELECT rowid AS place FROM raw.claim_outlines SEMI JOIN sides USING (statement_id))
    SELECT * FROM raw.claim_outlines WHERE rowid IN (SELECT place FROM places)
    UNION ALL BY NAME
    SELECT * FROM fresh_outlines SEMI JOIN sides USING (statement_id)
"""
# Of what has no outline nothing is known, and it is compared.
POSSIBLE = f"""
    WITH sides AS (
        SELECT p.left_id, p.right_id, list_has_any(l.surnames, r.surnames) AS shares_surname,
            abs(l.said_on - r.said_on) AS days, l.has_marks AND r.has_marks AS have_marks,
            l.denies <> r.denies AS one_denies,
            len(list_filter(l.telling, lambda word: list_contains(r.telling, word))) AS telling,
            len(list_filter(l.whole, lambda word: list_contains(r.whole, word))) AS whole,
            CASE WHEN have_marks THEN len(list_filter(l.joining, lambda word: list_contains(r.joining, word)))
                ELSE 0 END AS joining
        FROM {{pairs}} AS p
        LEFT JOIN {{outlines}} AS l ON p.left_id = l.statement_id
        LEFT JOIN {{outlines}} AS r ON p.right_id = r.statement_id
    )
    SELECT s.left_id, s.right_id
    FROM sides AS s LEFT JOIN least_weights AS w
        ON w.shares_surname = coalesce(s.shares_surname, false) AND w.have_marks = s.have_marks
        AND w.one_denies = coalesce(s.one_denies, true)
        AND w.is_later IS NOT DISTINCT FROM (s.days > {SAME_TIME_DAYS})
    WHERE w.weight IS NULL
        OR {WEIGHT_OF_TELLING} * telling + {WEIGHT_OF_WHOLE} * whole + {WEIGHT_OF_JOINING} * joining >= w.weight
        OR (s.shares_surname AND s.days <= {PARAPHRASE_DAYS} AND telling >= {FEWEST_PARAPHRASED})
"""
TEMPORARY = ("shared", "telling", "holders", "pairs", "sides")


def list_fingerprints(statements: Iterable[Statement]) -> pa.Table:
    """A row (fingerprint, statement_id) for each fingerprint of each statement."""
    rows = [(number, each.statement_id) for each in statements for number in sorted(fingerprints(each))]
    return pa.table(
        {
            "fingerprint": pa.array([row[0] for row in rows], pa.int64()),
            "statement_id": pa.array([row[1] for row in rows], pa.string()),
        }
    )


def list_outlines(statements: Iterable[Statement]) -> pa.Table:
    """A row for each statement that has an outline: its fields, the day as `said_on`."""
    found = [each for statement in statements if (each := outline(statement))]
    numbers = pa.list_(pa.uint16())
    return pa.table(
        {
            "statement_id": pa.array([each.statement_id for each in found], pa.string()),
            "surnames": pa.array([each.surnames for each in found], pa.list_(pa.string())),
            "said_on": pa.array([each.on for each in found], pa.date32()),
            "has_marks": pa.array([each.has_marks for each in found], pa.bool_()),
            "denies": pa.array([each.denies for each in found], pa.bool_()),
            "telling": pa.array([each.telling for each in found], numbers),
            "whole": pa.array([each.whole for each in found], numbers),
            "joining": pa.array([each.joining for each in found], numbers),
        }
    )


def _list_least_weights() -> pa.Table:
    cases = list(product((False, True), (False, True), (False, True, None), (False, True)))
    weights = [least_in_common(shares_speaker=a, have_marks=b, is_later=c, one_denies=d) for a, b, c, d in cases]
    flags = {
        name: pa.array([case[place] for case in cases], pa.bool_())
        for place, name in enumerate(("shares_surname", "have_marks", "is_later", "one_denies"))
    }
    return pa.table({**flags, "weight": pa.array(weights, pa.float64())})


def find_pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Pairs of statement ids, the lesser first, between which an edge is possible: each of a new one with another.

    `fresh` and `fresh_outlines`, which the caller has registered, have the new statements as `list_fingerprints` and
    `list_outlines` give them; raw.claim_fingerprints and raw.claim_outlines have none of them yet. What `claim_gone`
    lists is no statement any more. Looked at are at most MOST_COMPARISONS pairs for each new statement, those that
    share most; a fingerprint of more than COMMON statements counts nothing. Cost: one look through the fingerprints,
    one through the ids of the outlines, and what shares a fingerprint with a new statement.
    """
    con.execute(SHARED)
    con.execute(TELLING, {"common": COMMON})
    con.execute(HOLDERS)
    con.execute(PAIRS, {"most": MOST_COMPARISONS})
    con.execute(OUTLINES)
    pairs = keep_possible(con, "claim_pairs", "claim_sides")
    for table in TEMPORARY:
        con.execute(f"DROP TABLE claim_{table}")
    return pairs


def keep_possible(con: duckdb.DuckDBPyConnection, pairs: str, outlines: str) -> list[tuple[str, str]]:
    """The rows of a table of pairs (left_id, right_id) between which their outlines leave an edge possible."""
    con.register("least_weights", _list_least_weights())
    kept = con.execute(POSSIBLE.format(pairs=pairs, outlines=outlines)).fetchall()
    con.unregister("least_weights")
    return kept
