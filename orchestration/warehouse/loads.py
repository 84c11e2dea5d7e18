"""The life of one load in raw.loads: started, counted batch by batch, finished, and put right after an interruption."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import ledger
from orchestration.warehouse.connection import read_rows

# What load_records and articles say about one load: the truth that counts are put right by.
RECOUNT = """
    UPDATE raw.loads SET
        record_count = counted.records, article_count = counted.articles, new_version_count = counted.new_versions,
        duplicate_count = counted.duplicates, reject_count = counted.rejects, undated_count = counted.undated,
        erased_count = counted.erased,
        extracted_count = (
            SELECT count(*) FROM raw.extractions JOIN raw.articles AS a USING (article_id, article_version)
            WHERE a.load_id = $load_id
        )
    FROM (
        SELECT
            count(*) AS records,
            count(*) FILTER (outcome = 'article') AS articles,
            count(*) FILTER (outcome = 'new_version') AS new_versions,
            count(*) FILTER (outcome = 'duplicate') AS duplicates,
            count(*) FILTER (outcome = 'reject') AS rejects,
            count(*) FILTER (outcome = 'erased') AS erased,
            count(*) FILTER (is_undated AND outcome IN ('article', 'new_version')) AS undated
        FROM raw.load_records WHERE load_id = $load_id
    ) AS counted
    WHERE loads.load_id = $load_id
"""


def start_load(
    con: duckdb.DuckDBPyConnection, *, load_id: str, load_on: date, source: str, started_at: datetime
) -> None:
    """Add the load with zero counts, or mark one that was interrupted as running again."""
    if con.execute("SELECT 1 FROM raw.loads WHERE load_id = ?", [load_id]).fetchall():
        con.execute("UPDATE raw.loads SET status = 'running', finished_at = NULL WHERE load_id = ?", [load_id])
        return
    sums = [*ledger.COUNTS.values(), "extracted_count", "ingest_seconds", "extract_seconds"]
    con.execute(
        f"INSERT INTO raw.loads (load_id, load_on, status, started_at, source, {', '.join(sums)})"
        f" VALUES (?, ?, 'running', ?, ?, {', '.join('0' for _ in sums)})",
        [load_id, load_on, started_at, source],
    )


def add_to_load(con: duckdb.DuckDBPyConnection, load_id: str, figures: Mapping[str, float]) -> None:
    """Add to count and seconds columns of one load, inside the caller's transaction."""
    sums = ", ".join(f'"{column}" = coalesce("{column}", 0) + ?' for column in figures)
    con.execute(f"UPDATE raw.loads SET {sums} WHERE load_id = ?", [*figures.values(), load_id])


def name_load(con: duckdb.DuckDBPyConnection, load_id: str, source: str) -> None:
    """Say anew where a load came from."""
    con.execute("UPDATE raw.loads SET source = ? WHERE load_id = ?", [source, load_id])


def finish_load(con: duckdb.DuckDBPyConnection, load_id: str, *, status: str, finished_at: datetime) -> None:
    """Close a load as 'done' or 'failed'."""
    con.execute("UPDATE raw.loads SET status = ?, finished_at = ? WHERE load_id = ?", [status, finished_at, load_id])


def read_load_row(con: duckdb.DuckDBPyConnection, load_id: str) -> dict[str, Any]:
    """One row of raw.loads by column name. Raises KeyError where there is none."""
    rows = read_rows(con, "SELECT * FROM raw.loads WHERE load_id = ?", [load_id])
    if not rows:
        raise KeyError(load_id)
    return rows[0]


def read_done_loads(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The ids of the loads that are in the warehouse to their end."""
    return frozenset(row[0] for row in con.execute("SELECT load_id FROM raw.loads WHERE status = 'done'").fetchall())


def mirror_load(con: duckdb.DuckDBPyConnection, settings: Settings, load_id: str) -> dict[str, Any]:
    """Write one load to the ledger as the warehouse has it, after a commit; returns the row."""
    row = read_load_row(con, load_id)
    ledger.write_load(settings, row)
    return row


def reconcile_loads(con: duckdb.DuckDBPyConnection, settings: Settings) -> list[str]:
    """Put right what an interruption left behind; returns the loads found interrupted.

    The caller holds the writer lock, so a load that says 'running' has no process any more: it is counted again from
    load_records and marked 'failed', to be finished by loading it again. Then the ledger is made to mirror raw.loads.
    """
    running = [row[0] for row in con.execute("SELECT load_id FROM raw.loads WHERE status = 'running'").fetchall()]
    for load_id in [*running, *_find_uncounted(con)]:
        con.execute(RECOUNT, {"load_id": load_id})
    for load_id in running:
        con.execute("UPDATE raw.loads SET status = 'failed' WHERE load_id = ?", [load_id])
    rows = read_rows(con, "SELECT * FROM raw.loads ORDER BY load_id")
    for row in rows:
        _mirror_where_different(settings, row)
    known = {row["load_id"] for row in rows}
    for entry in ledger.read_loads(settings):
        if entry["load_id"] not in known:
            # The warehouse was begun anew; its landing folder still keeps the load and its manifest.
            ledger.load_path(settings, entry["load_id"]).unlink(missing_ok=True)
    return running


def _find_uncounted(con: duckdb.DuckDBPyConnection) -> list[str]:
    # A column that a newer release has added is empty in the loads of an older one.
    return [row[0] for row in con.execute("SELECT load_id FROM raw.loads WHERE extracted_count IS NULL").fetchall()]


def _mirror_where_different(settings: Settings, row: dict[str, Any]) -> None:
    entry = ledger.read_load(settings, row["load_id"])
    compared = ["status", "extracted_count", *ledger.COUNTS.values()]
    if entry is None or any(entry.get(column) != row[column] for column in compared):
        ledger.write_load(settings, row)
