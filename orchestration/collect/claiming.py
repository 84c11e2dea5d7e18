"""Which outlet deals with an address that several list: never two at once, and first the one at whose site it is.

Another's articles are taken only after the outlet at whose site they are has dealt with what it lists: it may have
their text, and may reach hosts that nobody else may.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orchestration.collect.memory import Memory


@dataclass
class Claim:
    """An address that was asked for, or taken from a feed, in this run. `is_brought` is its end, None before it."""

    outlet: str
    is_brought: bool | None = None


class Claims:
    """What the outlets of a run have dealt with, and what they had brought before it. `memories` are by outlet."""

    def __init__(self, memories: Mapping[str, Memory]) -> None:
        self._claims: dict[str, Claim] = {}
        self._listed: set[tuple[str, str]] = set()
        self._own_done = {outlet: asyncio.Event() for outlet in memories}
        self._known: dict[str, set[str]] = defaultdict(set)
        for outlet, memory in memories.items():
            for key in (key for key, seen in memory.seen.items() if seen.was_brought):
                self._known[key].add(outlet)

    def is_listed_anew(self, outlet: str, key: str) -> bool:
        """Whether the outlet lists the address for the first time in this run; from now on it does not."""
        is_new = (outlet, key) not in self._listed
        self._listed.add((outlet, key))
        return is_new

    def find(self, key: str) -> Claim | None:
        """Who deals with an address in this run; None where nobody does."""
        return self._claims.get(key)

    def who_knew(self, key: str) -> frozenset[str]:
        """The outlets that had brought the address before this run."""
        return frozenset(self._known.get(key, ()))

    def begin(self, key: str, outlet: str) -> None:
        """The outlet deals with the address now."""
        self._claims[key] = Claim(outlet)

    def end(self, key: str, *, is_brought: bool) -> None:
        """How that ended: somebody who has its text may still bring what could not be brought."""
        self._claims[key].is_brought = is_brought

    def end_own(self, outlet: str) -> None:
        """The outlet has dealt with what it lists of its own site, or is not asked at all."""
        self._own_done[outlet].set()

    async def wait_for(self, outlets: Iterable[str]) -> None:
        """Wait until these outlets have dealt with what is their own."""
        for outlet in outlets:
            await self._own_done[outlet].wait()
