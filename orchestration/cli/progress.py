"""Bars on the terminal for the stages of a load or a build; plain lines where there is no terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from orchestration.progress import Progress as ProgressProtocol

SECONDS_BETWEEN_LINES = 10.0


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def begin(self, stage: str, total: int | None, unit: str) -> None:
        if stage in self._tasks:
            self._bars.update(self._tasks[stage], total=total)
        else:
            self._tasks[stage] = self._bars.add_task(stage, total=total, detail="")

    def update(self, stage: str, done: int, detail: str = "") -> None:
        self._bars.update(self._tasks[stage], completed=done, detail=detail)

    def end(self, stage: str, detail: str = "") -> None:
        task = self._tasks.pop(stage)
        total = self._bars.tasks[task].total or 1
        self._bars.update(task, total=total, completed=total, detail=detail)

    def note(self, text: str) -> None:
        self._bars.console.print(text, markup=False, soft_wrap=True)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last = 0.0

    def begin(self, stage: str, total: int | None, unit: str) -> None:
        self._last = time.monotonic()

    def update(self, stage: str, done: int, detail: str = "") -> None:
        if time.monotonic() - self._last >= SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self.note(f"{stage}: {detail}")

    def end(self, stage: str, detail: str = "") -> None:
        self.note(f"{stage}: {detail}")

    def note(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)


@contextmanager
def show_progress() -> Iterator[ProgressProtocol]:
    """Progress on standard error, so that standard output stays the command's answer."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[detail]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        yield _Bars(bars)
