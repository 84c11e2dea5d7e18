"""A Parquet file: one record a row, read a batch at a time, in memory bounded by the file's row groups."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from orchestration.ingest.readers.decoding import decode
from orchestration.ingest.readers.reading import GZIP_MAGIC, Reading, Record, Source, Unreadable, describe_broken

BATCH_ROWS = 256
CHUNK_BYTES = 1 << 20
# On the disk, not in memory: a Parquet file is read from its end, so that a packed one has to be unpacked whole.
MAX_UNPACKED_BYTES = 20_000_000_000


def read_parquet_table(source: Source) -> Iterator[Reading]:
    """Yields a record per row, or a reject at the row where the file breaks."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        # Pages of a column are read as they are needed, and not its whole row group beforehand.
        with _open(source) as stream, pq.ParquetFile(stream, buffer_size=CHUNK_BYTES, pre_buffer=False) as table:
            for batch in table.iter_batches(batch_size=BATCH_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield Record(number, {name: _to_text(value) for name, value in row.items()})
    except (pa.ArrowException, OSError, EOFError, ValueError) as error:
        yield Unreadable(number + 1, describe_broken(error))


def _to_text(value: Any) -> Any:
    """Text where a writer left out that its bytes are text, inside lists and structs too; other values as they are."""
    if isinstance(value, bytes):
        return decode(value)
    if isinstance(value, list):
        return [_to_text(part) for part in value]
    if isinstance(value, dict):
        return {name: _to_text(part) for name, part in value.items()}
    return value


@contextmanager
def _open(source: Source) -> Iterator[IO[bytes]]:
    with source.open_as_it_lies() as stream:
        if stream.read(2) != GZIP_MAGIC:
            stream.seek(0)
            yield stream
            return
        stream.seek(0)
        with gzip.GzipFile(fileobj=stream) as packed, tempfile.TemporaryFile() as unpacked:
            size = 0
            while chunk := packed.read(CHUNK_BYTES):
                size += len(chunk)
                if size > MAX_UNPACKED_BYTES:
                    raise OSError(f"it unpacks to more than {MAX_UNPACKED_BYTES} bytes")
                unpacked.write(chunk)
            unpacked.seek(0)
            yield unpacked
