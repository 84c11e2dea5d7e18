"""What people said, as raw.corrections and raw.correction_undoings have it: only added to, and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import duckdb

from orchestration.corrections.correction import Anchor, Correction
from orchestration.warehouse.connection import read_rows
from orchestration.warehouse.correction_tables import CORRECTIONS

ANCHOR_COLUMNS = {
    "article_id": "article_id",
    "article_version": "article_version",
    "field": "field",
    "text": "anchor_text",
    "before": "anchor_before",
    "after": "anchor_after",
    "start_char": "anchor_start_char",
}
OF_KINDS = """
    SELECT * FROM raw.corrections
    WHERE kind IN (SELECT unnest($kinds))
        AND $undone = (correction_id IN (SELECT correction_id FROM raw.correction_undoings))
    ORDER BY made_at, correction_id
"""


def add_correction(con: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    """Keep a correction; it takes effect at the next build."""
    row = asdict(correction)
    anchor = row.pop("anchor") or {}
    row |= {column: anchor.get(name) for name, column in ANCHOR_COLUMNS.items()}
    values = ", ".join(f"${name}::{kind} AS {name}" for name, kind in CORRECTIONS.items())
    con.execute(f"INSERT INTO raw.corrections BY NAME SELECT {values}", {name: row[name] for name in CORRECTIONS})


def add_undoing(con: duckdb.DuckDBPyConnection, correction_id: str, *, by: str, at: datetime, reason: str) -> None:
    """Take a correction back; at the next build everything is as it would be without it."""
    con.execute("INSERT INTO raw.correction_undoings VALUES (?, ?, ?, ?)", [correction_id, by, at, reason])


def read_corrections(con: duckdb.DuckDBPyConnection, kinds: Sequence[str], *, undone: bool = False) -> list[Correction]:
    """The corrections of these kinds that are in force, or those that are undone, oldest first."""
    return [to_correction(row) for row in read_rows(con, OF_KINDS, {"kinds": list(kinds), "undone": undone})]


def to_correction(row: Mapping[str, Any]) -> Correction:
    """The correction of a row of raw.corrections."""
    given = {name: row[name] for name in CORRECTIONS if name not in ANCHOR_COLUMNS.values()}
    anchor = None
    if row["article_id"] is not None:
        anchor = Anchor(**{name: row[column] for name, column in ANCHOR_COLUMNS.items()})
    return Correction(**given, anchor=anchor)
