"""Processes that are started together and ended together, each with everything it started itself."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

SECONDS_TO_END = 15.0
SECONDS_FOR_THE_REST = 3.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C or ended the supervisor. Not an Exception: nothing on the way may swallow it."""


class ServiceEnded(Exception):
    """A service ended, or did not answer in time, while it was meant to run."""


@dataclass(frozen=True)
class Service:
    """A program to run: its command, the file for its output (None: the terminal), the page that shows it is up."""

    name: str
    command: Sequence[str]
    log: Path | None = None
    page: str | None = None


def stop_on_signals() -> None:
    """From here on Ctrl-C, SIGTERM and a closed terminal raise StopRequested in the main thread."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            # A second Ctrl-C while things are ending would leave them running.
            signal.signal(each, signal.SIG_IGN)
        print(f"\nhearsay: stopping ({signal.Signals(number).name}) …", flush=True)
        raise StopRequested(signal.Signals(number).name)

    for each in SIGNALS:
        signal.signal(each, stop)


class Supervisor:
    """Starts services, each in a process group of its own, and ends them all on leaving the `with` block.

    All run in one folder and, unless it is None, in one environment.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self._folder = folder
        self._environment = environment
        self._running: list[tuple[Service, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def start(self, service: Service) -> subprocess.Popen[bytes]:
        """Start a service; its output goes to its log."""
        if service.log is not None:
            service.log.parent.mkdir(parents=True, exist_ok=True)
        output = service.log.open("wb") if service.log else None
        try:
            process = subprocess.Popen(
                service.command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                start_new_session=True,
            )
        finally:
            if output:
                output.close()
        self._running.append((service, process))
        return process

    def run(self, service: Service) -> int:
        """Run a program to its end; its exit code. It is ended like the others where a stop is requested meanwhile."""
        process = self.start(service)
        code = process.wait()
        self._running.remove((service, process))
        return code

    def wait_until_up(self, seconds: float, on_up: Callable[[Service], None]) -> None:
        """Wait until every page answers; raises ServiceEnded where a service ends first or time runs out."""
        deadline = time.monotonic() + seconds
        waiting = [service for service, _ in self._running if service.page]
        while waiting:
            self.require_running()
            for service in [each for each in waiting if each.page and answers(each.page)]:
                waiting.remove(service)
                on_up(service)
            if waiting and time.monotonic() > deadline:
                names = ", ".join(service.name for service in waiting)
                raise ServiceEnded(f"{names} did not answer within {seconds:.0f} seconds; see {waiting[0].log}")
            time.sleep(0.2)

    def require_running(self) -> None:
        """Raise ServiceEnded, with the last lines of its log, where a service has ended."""
        for service, process in self._running:
            if process.poll() is not None:
                raise ServiceEnded(f"{service.name} ended with code {process.returncode}\n{last_lines(service.log)}")

    def stop(self) -> None:
        """End every process group: politely, and after a while by force."""
        for _, process in self._running:
            signal_group(process, signal.SIGTERM)
        wait_until(lambda: all(process.poll() is not None for _, process in self._running), SECONDS_TO_END)
        # What is left of a group has lost its leader. It may be a zombie that nobody reaps, so the wait is short.
        wait_until(lambda: not any(group_is_alive(process) for _, process in self._running), SECONDS_FOR_THE_REST)
        for _, process in self._running:
            signal_group(process, signal.SIGKILL)
            process.wait()
        self._running.clear()


def wait_until(done: Callable[[], bool], seconds: float) -> None:
    """Wait until something holds, or until time runs out."""
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(0.1)


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a process and all that it started; nothing where they are gone."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return


def group_is_alive(process: subprocess.Popen[bytes]) -> bool:
    """Whether anything of a process's group is still there."""
    try:
        os.killpg(process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def answers(page: str) -> bool:
    """Whether a page is served: status 200."""
    try:
        with urllib.request.urlopen(page, timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def last_lines(log: Path | None, count: int = 15) -> str:
    """The end of a log, for a message."""
    if log is None or not log.is_file():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    return "\n".join(["", f"The end of {log}:", *lines])
