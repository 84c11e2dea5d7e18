"""Which reader reads which file, by the name's ending (and .gz after it)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

from orchestration.ingest.article import Reject
from orchestration.ingest.readers.csv_table import read_csv_table
from orchestration.ingest.readers.json_document import read_json_document
from orchestration.ingest.readers.json_lines import read_json_lines
from orchestration.ingest.readers.page import read_page
from orchestration.ingest.readers.parquet_table import read_parquet_table
from orchestration.ingest.readers.plain_text import read_plain_text
from orchestration.ingest.readers.reading import Reading, Source, Unreadable
from orchestration.ingest.readers.warc import read_warc

READERS: dict[str, Callable[[Source], Iterator[Reading]]] = {
    "text": read_plain_text,
    "page": read_page,
    "json": read_json_document,
    "jsonl": read_json_lines,
    "csv": read_csv_table,
    "parquet": read_parquet_table,
    "warc": read_warc,
}
ENDINGS = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".ninjs": "json",
}


def detect_format(name: str) -> str | None:
    """The format that a file name's ending says, or None where it is not one that is read."""
    path = PurePath(name.lower())
    if path.suffix == ".gz":
        path = path.with_suffix("")
    return ENDINGS.get(path.suffix)


def read_file(source: Source, file_format: str) -> Iterator[Reading]:
    """Every record and reject of one file, numbered in rising order; a file without any is one reject."""
    is_empty = True
    for reading in READERS[file_format](source):
        is_empty = False
        yield reading
    if is_empty:
        yield Unreadable(1, Reject("no_text", "the file holds no record"))


def describe_formats() -> str:
    """The endings that are read, for messages."""
    return ", ".join(ENDINGS) + " (each also .gz)"
