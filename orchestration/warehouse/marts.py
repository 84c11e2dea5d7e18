"""The marts file that dbt builds: what dbt is told of it, and what a build left in it that did not come to its end."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from orchestration.settings import Settings

# What decides about every model, beside its own file.
SHARED_CODE = ("macros/**/*.sql", "dbt_project.yml")


def dbt_variables(settings: Settings, build_id: str) -> dict[str, str]:
    """The environment variables that dbt's profile and macros read.

    By the environment and not as dbt's own variables, whose change makes dbt read its whole project anew.
    """
    return {
        "HEARSAY_RAW_PATH": str(settings.raw_path),
        "HEARSAY_MARTS_PATH": str(settings.marts_path),
        "HEARSAY_BUILD_ID": build_id,
        "HEARSAY_PROJECT_CODE": digest_shared_code(settings.dbt_project_dir),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def digest_shared_code(project: Path) -> str:
    """A digest of the macros and settings of the dbt project: where it is another one, every model is built whole."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SHARED_CODE for path in project.glob(pattern)):
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def begin_build(settings: Settings) -> str | None:
    """Note that dbt is about to write the marts; what a build that was never published left there is put back first.

    The last published build is the state that changes are counted from. Without it, or where models do not fit
    together, dbt builds whole what it must, so this saves time and decides nothing. The caller holds the writer lock.
    Returns what was done, in words for the user, None where there was nothing to do.
    """
    mark = _mark(settings)
    done = None
    if mark.exists() and settings.current_path.exists():
        partial = settings.marts_path.with_suffix(".duckdb.tmp")
        shutil.copyfile(settings.current_path, partial)
        settings.marts_path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
        partial.replace(settings.marts_path)
        done = "The last build was not published: this one goes on from the published one before it."
    mark.touch()
    return done


def end_build(settings: Settings) -> None:
    """Note that the marts are those that were published."""
    _mark(settings).unlink(missing_ok=True)


def _mark(settings: Settings) -> Path:
    return settings.marts_path.with_suffix(".unpublished")
