"""Run extract_batch over a pool of processes, results in the order of the input, with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait

import pyarrow as pa

from orchestration.extraction.batch import extract_batch
from orchestration.extraction.engine import EngineName

AHEAD = 2  # batches in flight per worker: enough to keep it busy, few enough to bound memory


def extract_batches(
    batches: Iterable[pa.RecordBatch], workers: int, engine: EngineName = "tagger"
) -> Iterator[pa.RecordBatch]:
    """Results of `batches` by `engine`, in order. `workers` processes; 1 runs in this process, without a pool.

    Raises concurrent.futures.process.BrokenProcessPool when a worker dies.
    """
    if workers <= 1:
        yield from (extract_batch(batch, engine) for batch in batches)
        return
    # Spawn, never fork: onnxruntime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            waiting.append(pool.submit(extract_batch, batch, engine))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone: one that is killed cannot end its workers itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
