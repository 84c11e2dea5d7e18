"""Where the records of a web archive begin and end, also where some of it is broken.

warcio reads one record; which bytes are one is found here, because a length that is wrong or a packed part that is
damaged must cost one record and not the rest of a gigabyte.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

GZIP_START = b"\x1f\x8b\x08"
CHUNK_BYTES = 1 << 16
MAX_HEADER_BYTES = 1 << 16
RECORD_START = re.compile(rb"\n(?=WARC/[01]\.\d+\r?\n)")
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
NEW_LINE = b"\n"  # what begins an archive, or a member of one, begins a line
AFTER_HEADER = re.compile(rb"\r?\n\r?\n")
# Longer than the first line of any record, so that one is never cut in two by the search.
OVERLAP_BYTES = 16


@dataclass(frozen=True)
class RawRecord:
    """The bytes of one record, header and content, or what is wrong with it."""

    data: bytes
    problem: str | None = None


class _Damaged(Exception):
    """The packed stream broke here; what comes next begins a new member."""


def read_raw_records(raw: IO[bytes], max_bytes: int) -> Iterator[RawRecord]:
    """The records of an archive as it lies on the disk, packed by record, as a whole, or not at all.

    A record whose content is longer than `max_bytes` is passed by without being held. Memory is bounded by that.
    """
    stream = _Stream(_unpack(raw))
    is_told = False  # a damaged stretch is one broken record, however often it is tried to read on in it
    while True:
        try:
            if not stream.skip_to_record():
                return
            yield _read_record(stream, max_bytes)
            is_told = False
        except _Damaged:
            if not is_told:
                yield RawRecord(b"", "its packed bytes are damaged")
            is_told = True


def _read_record(stream: _Stream, max_bytes: int) -> RawRecord:
    header = stream.read_header()
    length = LENGTH.search(header)
    if length is None:
        return RawRecord(b"", "it does not say how long it is")
    size = int(length.group(1))
    if size > max_bytes:
        stream.skip(size)
        return RawRecord(b"", f"it is longer than {max_bytes} bytes")
    content = stream.read(size)
    if len(content) == size and stream.is_at_end_of_record():
        return RawRecord(header + content)
    # The length is wrong: the record ends where the next one begins, which may be inside what was taken for it.
    found = RECORD_START.search(content)
    if found is not None:
        stream.give_back(content[found.start() :])
    return RawRecord(b"", "it does not end where it says")


class _Stream:
    """Unpacked bytes with a place to return to; _Damaged where the packed stream broke, and it goes on behind that."""

    def __init__(self, chunks: Iterator[bytes | None]) -> None:
        self._chunks = chunks
        self._ahead = bytearray(NEW_LINE)

    def give_back(self, data: bytes) -> None:
        self._ahead[:0] = data

    def skip_to_record(self) -> bool:
        """Go to the next line that begins a record; False at the end."""
        while True:
            found = RECORD_START.search(self._ahead)
            if found is not None:
                del self._ahead[: found.end()]
                return True
            del self._ahead[: max(0, len(self._ahead) - OVERLAP_BYTES)]
            if not self._fill():
                return False

    def read_header(self) -> bytes:
        """Up to the blank line, that included; b'' where none comes within reason."""
        while True:
            found = AFTER_HEADER.search(self._ahead)
            if found is not None:
                return self._take(found.end())
            if len(self._ahead) > MAX_HEADER_BYTES or not self._fill():
                return self._take(min(1, len(self._ahead)))

    def read(self, size: int) -> bytes:
        while len(self._ahead) < size and self._fill():
            pass
        return self._take(min(size, len(self._ahead)))

    def skip(self, size: int) -> None:
        while size > 0 and (self._ahead or self._fill()):
            size -= len(self._take(min(size, len(self._ahead))))

    def is_at_end_of_record(self) -> bool:
        while len(self._ahead) < 4 and self._fill():
            pass
        return not self._ahead or self._ahead.startswith((b"\r", b"\n"))

    def _take(self, size: int) -> bytes:
        data = bytes(self._ahead[:size])
        del self._ahead[:size]
        return data

    def _fill(self) -> bool:
        chunk = next(self._chunks, b"")
        if chunk is None:
            self._ahead[:] = NEW_LINE
            raise _Damaged
        self._ahead += chunk
        return bool(chunk)


def _unpack(raw: IO[bytes]) -> Iterator[bytes | None]:
    """The unpacked bytes in chunks that are never empty; None where a packed member is damaged."""
    data = raw.read(CHUNK_BYTES)
    if not data.startswith(GZIP_START):
        while data:
            yield data
            data = raw.read(CHUNK_BYTES)
        return
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            while data and not member.eof:
                unpacked = member.decompress(data, CHUNK_BYTES)
                data = member.unused_data if member.eof else member.unconsumed_tail or raw.read(CHUNK_BYTES)
                if unpacked:
                    yield unpacked
            if not member.eof:
                yield None  # the file ends in the middle of a member
        except zlib.error:
            yield None
            data = data[1:]
        data = _find_member(raw, data)


def _find_member(raw: IO[bytes], data: bytes) -> bytes:
    """What is left from the next packed member on, b'' where there is none."""
    while True:
        place = data.find(GZIP_START)
        if place >= 0:
            return data[place:]
        more = raw.read(CHUNK_BYTES)
        if not more:
            return b""
        data = data[-len(GZIP_START) :] + more
