"""The marts file that dbt builds: what dbt is told of it, and what a build left in it that did not come to its end."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse.connection import CONFIG
from orchestration.warehouse.ledger import predates_erasure

# What decides about every model, beside its own file.
SHARED_CODE = ("macros/**/*.sql", "dbt_project.yml")
# What the increments write into changes.builds.
WRITTEN = """
    SELECT coalesce(sum(deleted_count + inserted_count), 0)::BIGINT FROM changes.builds
    WHERE build_id = ? AND NOT is_list
"""
WHOLE = """
    SELECT whole_because, list(model_name ORDER BY model_name) FROM changes.builds
    WHERE build_id = ? AND NOT is_list AND whole_because IS NOT NULL
    GROUP BY whole_because ORDER BY len(list(model_name)) DESC, whole_because
"""
SHOWN_MODELS = 3


@dataclass(frozen=True)
class Increment:
    """What a build wrote: rows taken out and put in, over all models, and why which models were built whole."""

    rows_written: int
    whole: dict[str, list[str]]

    def describe(self) -> str:
        """One line for users: the rows, and what was not built from changes."""
        reasons = [f"{_name_some(models)} ({reason})" for reason, models in self.whole.items()]
        return f"{self.rows_written:,} rows written" + (f"; built whole: {'; '.join(reasons)}" if reasons else "")


def dbt_variables(settings: Settings, build_id: str) -> dict[str, str]:
    """The environment variables that dbt's profile and macros read.

    By the environment and not as dbt's own variables, whose change makes dbt read its whole project anew.
    """
    return {
        "HEARSAY_RAW_PATH": str(settings.raw_path),
        "HEARSAY_MARTS_PATH": str(settings.marts_path),
        "HEARSAY_MEMORY": settings.memory,
        "HEARSAY_BUILD_ID": build_id,
        "HEARSAY_PROJECT_CODE": digest_shared_code(settings.dbt_project_dir),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def digest_shared_code(project: Path) -> str:
    """A digest of what all models share: where it is another one, every model is built whole.

    The macros and settings of the dbt project; and the version of DuckDB, whose `hash()` stands in tables and need not
    be the same in the next one.
    """
    digest = hashlib.sha256(duckdb.__version__.encode() + b"\0")
    for path in sorted(path for pattern in SHARED_CODE for path in project.glob(pattern)):
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_increment(marts: Path, build_id: str) -> Increment:
    """What the build of this id wrote into a marts file that nobody writes now."""
    with duckdb.connect(str(marts), read_only=True, config=CONFIG) as con:
        rows = con.execute(WRITTEN, [build_id]).fetchall()[0][0]
        return Increment(int(rows), dict(con.execute(WHOLE, [build_id]).fetchall()))


def begin_build(settings: Settings) -> str | None:
    """Note that dbt is about to write the marts; what a build that was never published left there is put back first.

    The last published build is the state that changes are counted from. Without it, or where models do not fit
    together, dbt builds whole what it must, so this saves time and decides nothing. The caller holds the writer lock.
    Returns what was done, in words for the user, None where there was nothing to do.
    """
    mark = _mark(settings)
    done = None
    # What DuckDB had no memory for, where dbt was killed.
    shutil.rmtree(settings.marts_path.with_suffix(".duckdb.tmp"), ignore_errors=True)
    published = settings.current_path.resolve()
    # What was erased must not come back by an older file; its deletion took the marts file with it.
    if mark.exists() and published.is_file() and not predates_erasure(settings, published.stem):
        partial = settings.marts_path.with_suffix(".restored")
        shutil.copyfile(published, partial)
        settings.marts_path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
        partial.replace(settings.marts_path)
        done = "The last build was not published: this one goes on from the published one before it."
    mark.touch()
    return done


def end_build(settings: Settings) -> None:
    """Note that the marts are those that were published."""
    _mark(settings).unlink(missing_ok=True)


def _name_some(models: list[str]) -> str:
    more = len(models) - SHOWN_MODELS
    return ", ".join(models[:SHOWN_MODELS]) + (f" and {more} more" if more > 0 else "")


def _mark(settings: Settings) -> Path:
    return settings.marts_path.with_suffix(".unpublished")
