"""`make run` without make: from an empty folder to two pages, the second time without work, and nothing left behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def free_ports() -> tuple[int, int]:
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def start(data: Path, ports: tuple[int, int], log: Path) -> subprocess.Popen[bytes]:
    named = {"HEARSAY_DASHBOARD_PORT": str(ports[0]), "HEARSAY_DAGSTER_PORT": str(ports[1])}
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration.serve"],
            cwd=PROJECT,
            env={**os.environ, "HEARSAY_DATA": str(data), **named},
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def wait_until_ready(process: subprocess.Popen[bytes], log: Path, seconds: float) -> str:
    deadline = time.monotonic() + seconds
    while "Ready after" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.5)
    return log.read_text()


def processes_over(data: Path) -> list[str]:
    """Command lines of running processes that have this data folder in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(data).encode() in (folder / "environ").read_bytes() and folder.name != str(os.getpid()):
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_serve_comes_up_twice_and_leaves_nothing_behind(tmp_path: Path) -> None:
    data, ports = tmp_path / "data", free_ports()
    pages = [f"http://localhost:{port}" for port in ports]

    process = start(data, ports, tmp_path / "first.log")
    try:
        first = wait_until_ready(process, tmp_path / "first.log", seconds=400)
        assert all(page in first for page in pages)
        assert [urllib.request.urlopen(page, timeout=10).status for page in pages] == [200, 200]
        assert processes_over(data)
        taken = subprocess.run(
            [sys.executable, "-m", "orchestration.serve"],
            cwd=PROJECT,
            env={**os.environ, "HEARSAY_DATA": str(tmp_path / "other"), "HEARSAY_DASHBOARD_PORT": str(ports[0])},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=40)

    assert (taken.returncode, taken.stdout) == (1, "")
    assert re.search(rf"port {ports[0]} is taken.*HEARSAY_DASHBOARD_PORT=\d+ make run", taken.stderr)
    assert code == 0
    assert processes_over(data) == []

    process = start(data, ports, tmp_path / "second.log")
    try:
        second = wait_until_ready(process, tmp_path / "second.log", seconds=120)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)

    assert "Reading articles" in first
    assert "Reading articles" not in second
    assert "Building" not in second
    assert processes_over(data) == []
