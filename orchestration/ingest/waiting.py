"""What waits to be loaded or extracted: unfinished loads, files that lie loose, unread articles. Takes no lock."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.errors import HearsayError
from orchestration.ingest.discovery import is_passed_over
from orchestration.ingest.manifest import MANIFEST, read_manifest
from orchestration.settings import Settings
from orchestration.warehouse.ledger import count_unextracted, load_path, read_load, read_loads

SECONDS_OF_DAY = 86_400.0


@dataclass(frozen=True)
class Waiting:
    """Landed and not loaded to its end: a load, or (load_id None) a day's loose files. `newest_mtime` in seconds.

    `problem` is why a load cannot be loaded: its manifest is broken. It concerns this load alone.
    """

    load_on: date
    load_id: str | None
    file_count: int
    newest_mtime: float
    problem: str | None = None


@dataclass(frozen=True)
class Unextracted:
    """Articles of one load date that are loaded and that no extractor has read. `changed_at`: seconds since 1970."""

    load_on: date
    article_count: int
    changed_at: float


def find_waiting(settings: Settings) -> list[Waiting]:
    """Everything landed that is not loaded to its end and can be, oldest day first; takes no lock."""
    waiting: list[Waiting] = []
    # A ledger outlives a warehouse that was deleted.
    has_warehouse = settings.raw_path.is_file()
    for folder in sorted(path for path in settings.landing_dir.glob("????-??-??") if path.is_dir()):
        try:
            load_on = date.fromisoformat(folder.name)
        except ValueError:
            continue
        for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
            entry = read_load(settings, manifest.parent.name)
            if not has_warehouse or entry is None or entry.get("status") != "done":
                mtime = manifest.stat().st_mtime
                try:
                    landing = read_manifest(manifest)
                except HearsayError as error:
                    waiting.append(Waiting(load_on, manifest.parent.name, 0, mtime, str(error)))
                    continue
                if landing.pruned_at is None:
                    waiting.append(Waiting(load_on, manifest.parent.name, len(landing.files), mtime))
        loose = find_loose(folder)
        if loose:
            waiting.append(Waiting(load_on, None, len(loose), max(path.stat().st_mtime for path in loose)))
    return waiting


def find_unextracted(settings: Settings) -> list[Unextracted]:
    """The load dates of which loads are done and not extracted to their end, oldest first; takes no lock.

    Loads that are not done are not among them: whoever loads them extracts them. Nor are those of which an older
    release has not counted what was extracted: the next writer does.
    """
    counts: dict[date, int] = defaultdict(int)
    changed: dict[date, float] = defaultdict(float)
    for load in read_loads(settings):
        count = count_unextracted(load)
        if load.get("status") == "done" and load.get("extracted_count") is not None and count > 0:
            load_on = date.fromisoformat(str(load["load_on"]))
            counts[load_on] += count
            changed[load_on] = max(changed[load_on], load_path(settings, load["load_id"]).stat().st_mtime)
    return [Unextracted(load_on, counts[load_on], changed[load_on]) for load_on in sorted(counts)]


def is_settled(changed_at: float, now: float, seconds: float) -> bool:
    """Whether a file was last changed longer ago than so many seconds; all times in seconds since 1970.

    Less, and somebody may still be writing to it. A time more than a day ahead is no time of a change.
    """
    return seconds <= 0 or not now - seconds < changed_at <= now + SECONDS_OF_DAY


def read_mark(path: Path) -> str:
    """Size in bytes and time of the last change in nanoseconds: "1024-1796047863000000000"; '' where there is no file.

    Another one where somebody has written to the file.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}"


def find_loose(folder: Path) -> list[Path]:
    """The files that lie loose in a day's landing folder, in the order of names."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not is_passed_over(path.name))
