"""The raw file as whoever adds to it opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.erasure_files import finish_erasures
from orchestration.warehouse.lock import writer_lock


@contextmanager
def open_for_writing(
    settings: Settings,
    *,
    purpose: str,
    wait: bool = True,
    on_wait: Callable[[str], None] | None = None,
    memory_limit: str | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The raw warehouse under the writer lock, once an erasure that was interrupted is finished.

    Arguments are those of `writer_lock` and `connect_raw`.
    """
    with writer_lock(settings, purpose=purpose, wait=wait, on_wait=on_wait):
        finish_erasures(settings)
        with connect_raw(settings, memory_limit=memory_limit) as con:
            yield con
