"""What is started together is ended together, with everything that it started itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.serve.processes import Service, ServiceEnded, Supervisor

PROJECT = Path(__file__).resolve().parents[3]
# Starts a child, writes both process ids, and sleeps.
PARENT = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
target = pathlib.Path(sys.argv[1])
target.with_suffix(".new").write_text(f"{os.getpid()} {child.pid}")
target.with_suffix(".new").rename(target)
time.sleep(600)
"""
# A supervisor over one PARENT, ended by a signal.
SUPERVISED = f"""
import pathlib, sys, time
from orchestration.serve.processes import Service, StopRequested, Supervisor, stop_on_signals
stop_on_signals()
try:
    with Supervisor(pathlib.Path.cwd()) as supervisor:
        supervisor.run(Service("sleeper", [sys.executable, "-c", {PARENT!r}, sys.argv[1]]))
except StopRequested as stop:
    sys.exit(f"stopped by {{stop}}")
"""


def wait_for(path: Path) -> list[int]:
    """The process ids in a file that a process writes."""
    deadline = time.monotonic() + 30
    while not path.is_file():
        assert time.monotonic() < deadline, f"{path} was never written"
        time.sleep(0.05)
    return [int(pid) for pid in path.read_text().split()]


def is_running(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + 5
    while any(is_running(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(is_running(pid) for pid in pids)


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the state of processes in /proc")


@needs_proc
def test_stop_ends_a_service_with_what_it_started(tmp_path: Path) -> None:
    pids_file = tmp_path / "pids"
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(Service("sleeper", [sys.executable, "-c", PARENT, str(pids_file)], tmp_path / "log"))
        pids = wait_for(pids_file)
        assert all(is_running(pid) for pid in pids)

    assert wait_until_gone(pids)


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_supervisor_ends_everything(tmp_path: Path, number: signal.Signals) -> None:
    pids_file = tmp_path / "pids"
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISED, str(pids_file)], cwd=PROJECT, stderr=subprocess.PIPE, text=True
    )
    pids = wait_for(pids_file)

    os.kill(supervisor.pid, number)
    _, errors = supervisor.communicate(timeout=20)

    assert f"stopped by {number.name}" in errors
    assert wait_until_gone(pids)


def test_a_service_that_ends_is_reported_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as supervisor:
        service = Service(
            "the dashboard",
            [sys.executable, "-c", "import sys; sys.exit('no such table')"],
            tmp_path / "log",
            "http://x",
        )
        supervisor.start(service)
        with pytest.raises(ServiceEnded, match=r"the dashboard ended with code 1[\s\S]*no such table"):
            supervisor.wait_until_up(30, lambda each: None)


def test_wait_until_up_returns_when_the_page_answers(tmp_path: Path) -> None:
    up: list[str] = []
    server = (
        "import http.server, pathlib\n"
        "server = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
        "pathlib.Path('port.new').write_text(str(server.server_address[1]))\n"
        "pathlib.Path('port.new').rename('port')\n"
        "server.serve_forever()"
    )
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(Service("server", [sys.executable, "-c", server], tmp_path / "log"))
        (port,) = wait_for(tmp_path / "port")
        waiting = Service(
            "page", [sys.executable, "-c", "import time; time.sleep(60)"], None, f"http://127.0.0.1:{port}/"
        )
        supervisor.start(waiting)
        supervisor.wait_until_up(30, lambda service: up.append(service.name))

    assert up == ["page"]


def test_wait_until_up_gives_up_on_a_page_that_never_answers(tmp_path: Path) -> None:
    sleeper = Service("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], None, "http://127.0.0.1:9/")
    with Supervisor(tmp_path) as supervisor:
        supervisor.start(sleeper)
        with pytest.raises(ServiceEnded, match="sleeper did not answer within 1 seconds"):
            supervisor.wait_until_up(1, lambda service: None)
