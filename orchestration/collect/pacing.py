"""One request at a time for a host, with a pause between two, and none any more for a host that keeps failing."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

FAILURES_IN_A_ROW = 3


@dataclass
class _Host:
    pace_seconds: float = 0.0
    ended_at: float = float("-inf")
    not_before: float = float("-inf")
    failures: int = 0
    gone: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Pacer:
    """Keeps the pace of every host; hosts do not wait for each other."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = defaultdict(_Host)

    def slow_down(self, host: str, seconds: float) -> None:
        """At least so many seconds between two requests to the host; the slowest wish counts."""
        self._hosts[host].pace_seconds = max(self._hosts[host].pace_seconds, seconds)

    def hold_off(self, host: str, seconds: float) -> None:
        """No request to the host sooner than in so many seconds, as it asked for, whichever address is next."""
        self._hosts[host].not_before = max(self._hosts[host].not_before, time.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the host's turn, and hold it until the request is over."""
        state = self._hosts[host]
        async with state.lock:
            await _rest(state)
            try:
                yield
            finally:
                state.ended_at = time.monotonic()

    async def rest(self, host: str, seconds: float) -> None:
        """Within the host's turn, before it is asked again: wait so long at the least, and as long as it wishes."""
        self.hold_off(host, seconds)
        state = self._hosts[host]
        state.ended_at = time.monotonic()
        await _rest(state)

    def succeed(self, host: str) -> None:
        """The host answered."""
        self._hosts[host].failures = 0

    def fail(self, host: str) -> None:
        """A request failed for good; after a few in a row the host is asked no more in this run."""
        state = self._hosts[host]
        state.failures += 1
        if state.failures >= FAILURES_IN_A_ROW:
            state.gone = f"{host} failed {state.failures} times in a row and is asked no more in this run"

    def give_up(self, host: str, reason: str) -> None:
        """Ask the host no more in this run."""
        self._hosts[host].gone = reason

    def why_gone(self, host: str) -> str:
        """Why the host is asked no more; empty where it is."""
        return self._hosts[host].gone


async def _rest(state: _Host) -> None:
    wait = max(state.ended_at + state.pace_seconds, state.not_before) - time.monotonic()
    if wait > 0 and not state.gone:
        await asyncio.sleep(wait)
