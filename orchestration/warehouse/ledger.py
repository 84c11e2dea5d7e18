"""The ledger: small JSON files about loads and builds that anyone may read without the lock, also while a load runs.

It mirrors `raw.loads` and the builds; the warehouse stays the authority, and a lost or late file is written again
by the next writer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.warehouse.lock import read_owner

# key of `hearsay status` -> column of raw.loads
COUNTS = {
    "records": "record_count",
    "articles": "article_count",
    "new_versions": "new_version_count",
    "duplicates": "duplicate_count",
    "rejects": "reject_count",
    "erased": "erased_count",
    "undated": "undated_count",
    "unsupported_language": "unsupported_language_count",
    "statements": "statement_count",
}
Entry = dict[str, Any]


@dataclass(frozen=True)
class Status:
    """What has been loaded and published so far; counts are over all loads.

    `unextracted` are the article versions that no extractor has read yet.
    """

    counts: dict[str, int]
    loads: int
    last_load: Entry | None
    newest_published_on: str | None
    unextracted: int
    published_build: str | None
    published_at: str | None
    is_loading: bool

    def to_json(self) -> Entry:
        """The keys that `hearsay status --json` prints."""
        return {
            **self.counts,
            "loads": self.loads,
            "last_load": self.last_load,
            "newest_published_on": self.newest_published_on,
            "unextracted": self.unextracted,
            "published_build": self.published_build,
            "published_at": self.published_at,
            "loading": self.is_loading,
        }


def write_load(settings: Settings, row: Mapping[str, Any]) -> None:
    """Mirror one row of raw.loads; the file is swapped in whole."""
    _write(load_path(settings, str(row["load_id"])), row)


def write_build(settings: Settings, build: Mapping[str, Any]) -> None:
    """Record one build (keys: build_id, status, started_at, finished_at, …); the file is swapped in whole."""
    _write(settings.ledger_dir / "builds" / f"{build['build_id']}.json", build)


def write_erasure(settings: Settings, erasure: Mapping[str, Any]) -> None:
    """Record one erasure (keys: tombstone_id, erased_at, status), without a word of what it was."""
    _write(erasure_path(settings, str(erasure["tombstone_id"])), erasure)


def erasure_path(settings: Settings, tombstone_id: str) -> Path:
    """Where the ledger keeps one erasure."""
    return settings.ledger_dir / "erasures" / f"{tombstone_id}.json"


def read_erasures(settings: Settings) -> list[Entry]:
    """Every erasure, oldest first."""
    return _read_all(settings.ledger_dir / "erasures")


def read_last_erasure(settings: Settings) -> datetime | None:
    """When something was erased last (UTC), or None: builds from before then must not stay."""
    moments = (datetime.fromisoformat(str(entry["erased_at"])) for entry in read_erasures(settings))
    return max(moments, default=None)


def predates_erasure(settings: Settings, build_id: str) -> bool:
    """Whether a build of this id, which opens with its time, may hold what was erased since."""
    erased_at = read_last_erasure(settings)
    return erased_at is not None and build_id <= f"{erased_at:%Y%m%dT%H%M%SZ}~"


def load_path(settings: Settings, load_id: str) -> Path:
    """Where the ledger keeps one load."""
    return settings.ledger_dir / "loads" / f"{load_id}.json"


def read_load(settings: Settings, load_id: str) -> Entry | None:
    """One load as the ledger has it, or None."""
    return _read(load_path(settings, load_id))


def read_loads(settings: Settings) -> list[Entry]:
    """Every load, oldest first."""
    return _read_all(settings.ledger_dir / "loads")


def count_unextracted(load: Entry) -> int:
    """How many article versions of one load no extractor has read yet."""
    return sum(int(load.get(column) or 0) for column in ("article_count", "new_version_count")) - int(
        load.get("extracted_count") or 0
    )


def read_builds(settings: Settings) -> list[Entry]:
    """Every build, oldest first."""
    return _read_all(settings.ledger_dir / "builds")


def read_status(settings: Settings) -> Status:
    """The state of loads and builds from the ledger and the published link alone; opens no database, takes no lock."""
    loads = read_loads(settings)
    build_id = _published_build_id(settings)
    build = _read(settings.ledger_dir / "builds" / f"{build_id}.json") if build_id else None
    newest = [str(load["newest_published_on"]) for load in loads if load.get("newest_published_on")]
    owner = read_owner(settings)
    return Status(
        counts={key: _total(loads, column) for key, column in COUNTS.items()},
        loads=len(loads),
        last_load=_say_whether_running(loads[-1], owner is not None) if loads else None,
        newest_published_on=max(newest, default=None),
        unextracted=sum(count_unextracted(load) for load in loads),
        published_build=build_id,
        published_at=build.get("finished_at") if build else None,
        is_loading=owner is not None and owner.purpose in {"load", "extract"},
    )


def _published_build_id(settings: Settings) -> str | None:
    try:
        return settings.current_path.readlink().stem
    except OSError:
        return None


def _total(loads: Iterable[Entry], column: str) -> int:
    return sum(int(load.get(column) or 0) for load in loads)


def _say_whether_running(load: Entry, has_writer: bool) -> Entry:
    # A load whose process was killed still says 'running' until the next writer puts it right.
    is_dead = load.get("status") == "running" and not has_writer
    return {**load, "status": "failed" if is_dead else load.get("status")}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".json.tmp")
    partial.write_text(json.dumps(content, indent=1, default=_to_text), encoding="utf-8")
    partial.replace(path)


def _to_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _read(path: Path) -> Entry | None:
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return entry if isinstance(entry, dict) else None


def _read_all(folder: Path) -> list[Entry]:
    entries = (_read(path) for path in sorted(folder.glob("*.json")))
    return [entry for entry in entries if entry is not None]
