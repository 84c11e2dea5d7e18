"""The process that parses pages: one that takes it too long, or breaks it, costs the page and not the load.

The parsers are C, which no signal interrupts, and for some pages they need the square of their length. So the process
ends itself: before each page it sets a timer of its own use of the processor, whose signal nobody handles.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import IO, Any

from orchestration.ingest.readers.page_parsing import parse_page
from orchestration.ingest.readers.reading import Reading

# An interruption is for who loads, which ends this process too. The paths are sent first: a program may have added to
# them, and its working directory need not be the project's.
START = """
import pickle, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.path[:] = pickle.load(sys.stdin.buffer)
from orchestration.ingest.readers.page_process import serve
serve()
"""


class TooSlow(Exception):
    """The page took more of the processor than it may."""


class Broken(Exception):
    """The page broke the process that parsed it."""


class PageProcess:
    """Parses pages elsewhere: the process begins with the first page, and again after one that it did not survive."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, number: int, data: bytes, url: str | None, charset: str | None, *, seconds: float) -> Reading:
        """What `parse_page` gives within so many seconds of the processor. Raises TooSlow or Broken."""
        with self._lock:
            return self._parse((seconds, (number, data, url, charset)))

    def _parse(self, page: tuple[float, tuple[object, ...]]) -> Reading:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _send(process.stdin, page)
            answer: Reading = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):  # it is gone
            status = self._end()
            if status == -signal.SIGPROF:
                raise TooSlow from None
            raise Broken(f"the process that parsed it ended with status {status}") from None
        except BaseException:  # interrupted: what it still answers would be taken for the next page's
            self._end()
            raise
        return answer

    def end(self) -> None:
        """End the process, where there is one; the next page begins another."""
        with self._lock:
            self._end()

    def _end(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()  # leaves the status of one that has ended by itself
        with suppress(OSError), process:  # closes the pipes, of which one may hold what it never read, and waits
            pass
        return process.returncode

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None
        _send(process.stdin, sys.path)
        return process


def serve() -> None:
    """Parse what comes by the standard input until it ends; the answers go to the standard output."""
    import htmldate  # noqa: F401  # importing them takes a second, which is not the first page's
    import trafilatura  # noqa: F401

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    while True:
        try:
            seconds, page = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        _send(answers, parse_page(*page))
        signal.setitimer(signal.ITIMER_PROF, 0)


def _send(pipe: IO[bytes], value: Any) -> None:
    pickle.dump(value, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()
