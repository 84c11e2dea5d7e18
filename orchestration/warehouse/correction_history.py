"""Every correction ever made with what it came to: for people, in lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.corrections.statements import describe_correction
from orchestration.warehouse.connection import read_rows
from orchestration.warehouse.kept_corrections import to_correction

# Which version is the current one is decided in the marts (int_articles__versioned), and here in the same way: a
# correction may have found its words in an older version alone.
HISTORY = """
    WITH repeated AS (
        SELECT article_id, article_version, min(load_on) AS load_on FROM raw.load_records
        WHERE outcome = 'duplicate' AND article_id IN (SELECT article_id FROM raw.corrections) GROUP BY ALL
    ),
    current_versions AS (
        SELECT a.article_id, a.article_version FROM raw.articles AS a
        LEFT JOIN repeated AS r ON a.article_id = r.article_id AND a.article_version = r.article_version
        WHERE a.article_id IN (SELECT article_id FROM raw.corrections)
        QUALIFY row_number() OVER (
            PARTITION BY a.article_id
            ORDER BY coalesce(a.modified_at, a.published_on::TIMESTAMPTZ) DESC NULLS LAST,
                least(a.load_on, r.load_on) DESC, a.article_version DESC
        ) = 1
    ),
    outcomes AS (
        SELECT o.* FROM raw.correction_outcomes AS o JOIN raw.corrections AS c USING (correction_id)
        LEFT JOIN current_versions AS v ON c.article_id = v.article_id AND o.article_version = v.article_version
        WHERE o.article_version IS NULL OR v.article_version IS NOT NULL
    )
    SELECT c.*, u.correction_id IS NOT NULL AS is_undone, o.state, o.extracted_value, o.corrected_value
    FROM raw.corrections AS c
    LEFT JOIN raw.correction_undoings AS u USING (correction_id)
    LEFT JOIN outcomes AS o USING (correction_id)
    ORDER BY c.made_at DESC, c.correction_id DESC
"""


@dataclass(frozen=True)
class KeptCorrection:
    """A correction with what it came to at the last build; `state` is "at the next build" where none has seen it."""

    correction_id: str
    kind: str
    made_by: str
    made_at: datetime
    reason: str
    state: str
    before: str
    after: str
    about: str


def list_corrections(con: duckdb.DuckDBPyConnection) -> list[KeptCorrection]:
    """Every correction ever made, the newest first, with what it came to at the last build in the current version."""
    kept = []
    for row in read_rows(con, HISTORY):
        one = to_correction(row)
        ids = " and ".join(each for each in (one.subject_id, one.other_subject_id) if each)
        kept.append(
            KeptCorrection(
                one.correction_id,
                one.kind,
                one.made_by,
                one.made_at,
                one.reason,
                "undone" if row["is_undone"] else row["state"] or "at the next build",
                row["extracted_value"] or "",
                row["corrected_value"] or describe_correction(one) or "",
                one.anchor.text if one.anchor else ids,
            )
        )
    return kept
