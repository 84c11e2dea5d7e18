"""What has no end is never held: a line, row, page or record of any length is a reject within bounds of memory."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from orchestration.ingest.readers.formats import detect_format, read_file
from orchestration.ingest.readers.reading import Source, Unreadable

MEGABYTE = b"a" * 1_000_000
LINES = (b"a" * 9_999 + b"\n") * 100
# What stands before a stretch of megabytes, what it is made of, and what stands behind it.
ENDLESS = {
    "line.jsonl": (b'{"title": "One", "body": "b"}\n{"title": "', MEGABYTE, b'"}\n{"title": "Last", "body": "b"}\n'),
    "line.csv": (b"title,body\nOne,b\n", MEGABYTE, b"\nLast,b\n"),
    "quote.csv": (b'title,body\nOne,b\nTwo,"', LINES, b"\nLast,b\n"),
    "quoted-line.csv": (b'title,body\nOne,b\nTwo,"b\n', MEGABYTE, b"\nLast,b\n"),
    "header.csv": (b"", MEGABYTE, b""),
    "page.html": (b"<html><body><p>", MEGABYTE, b"</p></body></html>"),
    "text.txt": (b"Title\n\n", MEGABYTE, b"\n"),
    "record.warc": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n", MEGABYTE, b""),
    "header.warc": (b"WARC/1.0\r\nWARC-Type: ", MEGABYTE, b""),
}


def write(path: Path, name: str, megabytes: int) -> Path:
    before, middle, after = ENDLESS[name]
    with gzip.open(path / f"{megabytes}-{name}.gz", "wb", compresslevel=1) as stream:
        stream.write(before)
        for _ in range(megabytes):
            stream.write(middle)
        stream.write(after)
    return path / f"{megabytes}-{name}.gz"


def measure(path: Path) -> tuple[list[str], list[str], int]:
    """The titles and the codes of the rejects, each once and in order, and the largest memory in bytes."""
    file_format = detect_format(path.name)
    assert file_format is not None
    titles: dict[str, None] = {}
    codes: dict[str, None] = {}
    tracemalloc.start()
    try:
        for reading in read_file(Source(path), file_format):
            if isinstance(reading, Unreadable):
                codes[reading.reject.reason_code] = None
            else:
                titles[str(reading.fields["title"])] = None
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return list(titles), list(codes), peak


@pytest.mark.parametrize("name", ENDLESS)
def test_what_has_no_end_takes_bounded_memory_and_is_a_reject(tmp_path: Path, name: str) -> None:
    titles, codes, peak = measure(write(tmp_path, name, 22))
    longer_titles, longer_codes, longer_peak = measure(write(tmp_path, name, 44))

    assert codes, "nothing says what was left out"
    assert (longer_titles, longer_codes) == (titles, codes)
    assert longer_peak < 1.1 * peak + 1_000_000
    if "jsonl" in name or name in ("line.csv", "quote.csv", "quoted-line.csv"):
        assert (titles[0], titles[-1]) == ("One", "Last")
