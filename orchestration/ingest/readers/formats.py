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
FEED_ENDINGS = frozenset({".xml", ".rss", ".atom", ".rdf"})


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


def explain_unsupported(name: str) -> str:
    """Why a file of that name is not read, and what to do instead."""
    path = PurePath(name.lower())
    if (path.with_suffix("") if path.suffix == ".gz" else path).suffix in FEED_ENDINGS:
        return "unsupported format: feeds and sitemaps are collected, not loaded: name their address in sources.yml"
    return f"unsupported format: {describe_formats()} are read"


def describe_formats() -> str:
    """The endings that are read, for messages."""
    return ", ".join(ENDINGS) + " (each also .gz)"
