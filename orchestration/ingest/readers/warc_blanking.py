"""Taking records out of a web archive, with all that it says about the same addresses; the others keep their places."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import IO

from orchestration.ingest.readers.warc_records import read_raw_records

ADDRESS = re.compile(rb"^warc-target-uri[ \t]*:[ \t]*<?([^\r\n>]*)", re.IGNORECASE | re.MULTILINE)
HEADER_END = re.compile(rb"\r?\n\r?\n")
NO_LIMIT = 1 << 40
# A record without a length is told as broken when it is read: damaged bytes may hold what has to go.
DAMAGED = b"WARC/1.0\r\nWARC-Type: metadata\r\n\r\n"


def blank_warc(raw: IO[bytes], target: IO[bytes], numbers: Collection[int], mark: str) -> None:
    """Write the archive anew, unpacked, without the records of these numbers (their place among all, from 1).

    A request or a note about the address of one of them goes as well. Damaged stretches go too, as what cannot be read
    cannot be searched.
    """
    wanted, addresses = frozenset(numbers), set()
    start = raw.tell()
    for number, record in enumerate(read_raw_records(raw, NO_LIMIT), start=1):
        if number in wanted:
            addresses.add(_address_of(record.data))
    raw.seek(start)
    addresses.discard(b"")
    for number, record in enumerate(read_raw_records(raw, NO_LIMIT), start=1):
        if record.problem is not None:
            target.write(DAMAGED)
        elif number in wanted or _address_of(record.data) in addresses:
            target.write(_write_mark(mark, is_answer=number in wanted))
        else:
            target.write(record.data + b"\r\n\r\n")


def _address_of(data: bytes) -> bytes:
    end = HEADER_END.search(data)
    found = ADDRESS.search(data[: end.start()] if end else data)
    return found.group(1).strip() if found else b""


def _write_mark(mark: str, *, is_answer: bool) -> bytes:
    content = mark.encode()
    kind = b"resource" if is_answer else b"metadata"
    header = b"WARC/1.0\r\nWARC-Type: %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
    return header % (kind, len(content)) + content + b"\r\n\r\n"
