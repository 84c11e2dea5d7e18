"""A Chromium for the browser tests: the one that is there, else one installed by the means at hand.

Run with the project's Python before the tests; standard library only. The tests look in the same places.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHT = (sys.executable, "-m", "playwright")
PRINT_OWN_PATH = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)"""
HOW_TO_INSTALL = """\
chromium: the browser tests need a Chromium and none could be installed. Do one of these, then try again:
  - install the package of your system (Debian: sudo apt-get install chromium; Fedora: sudo dnf install chromium;
    Ubuntu: sudo snap install chromium; macOS: brew install --cask chromium)
  - or: .venv/bin/playwright install --with-deps chromium
  - or name one that you have: HEARSAY_CHROMIUM=/path/to/chromium make test"""


def answers(program: str | Path) -> bool:
    """Whether the browser starts far enough to print its version (a package that only points to a store does not)."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_chromium(named: str = "") -> str | None:
    """The browser named by the user, else one on PATH, else Playwright's own; None where none of them starts."""
    if named:
        return named if answers(named) else None
    found = [path for program in PROGRAMS if (path := shutil.which(program))]
    own = subprocess.run([sys.executable, "-c", PRINT_OWN_PATH], capture_output=True, text=True, check=False).stdout
    return next((path for path in [*found, own.strip()] if path and answers(path)), None)


def install_chromium() -> None:
    """Try the system's packages (as root), then Playwright's download; whether it helped is for the caller to see."""
    attempts = [[*PLAYWRIGHT, "install", "chromium"]]
    if os.geteuid() == 0:
        attempts.insert(0, [*PLAYWRIGHT, "install", "--with-deps", "chromium"])
        if shutil.which("apt-get"):
            attempts.insert(0, ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"])
            attempts.insert(0, ["apt-get", "update", "--quiet"])
    for command in attempts:
        print(f"chromium: {' '.join(command)}", flush=True)
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if command[1] != "update" and find_chromium():
            return


def main() -> int:
    """0 when the browser tests will find a browser; 1, with what to install, when not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--named", default="", help="a browser to use instead of looking for one")
    named = parser.parse_args().named
    if named and not find_chromium(named):
        print(f"chromium: HEARSAY_CHROMIUM names {named}, which does not start", file=sys.stderr)
        return 1
    if not find_chromium(named):
        install_chromium()
    if not find_chromium(named):
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
