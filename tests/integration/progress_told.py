"""A progress that a test waits by."""

from __future__ import annotations

import threading


class Told:
    """Knows when somebody was told to wait, or anything else; stages of work are passed over."""

    def __init__(self) -> None:
        self.to_wait = threading.Event()

    def begin(self, stage: str, total: int | None, unit: str) -> None:
        """Nothing is waited for by it."""

    def update(self, stage: str, done: int, detail: str = "") -> None:
        """Nothing is waited for by it."""

    def end(self, stage: str, detail: str = "") -> None:
        """Nothing is waited for by it."""

    def note(self, text: str) -> None:
        """The first thing said is for whom to wait."""
        self.to_wait.set()
