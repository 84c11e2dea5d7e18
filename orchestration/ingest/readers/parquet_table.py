"""A Parquet file: one record a row, read a batch at a time."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import Any

from orchestration.ingest.readers.reading import GZIP_MAGIC, Reading, Record, Source, Unreadable, describe_broken

BATCH_ROWS = 256
MAX_UNPACKED_BYTES = 1_000_000_000


def read_parquet_table(source: Source) -> Iterator[Reading]:
    """Yields a record per row, or a reject at the row where the file breaks."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(_open(source)) as table:
            for batch in table.iter_batches(batch_size=BATCH_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(number, row)
    except (pa.ArrowException, OSError, EOFError, ValueError) as error:
        yield Unreadable(number + 1, describe_broken(error))


def _open(source: Source) -> Any:
    with source.path.open("rb") as stream:
        is_packed = stream.read(2) == GZIP_MAGIC
    if not is_packed:
        return source.path
    with gzip.open(source.path) as unpacked:
        data = unpacked.read(MAX_UNPACKED_BYTES + 1)
    if len(data) > MAX_UNPACKED_BYTES:
        raise OSError(f"it unpacks to more than {MAX_UNPACKED_BYTES} bytes")
    return io.BytesIO(data)
