"""Imports point one way: the contracts in pyproject.toml hold, cover every pure package, and can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import PACKAGES, PROJECT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
PURE = ("extraction", "identity", "claims", "corrections")


def contracts() -> dict[str, dict[str, Any]]:
    """The contracts of import-linter by their id."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def run_lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over a checkout or a copy of one."""
    command = [str(LINT_IMPORTS), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."})


def copy_packages(target: Path) -> Path:
    """The Python files of both packages and the contracts, without data and models."""
    for package in PACKAGES:
        for path in (PROJECT / package).rglob("*.py"):
            copy = target / path.relative_to(PROJECT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    shutil.copyfile(PROJECT / "pyproject.toml", target / "pyproject.toml")
    return target


def test_every_contract_is_kept() -> None:
    answer = run_lint_imports(PROJECT)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"Contracts: {len(contracts())} kept, 0 broken." in answer.stdout


def test_every_pure_package_is_under_the_contract() -> None:
    present = {f"orchestration.{name}" for name in PURE if (PROJECT / "orchestration" / name).is_dir()}

    assert present
    assert present <= set(contracts()["pure-core"]["source_modules"])


def test_every_room_of_the_extraction_has_its_place_among_the_layers() -> None:
    layers = {room for layer in contracts()["extraction-one-way"]["layers"] for room in layer.split(" | ")}
    rooms = {path.parent.name for path in (PROJECT / "orchestration" / "extraction").glob("*/__init__.py")}

    assert rooms
    assert {f"orchestration.extraction.{room}" for room in rooms} <= layers


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("orchestration/extraction/planted.py", "import duckdb", "The pure core knows"),
        (
            "orchestration/extraction/text/planted.py",
            "import orchestration.extraction.naming.names",
            "The rooms of the extraction",
        ),
        ("orchestration/ingest/planted.py", "import dagster", "What the command line and Dagster share"),
        ("dashboard/planted.py", "import orchestration.settings", "The dashboard knows only"),
    ],
)
def test_a_planted_import_against_the_arrows_is_found(tmp_path: Path, module: str, line: str, broken: str) -> None:
    folder = copy_packages(tmp_path)
    (folder / module).write_text(line + "\n")

    answer = run_lint_imports(folder)

    assert answer.returncode != 0
    assert any(broken in text and "BROKEN" in text for text in answer.stdout.splitlines()), answer.stdout
