"""Taking records out of a landed file: a mark stands in the place of each, so that the others keep their numbers.

All other records stay as they came; where a format allows it, byte for byte.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from orchestration.ingest.erased import FIELD
from orchestration.ingest.readers.csv_rows import MAX_ROW_CHARS, cut_rows, read_header
from orchestration.ingest.readers.csv_table import HEAD_BYTES
from orchestration.ingest.readers.decoding import decode, detect_encoding
from orchestration.ingest.readers.reading import GZIP_MAGIC, Source
from orchestration.ingest.readers.warc_blanking import blank_warc

BATCH_ROWS = 256
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Blanked:
    """What a file is now: size in bytes and SHA-256, both of its unpacked content."""

    size_bytes: int
    sha256: str


def can_blank(file_format: str) -> bool:
    """Whether single records can be taken out of a file of this format."""
    return file_format in BLANKERS


def blank_records(path: Path, file_format: str, numbers: Collection[int], mark: str) -> Blanked:
    """Replace the records of these numbers by the mark, packed as the file was; the file is swapped in whole."""
    partial = path.with_name(path.name + ".blanking")
    try:
        with tempfile.TemporaryFile() as content:
            BLANKERS[file_format](Source(path), content, frozenset(numbers), mark)
            size = content.tell()
            content.seek(0)
            digest = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            with _create(partial, is_packed=_is_packed(path)) as target:
                shutil.copyfileobj(content, target, CHUNK_BYTES)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return Blanked(size, digest)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == GZIP_MAGIC


def _create(path: Path, *, is_packed: bool) -> Any:
    return gzip.GzipFile(path, "wb", compresslevel=6, mtime=0) if is_packed else path.open("wb")


def _blank_json_lines(source: Source, target: IO[bytes], numbers: frozenset[int], mark: str) -> None:
    line_of_mark = json.dumps({FIELD: mark}).encode() + b"\n"
    encoding = detect_encoding(source.read_head(HEAD_BYTES))
    with source.open() as stream:
        lines: Iterator[bytes] = iter(stream)
        if encoding.startswith(("utf-16", "utf-32")):  # their lines do not end with one byte
            text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
            lines = (line.encode() for line in text)
        for number, line in enumerate(lines, start=1):
            target.write(line_of_mark if number in numbers else line)


def _blank_json_document(source: Source, target: IO[bytes], numbers: frozenset[int], mark: str) -> None:
    with source.open() as stream:
        value = json.loads(decode(stream.read()))
    items = value["articles"] if isinstance(value, dict) and isinstance(value.get("articles"), list) else value
    if not isinstance(items, list):
        value = {FIELD: mark}
    else:
        items[:] = [{FIELD: mark} if number in numbers else item for number, item in enumerate(items, start=1)]
    target.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _blank_csv(source: Source, target: IO[bytes], numbers: frozenset[int], mark: str) -> None:
    encoding = detect_encoding(source.read_head(HEAD_BYTES))
    # What the encoding cannot read is written again as it was.
    is_exact = encoding.startswith("utf-8")
    errors = "surrogateescape" if is_exact else "replace"
    out = io.TextIOWrapper(io.BufferedWriter(_Kept(target)), encoding=encoding, errors=errors, newline="")
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        header_line = text.readline(MAX_ROW_CHARS)
        out.write(header_line)
        header = read_header(header_line)
        delimiter, column_count = header.delimiter, len(header.cells)
        number = 0
        for row in cut_rows(text, header):
            number += bool(row.cells or row.problem)
            ending = "\r\n" if row.text.endswith("\r\n") else "\n"
            if number in numbers and (row.cells or row.problem):
                # With as many cells as a row has: behind a broken one, fewer would be taken for a piece of it.
                out.write(mark + delimiter * (column_count - 1) + ending)
            else:  # a line that is too long to be held is too long to be searched: a row that is none, in its place
                out.write(row.text or delimiter * column_count + ending)
    out.close()


def _blank_parquet(source: Source, target: IO[bytes], numbers: frozenset[int], mark: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with _unpack(source) as stream, pq.ParquetFile(stream) as table:
        schema = pa.schema([field.with_nullable(True) for field in table.schema_arrow])
        is_text = [pa.types.is_string(field.type) or pa.types.is_large_string(field.type) for field in schema]
        marked = is_text.index(True) if True in is_text else -1
        start = 1
        with pq.ParquetWriter(_Kept(target), schema) as writer:
            for batch in table.iter_batches(batch_size=BATCH_ROWS):
                gone = [number in numbers for number in range(start, start + batch.num_rows)]
                start += batch.num_rows
                columns = [_blank_column(column, gone, mark if at == marked else None)
                           for at, column in enumerate(batch.columns)]  # fmt: skip
                writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))


def _blank_column(column: Any, gone: list[bool], value: str | None) -> Any:
    import pyarrow as pa

    if not any(gone):
        return column
    kept = column.to_pylist()
    return pa.array([value if is_gone else each for is_gone, each in zip(gone, kept, strict=True)], column.type)


@contextmanager
def _unpack(source: Source) -> Iterator[IO[bytes]]:
    """The file's content with places that can be sought."""
    with source.open() as stream, tempfile.TemporaryFile() as unpacked:
        shutil.copyfileobj(stream, unpacked, CHUNK_BYTES)
        unpacked.seek(0)
        yield unpacked


def _blank_warc(source: Source, target: IO[bytes], numbers: frozenset[int], mark: str) -> None:
    with source.open_as_it_lies() as stream:
        blank_warc(stream, target, numbers, mark)


class _Kept(io.RawIOBase):
    """A stream to write to that stays open when whoever writes closes it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._target.write(data)

    def tell(self) -> int:
        return self._target.tell()


BLANKERS: dict[str, Callable[[Source, IO[bytes], frozenset[int], str], None]] = {
    "json": _blank_json_document,
    "jsonl": _blank_json_lines,
    "csv": _blank_csv,
    "parquet": _blank_parquet,
    "warc": _blank_warc,
}
