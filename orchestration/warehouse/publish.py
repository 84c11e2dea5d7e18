"""From a closed marts file to what readers open: a copy under the build's name, and a link swapped atomically."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from orchestration.errors import HearsayError
from orchestration.settings import Settings
from orchestration.warehouse.connection import CONFIG, quote_path
from orchestration.warehouse.ledger import predates_erasure
from orchestration.warehouse.marts import end_build

KEPT_BUILDS = 3
# Increments leave free blocks, which the next ones fill. Beyond this share of a file of some size it is written anew.
MOST_FREE = 0.5
SMALLEST_REWRITTEN_BYTES = 64_000_000


def publish(settings: Settings, build_id: str) -> Path:
    """Publish marts.duckdb as a build and make it the current one; returns its path.

    The caller holds the writer lock and has seen the tests pass. Readers of an older build keep it. Raises HearsayError
    where there is no marts file or a process has it open.
    """
    _checkpoint(settings.marts_path)
    folder = settings.published_dir
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{build_id}.duckdb"
    partial = folder / f"{build_id}.duckdb.tmp"
    shutil.copyfile(settings.marts_path, partial)
    _sync(partial)
    partial.replace(target)
    link = folder / ".current.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    link.replace(settings.current_path)
    _sync(folder)
    end_build(settings)
    _prune(settings, target)
    return target


def resolve_published(settings: Settings) -> Path:
    """The file of the current build, by its own name: a link that is swapped must not be held open by readers."""
    try:
        return settings.current_path.resolve(strict=True)
    except OSError:
        raise HearsayError(
            f"No build is published in {settings.published_dir} yet: run `hearsay load PATH`, then `hearsay build`."
        ) from None


def _checkpoint(marts: Path) -> None:
    if not marts.is_file():
        raise HearsayError(f"There is no {marts} to publish: run `hearsay build`.")
    try:
        # What an interrupted dbt left in the write-ahead log belongs to the file before it is copied.
        with duckdb.connect(str(marts), config=CONFIG) as con:
            con.execute("CHECKPOINT")
            block, total, free = con.execute(
                "SELECT block_size, total_blocks, free_blocks FROM pragma_database_size()"
            ).fetchall()[0]
        if free > total * MOST_FREE and block * total >= SMALLEST_REWRITTEN_BYTES:
            rewrite(marts)
    except duckdb.Error as error:
        raise HearsayError(
            f"{marts} cannot be published ({str(error).splitlines()[0]}): end what has it open."
        ) from error


def rewrite(marts: Path) -> None:
    """Write a marts file that nobody has open anew, without its free blocks; rows and their order stay."""
    fresh = marts.with_suffix(".rewritten")
    fresh.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config=CONFIG) as con:
        for name, path in (("old", marts), ("fresh", fresh)):
            con.execute(f"ATTACH '{quote_path(path)}' AS {name}{' (READ_ONLY)' if name == 'old' else ''}")
        con.execute("COPY FROM DATABASE old TO fresh")
        con.execute("CHECKPOINT fresh")
        con.execute("DETACH fresh")
    _sync(fresh)
    fresh.replace(marts)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _prune(settings: Settings, current: Path) -> None:
    # Names begin with the time of the build; who still reads a removed file keeps it until it is closed.
    builds = sorted(settings.published_dir.glob("*.duckdb"), reverse=True)
    older = [path for path in builds if path != current]
    tainted = [path for path in older if predates_erasure(settings, path.stem)]
    for old in {*older[KEPT_BUILDS - 1 :], *tainted}:
        old.unlink(missing_ok=True)
    for left_over in settings.published_dir.glob("*.duckdb.tmp"):
        left_over.unlink(missing_ok=True)
