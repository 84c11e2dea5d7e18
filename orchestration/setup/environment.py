"""Install what uv.lock names into .venv: find or fetch uv, sync, and where uv reaches no index fall back on pip.

Run as a file by the system's own Python, before anything is installed: standard library only, and nothing of the
project is imported.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

PROJECT = Path(__file__).resolve().parents[2]
VENV = PROJECT / ".venv"
OWN_UV = PROJECT / ".uv"
PIP_STAMP = VENV / ".installed-by-pip"
UV_REQUIREMENT = "uv>=0.8"
UV_RELEASES = "https://pypi.org/pypi/uv/json"
OLDEST_PYTHON, FIRST_PYTHON_TOO_NEW = (3, 11), (3, 14)


def say(message: str) -> None:
    """Print a line at once: what follows may take minutes."""
    print(f"setup: {message}", flush=True)


def works(command: list[str]) -> bool:
    """Whether a command can be started and exits 0; its output is thrown away."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=120).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_uv() -> Path | None:
    """The first uv that answers: on PATH, where its installers put it, or fetched by an earlier run."""
    on_path = shutil.which("uv")
    places = [
        Path(on_path) if on_path else None,
        Path.home() / ".local/bin/uv",
        Path.home() / ".cargo/bin/uv",
        OWN_UV / "bin/uv",
        OWN_UV / "target/bin/uv",
    ]
    return next((place for place in places if place and place.is_file() and works([str(place), "--version"])), None)


def fetch_uv() -> Path | None:
    """Fetch uv into .uv/, touching nothing outside the checkout; None where no way leads to one.

    A virtual environment comes first because pip works there under PEP 668 and with whatever index pip is configured
    with; then pip into a folder, for Pythons without venv; then the wheel itself, for Pythons without pip.
    """
    say("uv is not on this machine; fetching it into .uv/")
    OWN_UV.mkdir(exist_ok=True)
    (OWN_UV / ".gitignore").write_text("*\n")
    if works([sys.executable, "-m", "venv", str(OWN_UV)]):
        works([str(OWN_UV / "bin/python"), "-m", "pip", "install", "--quiet", UV_REQUIREMENT])
    if not find_uv():
        works([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(OWN_UV / "target"), UV_REQUIREMENT])
    if not find_uv():
        download_uv_wheel()
    return find_uv()


def download_uv_wheel() -> None:
    """Download uv's own wheel for this machine, check its digest, and take the program out of it."""
    system = {"Linux": "manylinux", "Darwin": "macosx"}.get(platform.system(), "none")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    try:
        with urllib.request.urlopen(UV_RELEASES, timeout=30) as answer:
            files = json.load(answer)["urls"]
        wheel = next(f for f in files if system in f["filename"] and f["filename"].endswith(f"{machine}.whl"))
        with urllib.request.urlopen(urljoin(UV_RELEASES, wheel["url"]), timeout=300) as answer:
            content = answer.read()
    except (OSError, StopIteration, ValueError) as error:
        say(f"uv could not be downloaded either ({error or 'no wheel for this machine'})")
        return
    if hashlib.sha256(content).hexdigest() != wheel["digests"]["sha256"]:
        say(f"the download of {wheel['filename']} does not have the digest that was announced; it is not used")
        return
    target = OWN_UV / "bin" / "uv"
    target.parent.mkdir(parents=True, exist_ok=True)
    archive = target.parent / wheel["filename"]
    archive.write_bytes(content)
    with zipfile.ZipFile(archive) as wheel_file:
        member = next(name for name in wheel_file.namelist() if name.endswith("/scripts/uv"))
        target.write_bytes(wheel_file.read(member))
    target.chmod(0o755)
    archive.unlink()


def sync(uv: Path, dev: bool) -> bool:
    """Make .venv hold what uv.lock names; True when it does. Quick (0.1 s) where it already does."""
    command = [str(uv), "sync", "--frozen", "--inexact", *([] if dev else ["--no-dev"])]
    if PIP_STAMP.is_file() and PIP_STAMP.read_text() == lock_digest(dev):
        return True
    for extra, before in (
        ([], ""),
        (["--system-certs"], "uv did not manage; trying once more with the certificates of this system"),
    ):
        if before:
            say(before)
        if subprocess.run(command + extra, cwd=PROJECT, check=False).returncode == 0:
            return True
    say("uv reached no package index; installing the same locked packages with pip, which has settings of its own")
    return install_with_pip(uv, dev)


def lock_digest(dev: bool) -> str:
    """What pip's installation was made from: it changes with uv.lock, pyproject.toml and the choice of groups."""
    content = (PROJECT / "uv.lock").read_bytes() + (PROJECT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content).hexdigest() + (" dev" if dev else "")


def install_with_pip(uv: Path, dev: bool) -> bool:
    """Install the locked versions, checked by their hashes, from the index that pip is configured with."""
    if not OLDEST_PYTHON <= sys.version_info[:2] < FIRST_PYTHON_TOO_NEW:
        say(f"pip's way needs Python 3.11, 3.12 or 3.13; {sys.executable} is {platform.python_version()}")
        return False
    requirements = VENV / "requirements.txt"
    export = [str(uv), "export", "--frozen", "--quiet", "--no-emit-project", "--output-file", str(requirements)]
    # uv.lock names every package, so pip need not resolve anything (and must not: it overrides one requirement).
    pip = [str(VENV / "bin/python"), "-m", "pip", "install", "--quiet", "--progress-bar", "on", "--no-deps"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        export + ([] if dev else ["--no-dev"]),
        [*pip, "--require-hashes", "--requirement", str(requirements)],
        [*pip, "--editable", str(PROJECT)],
    ]
    for step in steps:
        try:
            subprocess.run(step, cwd=PROJECT, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            say(f"that failed too: {error}")
            return False
    PIP_STAMP.write_text(lock_digest(dev))
    return True


def main() -> int:
    """Set up .venv; 0 when it is ready, 1 with the way out printed when it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="the tools for tests and checks too")
    options = parser.parse_args()
    uv = find_uv()
    if uv is None and sys.version_info[:2] < OLDEST_PYTHON:
        say(f"Python 3.11 or newer is needed; {sys.executable} is {platform.python_version()}. Install one, or uv.")
        return 1
    uv = uv or fetch_uv()
    if uv is None:
        say("uv could not be fetched. Install it (https://docs.astral.sh/uv/) and try again.")
        return 1
    if not sync(uv, options.dev):
        say("the packages of uv.lock could not be installed: no package index answered. Check the network, or name an")
        say("index that this machine can reach: pip config set global.index-url https://…/simple")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
