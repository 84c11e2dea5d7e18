"""What is concluded from the statements, in its order: corrections applied, speakers identified, claims formed."""

from __future__ import annotations

import duckdb

from orchestration.progress import SILENT, Progress
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.corrections import apply_to_speakers, apply_to_statements
from orchestration.warehouse.speakers import identify_speakers


def conclude(con: duckdb.DuckDBPyConnection, progress: Progress = SILENT) -> None:
    """Bring up to date what is concluded from the statements as they are extracted and corrected now."""
    apply_to_statements(con)
    identify_speakers(con)
    apply_to_speakers(con)
    match_claims(con, progress)
