"""What is left of an erasure once its rows are deleted: what was concluded from them, readers' reports, and the bytes.

A deleted row stays in DuckDB's file until its block is used again, so files go or are written anew. The ledger knows
which erasures have come that far, and what is still to do.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import ledger
from orchestration.warehouse.conclusions import conclude
from orchestration.warehouse.connection import CONFIG, connect_raw, quote_path
from orchestration.warehouse.correction_reports import find_reports_about
from orchestration.warehouse.erasure import forget_names, mirror_loads

BEGUN, DONE = "begun", "done"


@dataclass(frozen=True)
class Remains:
    """What is to be done once the rows are deleted, and cannot be read from the warehouse any more then.

    `loads` brought what is erased, `alias_ids` are the ids of its speakers, and `subjects` hashes of all that readers'
    reports may be about: no word of it.
    """

    loads: Sequence[str] = ()
    alias_ids: Sequence[str] = ()
    subjects: Sequence[str] = ()


def begin_erasure(settings: Settings, tombstone_id: str, at: datetime, remains: Remains) -> None:
    """Note that an erasure has begun, so that whoever writes next finishes it after an interruption.

    Comes before its rows are deleted: that they are says the tombstone, which is written with it.
    """
    entry = {"tombstone_id": tombstone_id, "erased_at": at, "status": BEGUN, "remains": asdict(remains)}
    ledger.write_erasure(settings, entry)


def finish_erasures(settings: Settings) -> bool:
    """Do all that is left to do of every erasure that has begun; whether there was one.

    The caller holds the writer lock, and has neither file open. One whose rows were not deleted before it was
    interrupted is forgotten: its rows are all there, and whoever wanted it asks again.
    """
    begun = [entry for entry in ledger.read_erasures(settings) if entry.get("status") == BEGUN]
    if not begun:
        return False
    with connect_raw(settings) as con:
        known = {row[0] for row in con.execute("SELECT tombstone_id FROM raw.tombstones").fetchall()}
        remains = [Remains(**entry.get("remains", {})) for entry in begun if entry["tombstone_id"] in known]
        if remains:
            _forget(con, settings, remains)
    if remains:
        _rewrite_raw(settings)
        # The next build makes it from nothing; copied, its free blocks would hold what was deleted.
        for left_over in settings.data.glob(f"{settings.marts_path.stem}.*"):
            if left_over.is_dir():  # what DuckDB had no memory for, where dbt was killed
                shutil.rmtree(left_over)
            else:
                left_over.unlink()
    for entry in begun:
        if entry["tombstone_id"] in known:
            kept = {name: value for name, value in entry.items() if name != "remains"}
            ledger.write_erasure(settings, {**kept, "status": DONE})
        else:
            ledger.erasure_path(settings, entry["tombstone_id"]).unlink(missing_ok=True)
    return True


def _forget(con: duckdb.DuckDBPyConnection, settings: Settings, remains: Iterable[Remains]) -> None:
    conclude(con)
    for each in remains:
        forget_names(con, each.alias_ids)
        mirror_loads(con, settings, each.loads)
        for path in find_reports_about(settings, frozenset(each.subjects)):
            path.unlink(missing_ok=True)


def _rewrite_raw(settings: Settings) -> None:
    """Write the raw file anew, so that no byte of a deleted row is left."""
    fresh = settings.raw_path.with_suffix(".rewritten")
    for left_over in (fresh, _log_of(fresh)):
        left_over.unlink(missing_ok=True)
    con = duckdb.connect(":memory:", config=CONFIG)
    try:
        con.execute(f"ATTACH '{quote_path(settings.raw_path)}' AS old")
        con.execute("CHECKPOINT old")
        con.execute(f"ATTACH '{quote_path(fresh)}' AS fresh")
        con.execute("COPY FROM DATABASE old TO fresh")
        con.execute("CHECKPOINT fresh")
    finally:
        con.close()
    fresh.replace(settings.raw_path)
    _log_of(settings.raw_path).unlink(missing_ok=True)
    descriptor = os.open(settings.raw_path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")
