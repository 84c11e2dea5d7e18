"""Asking the console's process: starts it, waits, and stops it where it does not stop by itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore

import pyarrow as pa

from dashboard.settings import PROJECT

SECONDS = 10.0
MOST_ROWS = 10_000
LONGEST_SQL = 10_000
# The process needs a moment to start, and one to stop by itself, before it is stopped from here.
GRACE_SECONDS = 15.0
MOST_AT_ONCE = 2
WAIT_SECONDS = 20.0
TOO_GREEDY = "The question used more memory than it may. Ask for less."
PATHS = re.compile(r"(?<![\w.])/(?:[\w.~-]+/)*[\w.~-]+")

_places = BoundedSemaphore(MOST_AT_ONCE)


@dataclass(frozen=True)
class Answer:
    """Rows of a question: at most MOST_ROWS of them, `is_cut` where there are more, and how long it took."""

    table: pa.Table
    is_cut: bool
    seconds: float


class AskingError(Exception):
    """A question without an answer; the message is for the one who asked."""


class BusyError(AskingError):
    """A question that was not asked, as others are being asked; in a moment it may have an answer."""


def ask(path: str, sql: str, *, seconds: float = SECONDS, most_rows: int = MOST_ROWS) -> Answer:
    """The answer to a question over a published file.

    Raises AskingError where the question is refused, wrong, too long, too late, or too many are asked at once.
    """
    if len(sql) > LONGEST_SQL:
        raise AskingError(f"The question is longer than {LONGEST_SQL:,} characters.")
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise BusyError("Others are asking just now. Try again in a moment.")
    try:
        written = _run(json.dumps({"path": path, "sql": sql, "most_rows": most_rows, "seconds": seconds}), seconds)
    finally:
        _places.release()
    line, _, rows = written.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError as error:
        raise AskingError(TOO_GREEDY) from error
    if head.get("greedy"):
        raise AskingError(TOO_GREEDY)
    if head.get("late"):
        raise AskingError(f"Stopped after {seconds:g} seconds. Add a condition, or ask for less.")
    if "refused" in head:
        raise AskingError(head["refused"])
    if "wrong" in head:
        # What the database says may name places on this machine, which are nobody's business.
        raise AskingError(PATHS.sub("…", head["wrong"]))
    return Answer(pa.ipc.open_stream(rows).read_all(), head["is_cut"], head["seconds"])


def _run(request: str, seconds: float) -> bytes:
    # Nothing of this server's environment is handed on; the package is found from the folder.
    command = [sys.executable, "-m", "dashboard.console.worker"]
    try:
        done = subprocess.run(
            command,
            input=request.encode("utf-8"),
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=seconds + GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AskingError(f"Stopped: it did not end within {seconds:g} seconds.") from error
    return done.stdout
