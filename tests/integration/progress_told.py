"""A progress that a test waits by, and work that has to wait for the writer's lock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from orchestration.build import new_build_id
from orchestration.settings import Settings
from orchestration.warehouse.lock import writer_lock


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


def run_behind(settings: Settings, purpose: str, work: Callable[[Told], None]) -> str:
    """Run `work` beside somebody who holds the lock for `purpose` until it waits for it; returns an id that a build
    would have had shortly before the lock was let go.
    """
    told = Told()
    worker = threading.Thread(target=work, args=(told,))
    with writer_lock(settings, purpose=purpose):
        worker.start()
        assert told.to_wait.wait(60)
        time.sleep(1.1)  # ids tell seconds apart
        build_id = new_build_id()
    worker.join()
    return build_id
