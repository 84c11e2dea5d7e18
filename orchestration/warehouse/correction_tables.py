"""The tables of raw.duckdb that hold what people corrected, and the view of the statements that everything after the
extraction reads.

`corrections` and `correction_undoings` are only added to. The other three are worked out from them at every build, as
statements and speakers stand then, so that what was ingested and what was inferred stay as they were.
"""

from __future__ import annotations

# What was said to be wrong, and what is right instead; `kind` says which columns after `anchor_start_char` count.
CORRECTIONS = {
    "correction_id": "VARCHAR",
    "kind": "VARCHAR",
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "field": "VARCHAR",
    "anchor_text": "VARCHAR",
    "anchor_before": "VARCHAR",
    "anchor_after": "VARCHAR",
    "anchor_start_char": "INTEGER",
    "subject_id": "VARCHAR",
    "other_subject_id": "VARCHAR",
    "speaker_name": "VARCHAR",
    "speaker_kind": "VARCHAR",
    "speaker_role": "VARCHAR",
    "country_code": "VARCHAR",
    "said_on": "VARCHAR",
    "made_by": "VARCHAR",
    "made_at": "TIMESTAMPTZ",
    "reason": "VARCHAR",
    "origin": "VARCHAR",
    "accepted_by": "VARCHAR",
    "instead_of": "VARCHAR",
}
CORRECTION_UNDOINGS = {
    "correction_id": "VARCHAR",
    "undone_by": "VARCHAR",
    "undone_at": "TIMESTAMPTZ",
    "reason": "VARCHAR",
}
CORRECTION_OUTCOMES = {
    "correction_id": "VARCHAR",
    "article_version": "VARCHAR",
    "state": "VARCHAR",
    "statement_id": "VARCHAR",
    "match_kind": "VARCHAR",
    "extracted_value": "VARCHAR",
    "corrected_value": "VARCHAR",
}
SPEAKERS = (
    "STRUCT(mention VARCHAR, name VARCHAR, kind VARCHAR, role VARCHAR, country_code VARCHAR, country_basis VARCHAR)[]"
)
STATEMENT_CORRECTIONS = {
    "statement_id": "VARCHAR",
    "correction_key": "VARCHAR",
    "is_statement": "BOOLEAN",
    "has_speakers": "BOOLEAN",
    "speakers": SPEAKERS,
    "has_said_on": "BOOLEAN",
    "said_on_start": "DATE",
    "said_on_end": "DATE",
    "said_on_precision": "VARCHAR",
    "has_parent": "BOOLEAN",
    "parent_statement_id": "VARCHAR",
}
SPEAKER_CORRECTIONS = {
    "profile_id": "VARCHAR",
    "speaker_id": "VARCHAR",
}
CORRECTION_TABLES: dict[str, dict[str, str]] = {
    "corrections": CORRECTIONS,
    "correction_undoings": CORRECTION_UNDOINGS,
    "correction_outcomes": CORRECTION_OUTCOMES,
    "statement_corrections": STATEMENT_CORRECTIONS,
    "speaker_corrections": SPEAKER_CORRECTIONS,
}

# Beside the columns of raw.statements: what the extraction said where a person said otherwise, else null.
AS_EXTRACTED = {
    "correction_key": "VARCHAR",
    "is_speaker_corrected": "BOOLEAN",
    "is_date_corrected": "BOOLEAN",
    "speakers_extracted": SPEAKERS,
    "resolution_extracted": "VARCHAR",
    "said_on_start_extracted": "DATE",
    "said_on_end_extracted": "DATE",
    "said_on_precision_extracted": "VARCHAR",
    # Not of the extraction: where the row lies, by which the models read the few that have changed.
    "statement_place": "BIGINT",
}
# The statements as they count: without those that are none, and with speakers and dates as they were corrected.
CORRECTED_STATEMENTS = """
    CREATE OR REPLACE VIEW raw.corrected_statements AS
    SELECT
        s.* REPLACE (
            CASE WHEN c.has_speakers THEN c.speakers ELSE s.speakers END AS speakers,
            CASE WHEN c.has_speakers THEN 'corrected' ELSE s.resolution END AS resolution,
            CASE WHEN c.has_speakers THEN NULL ELSE s.resolution_confidence END AS resolution_confidence,
            CASE WHEN c.has_said_on THEN c.said_on_start ELSE s.said_on_start END AS said_on_start,
            CASE WHEN c.has_said_on THEN c.said_on_end ELSE s.said_on_end END AS said_on_end,
            CASE WHEN c.has_said_on THEN c.said_on_precision ELSE s.said_on_precision END AS said_on_precision,
            CASE WHEN c.has_said_on THEN 'corrected' ELSE s.said_on_basis END AS said_on_basis,
            CASE WHEN c.has_said_on THEN NULL ELSE s.said_on_text END AS said_on_text,
            CASE WHEN c.has_said_on THEN NULL ELSE s.said_on_start_char END AS said_on_start_char,
            CASE WHEN c.has_said_on THEN NULL ELSE s.said_on_end_char END AS said_on_end_char,
            CASE WHEN c.has_parent THEN c.parent_statement_id ELSE s.parent_statement_id END AS parent_statement_id
        ),
        c.correction_key,
        coalesce(c.has_speakers, false) AS is_speaker_corrected,
        coalesce(c.has_said_on, false) AS is_date_corrected,
        CASE WHEN c.has_speakers THEN s.speakers END AS speakers_extracted,
        CASE WHEN c.has_speakers THEN s.resolution END AS resolution_extracted,
        CASE WHEN c.has_said_on THEN s.said_on_start END AS said_on_start_extracted,
        CASE WHEN c.has_said_on THEN s.said_on_end END AS said_on_end_extracted,
        CASE WHEN c.has_said_on THEN s.said_on_precision END AS said_on_precision_extracted,
        s.rowid AS statement_place
    FROM raw.statements AS s
    LEFT JOIN raw.statement_corrections AS c USING (statement_id)
    WHERE coalesce(c.is_statement, true)
"""

# What was erased, by a hash alone: enough to keep it from coming back, too little to say what it was.
TOMBSTONES = {
    "tombstone_id": "VARCHAR",
    "kind": "VARCHAR",
    "subject_hash": "VARCHAR",
    "ground": "VARCHAR",
    "erased_by": "VARCHAR",
    "erased_at": "TIMESTAMPTZ",
    "reason": "VARCHAR",
    "article_count": "INTEGER",
    "record_count": "INTEGER",
    "statement_count": "INTEGER",
}
