"""Run extract_batch over a pool of processes, results in the order of the input, with bounded memory."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

import pyarrow as pa

from orchestration.extraction.batch import extract_batch

AHEAD = 2  # batches in flight per worker: enough to keep it busy, few enough to bound memory


def extract_batches(batches: Iterable[pa.RecordBatch], workers: int) -> Iterator[pa.RecordBatch]:
    """Results of `batches` in order. `workers` processes; 1 runs in this process, without a pool.

    Raises concurrent.futures.process.BrokenProcessPool when a worker dies.
    """
    if workers <= 1:
        yield from map(extract_batch, batches)
        return
    # Spawn, never fork: onnxruntime's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            waiting.append(pool.submit(extract_batch, batch))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
