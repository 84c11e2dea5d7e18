"""How long work tells whoever watches how far it is: the command line draws bars, Dagster logs, tests listen."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the stages of a load or a build, in order; counts are of `unit` and only grow."""

    def begin(self, stage: str, total: int | None, unit: str) -> None:
        """A stage starts; `total` is None where the end is not known, and is told by a second call once it is."""

    def update(self, stage: str, done: int, detail: str = "") -> None:
        """`done` of the total so far; `detail` says it in words (records, words a second)."""

    def end(self, stage: str, detail: str = "") -> None:
        """The stage is over."""

    def note(self, text: str) -> None:
        """Something worth saying now: who is waited for, what was found interrupted."""


class _Silent:
    def begin(self, stage: str, total: int | None, unit: str) -> None:
        """Says nothing."""

    def update(self, stage: str, done: int, detail: str = "") -> None:
        """Says nothing."""

    def end(self, stage: str, detail: str = "") -> None:
        """Says nothing."""

    def note(self, text: str) -> None:
        """Says nothing."""


SILENT: Progress = _Silent()
