"""How long landed bytes are kept: those of loads that are in the warehouse to their end, and no others, may go.

The manifest stays, so that where an article came from, and when, can still be said. It is marked before the first file
goes: what an interruption leaves behind is taken by the next run, and no half of a load is ever replayed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orchestration.errors import HearsayError
from orchestration.ingest.manifest import MANIFEST, Landing, read_manifest, write_manifest
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_load
from orchestration.warehouse.loads import read_done_loads
from orchestration.warehouse.lock import writer_lock


@dataclass(frozen=True)
class PruneReport:
    """What was pruned, or in a trial would be: loads and their bytes on the disk.

    `kept_unloaded` are loads old enough to go that are not in the warehouse to their end, and so stay.
    """

    load_ids: tuple[str, ...] = ()
    files: int = 0
    bytes: int = 0
    kept_unloaded: tuple[str, ...] = ()
    is_trial: bool = False

    def describe(self) -> str:
        """One or two lines for a person."""
        verb = "Would prune" if self.is_trial else "Pruned"
        lines = [f"{verb} the landed files of {len(self.load_ids):,} loads: {self.files:,} files, {self.megabytes} MB."]
        if self.kept_unloaded:
            listed = ", ".join(self.kept_unloaded[:5]) + (" …" if len(self.kept_unloaded) > 5 else "")
            lines.append(f"Kept {len(self.kept_unloaded):,} that are not loaded to their end ({listed}): hearsay load")
        return "\n".join(lines)

    @property
    def megabytes(self) -> str:
        """The bytes in millions, to one place."""
        return f"{self.bytes / 1e6:,.1f}"


def prune_as_configured(settings: Settings, *, now: datetime | None = None) -> PruneReport | None:
    """Prune what is older than the settings keep; None where they keep everything."""
    if settings.keep_landed_days is None:
        return None
    return prune_landing(settings, keep_days=settings.keep_landed_days, now=now)


def prune_landing(
    settings: Settings,
    *,
    keep_days: int,
    now: datetime | None = None,
    is_trial: bool = False,
    wait: bool = True,
    progress: Progress = SILENT,
) -> PruneReport:
    """Delete the bytes of loads that landed more than `keep_days` before `now` (UTC) and are loaded to their end.

    Files that were put aside unread, and manifests, stay. `is_trial` deletes nothing. Raises OSError for the disk's.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    load_ids, kept, files, freed = [], [], 0, 0
    with writer_lock(settings, purpose="prune", wait=wait, on_wait=progress.note):
        done = _read_done(settings)
        for manifest in _list_manifests(settings):
            if not _holds_files(manifest.parent):
                continue  # pruned long ago: manifests of many files take a while to read
            landing = _read(manifest)
            if landing is None or moment - landing.landed_at <= timedelta(days=keep_days):
                continue
            present = [path for path in _list_files(manifest.parent, landing) if path.is_file()]
            if not present:
                continue
            if landing.load_id not in done and landing.pruned_at is None:
                kept.append(landing.load_id)
                continue
            load_ids.append(landing.load_id)
            files += len(present)
            freed += sum(path.stat().st_size for path in present)
            if not is_trial:
                _prune(manifest, landing, present, moment)
    return PruneReport(tuple(load_ids), files, freed, tuple(kept), is_trial)


def list_lost(settings: Settings) -> list[Landing]:
    """Loads whose bytes were pruned and that this warehouse does not hold: it was begun anew since."""
    folders = (manifest.parent for manifest in _list_manifests(settings))
    not_done = (folder for folder in folders if (read_load(settings, folder.name) or {}).get("status") != "done")
    landings = (_read(folder / MANIFEST) for folder in not_done)
    return [landing for landing in landings if landing is not None and landing.pruned_at is not None]


def _prune(manifest: Path, landing: Landing, present: list[Path], moment: datetime) -> None:
    if landing.pruned_at is None:
        write_manifest(manifest.parent, replace(landing, pruned_at=moment))
    for path in present:
        path.unlink()


def _read_done(settings: Settings) -> frozenset[str]:
    # The warehouse itself is asked and not the ledger: a ledger outlives a warehouse that was deleted.
    if not settings.raw_path.is_file():
        return frozenset()
    with connect_raw(settings) as con:
        return read_done_loads(con)


def _list_manifests(settings: Settings) -> list[Path]:
    return sorted(settings.landing_dir.glob(f"????-??-??/*/{MANIFEST}"))


def _holds_files(folder: Path) -> bool:
    return any(path.name != MANIFEST for path in folder.iterdir())


def _read(manifest: Path) -> Landing | None:
    try:
        return read_manifest(manifest)
    except HearsayError:
        return None  # what cannot be read is not known to be loaded, and stays


def _list_files(folder: Path, landing: Landing) -> list[Path]:
    # By their names alone: whatever a manifest says, nothing outside its own folder is deleted.
    return [folder / Path(file.landing_path).name for file in landing.files if file.landing_path is not None]
