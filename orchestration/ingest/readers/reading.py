"""What every reader yields, and how it opens its file."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from orchestration.ingest.article import Reject

GZIP_MAGIC = b"\x1f\x8b"
BROKEN_FILE = (OSError, EOFError, zlib.error)
BROKEN_CODE = "broken_file"


@dataclass(frozen=True)
class Record:
    """One record of a file: its number in the file (from 1), its fields, and where its own date would come from."""

    number: int
    fields: dict[str, Any]
    date_basis: str = "record"


@dataclass(frozen=True)
class Unreadable:
    """A part of a file that is no record; `number` is where it stands among the records."""

    number: int
    reject: Reject


Reading = Record | Unreadable


@dataclass
class ByteCount:
    """How much of the file as it lies on the disk has been read."""

    bytes_read: int = 0


class _CountingFile(io.FileIO):
    def __init__(self, path: Path, count: ByteCount) -> None:
        super().__init__(path)
        self._count = count

    def readinto(self, buffer: Any) -> int:
        number = super().readinto(buffer) or 0
        self._count.bytes_read += number
        return number


@dataclass(frozen=True)
class Source:
    """A file to read: where it lies, the outlets whose names are known, and the count of bytes read."""

    path: Path
    known_outlets: frozenset[str] = frozenset()
    count: ByteCount = field(default_factory=ByteCount)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes, unpacked where they are gzip by their first bytes, whatever the name says."""
        with _CountingFile(self.path, self.count) as raw, io.BufferedReader(raw, 1 << 16) as buffered:
            if buffered.peek(2)[:2] == GZIP_MAGIC:
                with gzip.GzipFile(fileobj=buffered) as unpacked:
                    yield unpacked  # type: ignore[misc]  # a GzipFile reads as a binary file does
            else:
                yield buffered

    @contextmanager
    def open_as_it_lies(self) -> Iterator[IO[bytes]]:
        """The file's bytes, packed where they are."""
        with _CountingFile(self.path, self.count) as raw, io.BufferedReader(raw, 1 << 16) as buffered:
            yield buffered

    def read_head(self, size: int) -> bytes:
        """The first `size` bytes, or as many as come before the file breaks; they do not count as read."""
        head, counted = b"", self.count.bytes_read
        try:
            with self.open() as stream:
                while len(head) < size and (chunk := stream.read(1 << 14)):
                    head += chunk
        except BROKEN_FILE:
            pass  # whoever reads the file comes to the same place and says so
        self.count.bytes_read = counted
        return head

    def read_whole(self, limit: int) -> bytes | Reject:
        """All bytes, or a reject where there are more than `limit` or the file is broken."""
        try:
            with self.open() as stream:
                data = stream.read(limit + 1)
        except BROKEN_FILE as error:
            return describe_broken(error)
        if len(data) > limit:
            return Reject("too_large", f"the file is larger than {limit} bytes; split it, or use JSON Lines")
        return data


def describe_broken(error: BaseException) -> Reject:
    """The reject of a file that ends early or cannot be unpacked or opened."""
    return Reject(BROKEN_CODE, f"the file cannot be read to its end: {error}")
