"""The dashboard as a server over a published build, and a real Chromium that watches what its pages ask for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from dashboard.database import Build, find_current_build
from dashboard.settings import DashboardSettings
from tests.browser.watching import Opener, WatchedPage
from tests.dashboard.conftest import hostile_build, sample_build

__all__ = ["hostile_build", "sample_build"]

PROJECT = Path(__file__).resolve().parents[2]
# No request of the browser's own: a fetch that is seen was asked for by a page.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    """The browser to use: the named one, the system's, or None for the one that playwright installed."""
    named = os.environ.get("HEARSAY_CHROMIUM")
    places = (named, "/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome"))
    return next((place for place in places if place and Path(place).exists()), None)


@contextmanager
def serve_dashboard(
    data: Path, log: Path, *, port: int = 0, sign_in: Path | None = None, listen: str | None = None
) -> Iterator[str]:
    """The dashboard over a data folder on a free port of the loopback, or on a given one; yields its address.

    `sign_in` names its file of sign-in, `listen` another address than that of its settings.
    """
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(PROJECT / "dashboard/server.py"),
        "--server.port",
        str(port),
    ]
    environment = {**os.environ, "HEARSAY_DATA": str(data)}
    if sign_in is not None:
        command += ["--secrets.files", str(sign_in)]
        environment["HEARSAY_SIGN_IN"] = str(sign_in)
    if listen is not None:
        command += ["--server.address", listen]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=log.parent, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the dashboard did not start: {log.read_text()}")


@pytest.fixture
def build(hostile_build: Path) -> Build:
    """That build as the dashboard finds it."""
    found = find_current_build(DashboardSettings(data=hostile_build))
    assert found is not None
    return found


@pytest.fixture(scope="session")
def address(hostile_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard over the sample with a hostile article in it."""
    with serve_dashboard(hostile_build, tmp_path_factory.mktemp("server") / "streamlit.log") as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module: while it runs, its event loop is this thread's, and no other can run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Opener]:
    """Opens a page in a fresh context; at the end, no page may have met an error or asked for anything outside."""
    contexts: list[BrowserContext] = []
    pages: list[WatchedPage] = []

    def open_it(path: str = "", *, at: str = address, width: int = 1400, scheme: str = "light") -> WatchedPage:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            timezone_id="America/Los_Angeles",
            accept_downloads=True,
        )
        contexts.append(context)
        watched = WatchedPage(context.new_page(), at)
        pages.append(watched)
        watched.open(path)
        return watched

    yield open_it
    for watched in pages:
        assert watched.outside_requests() == []
        assert watched.errors == []
    for context in contexts:
        context.close()
