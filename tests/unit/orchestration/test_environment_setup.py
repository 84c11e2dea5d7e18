"""Setting up a checkout: uv is found or fetched, and what pip installed is told from what it would install now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.setup import chromium, environment


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of nothing but the lock, on a machine without uv."""
    (tmp_path / "uv.lock").write_text("version = 1")
    (tmp_path / "pyproject.toml").write_text("[project]")
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    monkeypatch.setattr(environment, "OWN_UV", tmp_path / ".uv")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.setenv("PATH", os.defpath if shutil.which("uv", path=os.defpath) is None else "")
    return tmp_path


def write_program(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable}\n{text}\n")
    path.chmod(0o755)
    return path


def test_no_uv_is_found_where_there_is_none(checkout: Path) -> None:
    assert environment.find_uv() is None


@pytest.mark.parametrize("place", ["home/.local/bin/uv", "home/.cargo/bin/uv", ".uv/bin/uv", ".uv/target/bin/uv"])
def test_uv_is_found_where_installers_and_earlier_runs_put_it(checkout: Path, place: str) -> None:
    uv = write_program(checkout / place, "print('uv 0.99')")

    assert environment.find_uv() == uv


def test_a_uv_that_does_not_start_is_passed_over(checkout: Path) -> None:
    write_program(checkout / "home/.local/bin/uv", "raise SystemExit('pyenv: uv: command not found')")
    working = write_program(checkout / ".uv/bin/uv", "print('uv 0.99')")

    assert environment.find_uv() == working


def test_what_pip_installed_is_told_by_lock_project_and_groups(checkout: Path) -> None:
    before = environment.lock_digest(dev=False)

    assert environment.lock_digest(dev=False) == before
    assert environment.lock_digest(dev=True) != before
    (checkout / "uv.lock").write_text("version = 2")
    assert environment.lock_digest(dev=False) != before


def test_setup_needs_nothing_but_the_standard_library() -> None:
    folder = Path(environment.__file__).parent
    for program in ("environment.py", "chromium.py"):
        command = [sys.executable, "-I", "-S", str(folder / program), "--help"]
        assert "usage" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_browser_that_only_points_to_a_store_is_no_browser(tmp_path: Path) -> None:
    stub = write_program(tmp_path / "chromium", "raise SystemExit('install it from the store')")
    real = write_program(tmp_path / "chrome", "print('Chromium 140')")

    assert chromium.find_chromium(str(stub)) is None
    assert chromium.find_chromium(str(real)) == str(real)
