"""The one lock of everyone who writes raw.duckdb or marts.duckdb: command line, Dagster and dbt."""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.errors import HearsayError
from orchestration.settings import Settings

# Whoever looks who writes holds the lock for a moment, which is no writer to be told of.
SECONDS_OF_A_LOOK = 0.1


class WriterBusyError(HearsayError):
    """Another process writes the warehouse, and the caller did not want to wait."""


@dataclass(frozen=True)
class LockOwner:
    """Who holds the writer lock: process id, what for, its command line, since when (UTC, ISO)."""

    pid: int
    purpose: str
    command: str
    since: str

    def describe(self) -> str:
        """One clause for messages: "hearsay load … (pid 12, since …)"."""
        return f"{self.command} (pid {self.pid}, {self.purpose}, since {self.since})"


@contextmanager
def writer_lock(
    settings: Settings, *, purpose: str, wait: bool = True, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the writer lock; re-entrant within one thread.

    Where someone else holds it, `on_wait` is told who, once, and the call waits; with `wait=False` WriterBusyError.
    """
    _make_folder(settings.data)
    lock = FileLock(settings.lock_path, is_singleton=True)
    try:
        lock.acquire(timeout=SECONDS_OF_A_LOOK, poll_interval=SECONDS_OF_A_LOOK / 10)
    except Timeout:
        who = _describe_owner(settings)
        if not wait:
            raise WriterBusyError(
                f"{settings.data} is being written by {who}: wait for it to end, or run again without --no-wait."
            ) from None
        if on_wait is not None:
            on_wait(f"Waiting for {who}, which writes {settings.data} …")
        lock.acquire()
    is_outermost = lock.lock_counter == 1
    try:
        if is_outermost:
            _write_owner(settings, purpose)
        yield
    finally:
        if is_outermost:
            _owner_path(settings).unlink(missing_ok=True)
        lock.release()


def read_owner(settings: Settings) -> LockOwner | None:
    """Who writes the warehouse now, by the side file; None where nobody does. Waits for nobody."""
    try:
        owner = LockOwner(**json.loads(_owner_path(settings).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return owner if _is_held(settings.lock_path) else None


def _owner_path(settings: Settings) -> Path:
    return settings.lock_path.with_name(settings.lock_path.name + ".owner")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HearsayError(
            f"The data folder {folder} cannot be made ({error.strerror}): set HEARSAY_DATA to a folder you may write."
        ) from error


def _write_owner(settings: Settings, purpose: str) -> None:
    program, *arguments = sys.orig_argv
    command = " ".join([Path(program).name, *arguments])[:200]
    owner = LockOwner(os.getpid(), purpose, command, datetime.now(UTC).isoformat(timespec="seconds"))
    path = _owner_path(settings)
    path.write_text(json.dumps(asdict(owner)), encoding="utf-8")


def _describe_owner(settings: Settings) -> str:
    owner = read_owner(settings)
    return owner.describe() if owner else "another process"


def _is_held(path: Path) -> bool:
    """Whether anybody holds the lock.

    Asked of the lock itself: the number of a process that was killed may be another's now.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
