"""The landing zone: the bytes as they came, with a manifest, from which any load can be replayed.

`landing/<load date>/<load id>/` appears whole: it is written under another name and renamed when its manifest stands.
Loose files that someone drops into `landing/<load date>/` are adopted as a load of that day.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orchestration.errors import HearsayError
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.discovery import FoundFile, describe_file, find_files, printable
from orchestration.ingest.manifest import MANIFEST, LandedFile, Landing, read_manifest, write_manifest
from orchestration.ingest.readers.formats import explain_unsupported
from orchestration.ingest.readers.reading import BROKEN_CODE, GZIP_MAGIC
from orchestration.ingest.waiting import find_loose, find_waiting, is_settled, read_mark
from orchestration.settings import Settings
from orchestration.warehouse.lock import writer_lock

CHUNK_BYTES = 1 << 20
PARTIAL_ENDING = ".landing"
MAX_NAME_CHARS = 60
COMPRESSED_FORMATS = frozenset({"parquet"})


def land_paths(
    settings: Settings,
    paths: Sequence[Path],
    *,
    options: LoadOptions | None = None,
    load_on: date | None = None,
    now: datetime | None = None,
    wait: bool = True,
) -> Landing:
    """Copy what the paths mean into the landing zone and return the load.

    Where a load of the very same files and options was interrupted, that load is returned, to be finished.
    Raises HearsayError for a path that is not there.
    """
    moment = now or datetime.now(UTC)
    found = find_files(paths)
    with writer_lock(settings, purpose="load", wait=wait):
        unfinished = _find_same(settings, found, options or LoadOptions())
        if unfinished is not None:
            return unfinished
        source = ", ".join(printable(str(path)) for path in paths)
        return _land(settings, found, source, options or LoadOptions(), load_on or moment.date(), moment)


def adopt_loose_files(
    settings: Settings, load_on: date, *, settle_seconds: float = 0.0, now: datetime | None = None
) -> Landing | None:
    """Make the files lying loose in a day's landing folder a load of that day; None where there are none.

    One that has changed in the last `settle_seconds` may still be written to: it stays where it is. So does one that
    changed while it was copied, and becomes a load of its own later.
    """
    with writer_lock(settings, purpose="load"):
        at = (now or datetime.now(UTC)).timestamp()
        found_loose = find_loose(settings.landing_dir / load_on.isoformat())
        loose = [path for path in found_loose if is_settled(path.stat().st_mtime, at, settle_seconds)]
        if not loose:
            return None
        before = [read_mark(path) for path in loose]
        found = [describe_file(path, path.name) for path in loose]
        landing = _land(settings, found, "landing folder", LoadOptions(), load_on, now or datetime.now(UTC))
        folder = settings.landing_dir / load_on.isoformat() / landing.load_id
        for path, file, state in zip(loose, landing.files, before, strict=True):
            if file.landing_path is None:  # nothing that came is thrown away
                path.rename(folder / f"unread-{path.name}")
            elif read_mark(path) == state:
                path.unlink()
        return landing


def adopt_folder(settings: Settings, folder: Path, landing: Landing) -> None:
    """Make a folder that holds the files of a landing a load: its manifest is written, and it is moved in whole.

    The folder lies on the same disk as the landing zone. Raises OSError where it cannot be moved.
    """
    with writer_lock(settings, purpose="load"):
        day_folder = settings.landing_dir / landing.load_on.isoformat()
        day_folder.mkdir(parents=True, exist_ok=True)
        write_manifest(folder, landing)
        folder.rename(day_folder / landing.load_id)


def make_load_id(now: datetime) -> str:
    """A new load's id: its moment (UTC) and something that tells two of one second apart."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def find_landing(settings: Settings, load_id: str) -> Landing:
    """The landed load of that id. Raises HearsayError where there is none."""
    for manifest in settings.landing_dir.glob(f"*/{load_id}/{MANIFEST}"):
        return read_manifest(manifest)
    raise HearsayError(f"No load {load_id} in {settings.landing_dir}: land its files again with `hearsay load PATH`.")


def _find_same(settings: Settings, found: Iterable[FoundFile], options: LoadOptions) -> Landing | None:
    candidates = [each.load_id for each in find_waiting(settings) if each.load_id is not None and each.problem is None]
    if not candidates:
        return None
    wanted = [(file.source_path, hash_file(file)) for file in found]
    for load_id in candidates:
        landing = find_landing(settings, load_id)
        if landing.options == options and [(file.source_path, file.sha256) for file in landing.files] == wanted:
            return landing
    return None


def _land(
    settings: Settings, found: Sequence[FoundFile], source: str, options: LoadOptions, load_on: date, now: datetime
) -> Landing:
    load_id = make_load_id(now)
    day_folder = settings.landing_dir / load_on.isoformat()
    partial = day_folder / f".{load_id}{PARTIAL_ENDING}"
    partial.mkdir(parents=True)
    for left_over in day_folder.glob(f".*{PARTIAL_ENDING}"):
        if left_over != partial:  # of a process that ended in the middle: the lock is ours, so nobody writes it
            shutil.rmtree(left_over)
    base = f"{load_on.isoformat()}/{load_id}"
    files = tuple(land_file(file, partial, base, number) for number, file in enumerate(found, start=1))
    landing = Landing(load_id, load_on, now.astimezone(UTC), source, options, files)
    write_manifest(partial, landing)
    partial.rename(day_folder / load_id)
    return landing


def land_file(file: FoundFile, folder: Path, base: str, number: int) -> LandedFile:
    """Copy one file into a load's folder, packed; `base` is that folder's path in the landing zone."""
    if file.format is None:
        problem = explain_unsupported(file.path.name)
        return LandedFile(file.source_path, None, None, file.path.stat().st_size, None, problem)
    try:
        with file.path.open("rb") as stream:
            is_packed = file.format in COMPRESSED_FORMATS or stream.read(2) == GZIP_MAGIC
    except OSError as error:
        problem = f"the file cannot be opened: {error.strerror}"
        return LandedFile(file.source_path, None, file.format, 0, None, problem, BROKEN_CODE)
    name = f"{number:05d}-{Path(file.source_path).name[-MAX_NAME_CHARS:]}"
    if not is_packed and not name.lower().endswith(".gz"):
        name += ".gz"
    digest, size = hashlib.sha256(), 0
    with file.path.open("rb") as stream, _create(folder / name, pack=not is_packed) as target:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return LandedFile(file.source_path, f"{base}/{name}", file.format, size, digest.hexdigest())


def _create(path: Path, *, pack: bool) -> Any:
    # No time in the header: the same bytes land as the same file.
    return gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) if pack else path.open("wb")


def hash_file(file: FoundFile) -> str | None:
    """The SHA-256 of a file's bytes as they lie there, in hex; None for one that is not read or cannot be."""
    if file.format is None:
        return None
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
