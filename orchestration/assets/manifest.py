"""dbt's manifest for Dagster: made before Dagster starts, so that loading the definitions parses no dbt project."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from orchestration.errors import HearsayError
from orchestration.settings import Settings, child_environment
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.marts import dbt_variables

READ_BY_DBT = {".sql", ".yml", ".yaml", ".csv", ".md"}


def manifest_path(settings: Settings) -> Path:
    """Where the manifest lies that Dagster reads; a folder of its own, as every build rewrites dbt's."""
    return settings.dbt_target_dir.parent / "manifest" / "manifest.json"


def digest_project(folder: Path) -> str:
    """A digest of everything that dbt reads of its project: it changes when the manifest has to be made again."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)  # the checkout may lie anywhere, also below a folder called "target"
        if path.suffix in READ_BY_DBT and path.is_file() and not {"target", "logs"} & set(inside.parts):
            digest.update(str(inside).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current(settings: Settings) -> bool:
    """Whether the manifest is there and made from the project as it is now."""
    stamp = _stamp_path(settings)
    if not (stamp.is_file() and manifest_path(settings).is_file()):
        return False
    return stamp.read_text(encoding="utf-8") == digest_project(settings.dbt_project_dir)


def keep_manifest(settings: Settings, made: Path) -> Path:
    """Keep a manifest that dbt has just made from the project as it is now."""
    target = manifest_path(settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".tmp")
    shutil.copyfile(made, partial)
    partial.replace(target)
    _stamp_path(settings).write_text(digest_project(settings.dbt_project_dir), encoding="utf-8")
    return target


def prepare_manifest(settings: Settings) -> Path:
    """Make the manifest where it is missing or old (about 10 s); connects to nothing.

    As a build reads the project, and where a build keeps what it has read, so that the next one need not read it again.
    Raises HearsayError with dbt's own words where the project cannot be parsed.
    """
    if is_current(settings):
        return manifest_path(settings)
    command = [
        *(str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "parse"),
        *("--project-dir", str(settings.dbt_project_dir), "--profiles-dir", str(settings.dbt_project_dir)),
        *("--target-path", str(settings.dbt_target_dir), "--log-path", str(settings.dbt_log_dir)),
    ]
    environment = child_environment(**dbt_variables(settings, "unnamed"))
    with writer_lock(settings, purpose="manifest"):
        answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if answer.returncode != 0:
            said = f"{answer.stdout}{answer.stderr}"
            raise HearsayError(f"dbt cannot read its project; correct it and try again.\n{said}")
        return keep_manifest(settings, settings.dbt_target_dir / "manifest.json")


def require_manifest(settings: Settings) -> Path:
    """Where the manifest lies. Raises HearsayError with the fix where there is none."""
    path = manifest_path(settings)
    if not path.is_file():
        raise HearsayError(
            f"dbt's manifest is not at {path}: start Dagster by `make run`, which makes it,"
            " or run: python -m orchestration.assets.manifest"
        )
    return path


def _stamp_path(settings: Settings) -> Path:
    return manifest_path(settings).with_suffix(".digest")


if __name__ == "__main__":
    from orchestration.settings import load_settings

    print(prepare_manifest(load_settings()))
