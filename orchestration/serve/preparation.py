"""What must be done before the pages are worth opening: sample loaded, everything extracted, built, tested, published.

Run as a module it does what is missing. Asked from elsewhere it says whether anything is, from small files alone.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from orchestration.assets.manifest import digest_project, is_current, keep_manifest
from orchestration.errors import HearsayError
from orchestration.settings import CHECKOUT, Settings, load_settings
from orchestration.warehouse.ledger import read_builds, read_loads, read_status

# The code that decides about the content of a build; dbt's project is digested apart.
CODE = tuple(
    CHECKOUT / "orchestration" / name
    for name in ("extraction", "ingest", "corrections", "identity", "claims", "warehouse")
)
CODE_ENDINGS = {".py", ".csv", ".json", ".onnx", ".txt", ".yml", ".yaml"}


def is_prepared(settings: Settings) -> bool:
    """Whether the current build holds every load and was made by the code as it is now; opens no database."""
    if not (settings.current_path.exists() and is_current(settings)):
        return False
    return _read_stamp(settings) == _digest_sources(settings) and _build_holds_every_load(settings)


def sample_days(settings: Settings) -> list[tuple[date, Path]]:
    """The dated folders of the sample, oldest first: each is loaded under the date that it is named by."""
    folders = sorted(path for path in settings.sample_dir.glob("????-??-??") if path.is_dir())
    return [(date.fromisoformat(folder.name), folder) for folder in folders]


def missing_sample_days(settings: Settings) -> list[tuple[date, Path]]:
    """The days of the sample that are still to be loaded; none where the warehouse holds somebody's own articles.

    A changed sample is loaded again as a whole: what is known already counts as duplicates.
    """
    days, loads = sample_days(settings), read_loads(settings)
    sources = {str(folder) for _, folder in days}
    if any(str(load.get("source")) not in sources for load in loads):
        return []
    if _read_stamp(settings).get("sample") not in (None, _digest_files([settings.sample_dir])):
        return days
    done = {str(load.get("source")) for load in loads if load.get("status") == "done"}
    return [(day, folder) for day, folder in days if str(folder) not in done]


def prepare(settings: Settings) -> None:
    """Do what is missing, with progress on the terminal. Raises HearsayError with the reason where something fails."""
    # What loads and builds is imported here: the supervisor asks is_prepared and should not wait for it.
    from orchestration.build import build
    from orchestration.cli.progress import show_progress
    from orchestration.ingest.load import load_paths
    from orchestration.ingest.pending import extract_pending

    days = missing_sample_days(settings)
    if not days and not read_loads(settings):
        raise HearsayError(f"There are no articles in {settings.sample_dir}: get the whole checkout again.")
    with show_progress() as progress:
        for day, folder in days:
            load_paths(settings, [folder], load_on=day, extract=False, progress=progress)
        extract_pending(settings, progress=progress)
        report = build(settings, progress=progress)
        progress.note(f"Published build {report.build_id}: {report.models} models, {report.tests} tests passed")
    keep_manifest(settings, settings.dbt_target_dir / "manifest.json")
    mark_prepared(settings)


def mark_prepared(settings: Settings) -> None:
    """Note what the current build was made from: sample, code, dbt's project."""
    _stamp_path(settings).write_text(json.dumps(_digest_sources(settings), indent=1), encoding="utf-8")


def _digest_sources(settings: Settings) -> dict[str, str]:
    return {
        "sample": _digest_files([settings.sample_dir]),
        "code": _digest_files(CODE, CODE_ENDINGS),
        "dbt": digest_project(settings.dbt_project_dir),
    }


def _build_holds_every_load(settings: Settings) -> bool:
    loads, build_id = read_loads(settings), read_status(settings).published_build
    builds = [build for build in read_builds(settings) if build.get("build_id") == build_id]
    if not builds or any(load.get("status") != "done" for load in loads):
        return False
    began = datetime.fromisoformat(str(builds[0]["started_at"]))
    return all(datetime.fromisoformat(str(load["finished_at"])) <= began for load in loads)


def _digest_files(folders: Iterable[Path], endings: set[str] | None = None) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if endings is None or path.suffix in endings:
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_stamp(settings: Settings) -> dict[str, Any]:
    try:
        stamp = json.loads(_stamp_path(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _stamp_path(settings: Settings) -> Path:
    return settings.dbt_target_dir.parent / "prepared.json"


if __name__ == "__main__":
    try:
        prepare(load_settings())
    except HearsayError as error:
        sys.exit(f"\n{error}")
