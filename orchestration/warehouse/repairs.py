"""What rows that older releases wrote need: each repair is made once, by whoever first opens the raw file for writing
with a release that has it, and is noted in raw.repairs.

Columns that were added are none: see raw_schema. A repair is never taken out of the list or written anew, only added.
"""

from __future__ import annotations

import duckdb

from orchestration.warehouse.transactions import transaction

# Older releases named rejects after their file's name, which two files of a load can have: no build passes with them.
TELL_REJECTS_APART = """
    UPDATE raw.rejects SET reject_id = left(sha256(concat_ws('|', reject_id, rowid)), 16)
    WHERE reject_id IN (SELECT reject_id FROM raw.rejects GROUP BY reject_id HAVING count(*) > 1)
"""
REPAIRS = {"rejects_told_apart": TELL_REJECTS_APART}


def repair_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Make those repairs that were never made in this file; the schema is there. Each is one transaction."""
    con.execute("CREATE TABLE IF NOT EXISTS raw.repairs (repair VARCHAR, made_at TIMESTAMPTZ)")
    made = {row[0] for row in con.execute("SELECT repair FROM raw.repairs").fetchall()}
    for name, statement in REPAIRS.items():
        if name not in made:
            with transaction(con):
                con.execute(statement)
                con.execute("INSERT INTO raw.repairs VALUES (?, now())", [name])
