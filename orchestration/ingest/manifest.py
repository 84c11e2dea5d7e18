"""The manifest of a load: what landed, where each file came from, and how it is to be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orchestration.errors import HearsayError
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.origin import Origin

MANIFEST = "manifest.json"
# Beside it in a load that was collected: what the run noted as it went.
JOURNAL = "journal.jsonl"


@dataclass(frozen=True)
class LandedFile:
    """One file of a load; `landing_path` is relative to the landing folder, None where `problem` kept it out.

    A file with a path and no format is kept as evidence and not read: a feed, whose entries lie beside it. `origin`
    says where a collected file came from; `problem_code` is the reject's.
    """

    source_path: str
    landing_path: str | None
    format: str | None
    size_bytes: int
    sha256: str | None
    problem: str | None = None
    problem_code: str = "unsupported_format"
    origin: Origin | None = None

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> LandedFile:
        """The file of a manifest, also of one that an older release wrote. Raises TypeError for what is none."""
        origin = kept.get("origin")
        return cls(**{**kept, "origin": Origin(**origin) if origin else None})


@dataclass(frozen=True)
class Landing:
    """One landed load, as its manifest has it. Times are UTC; its files are gone since `pruned_at`, where it is set."""

    load_id: str
    load_on: date
    landed_at: datetime
    source: str
    options: LoadOptions = field(default_factory=LoadOptions)
    files: tuple[LandedFile, ...] = ()
    pruned_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """The manifest."""
        return {
            "load_id": self.load_id,
            "load_on": self.load_on.isoformat(),
            "landed_at": self.landed_at.isoformat(),
            "source": self.source,
            "pruned_at": self.pruned_at.isoformat() if self.pruned_at else None,
            "options": self.options.to_json(),
            "files": [asdict(file) for file in self.files],
        }


def read_manifest(path: Path) -> Landing:
    """The landing that a manifest describes. Raises HearsayError where it cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Landing(
            load_id=kept["load_id"],
            load_on=date.fromisoformat(kept["load_on"]),
            landed_at=datetime.fromisoformat(kept["landed_at"]),
            source=kept["source"],
            options=LoadOptions.from_json(kept["options"]),
            files=tuple(LandedFile.from_json(file) for file in kept["files"]),
            pruned_at=datetime.fromisoformat(kept["pruned_at"]) if kept.get("pruned_at") else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HearsayError(f"{path} cannot be read ({error!r}): remove its folder and load the files again.") from error


def write_manifest(folder: Path, landing: Landing) -> None:
    """Put the manifest of a load into its folder, whole."""
    partial = folder / f"{MANIFEST}.tmp"
    partial.write_text(json.dumps(landing.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(folder / MANIFEST)
