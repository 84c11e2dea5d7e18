"""Reading files to articles without a warehouse: what `hearsay extract` and tests of the readers use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from orchestration.ingest.article import Article, LoadOptions, Reject, read_article
from orchestration.ingest.discovery import find_files
from orchestration.ingest.outlets import read_known_outlets
from orchestration.ingest.readers.formats import describe_formats, read_file
from orchestration.ingest.readers.reading import Record, Source
from orchestration.settings import Settings


@dataclass(frozen=True)
class ReadInput:
    """One input record: where it stands, and either the article or why there is none."""

    source_path: str
    number: int
    article: Article | None
    reject: Reject | None


def read_inputs(settings: Settings, paths: Sequence[Path], options: LoadOptions) -> Iterator[ReadInput]:
    """Every record of the files and folders, in order. Raises HearsayError for a path that is not there."""
    known_outlets = read_known_outlets(settings.seeds_dir)
    for file in find_files(paths):
        if file.format is None:
            reject = Reject("unsupported_format", f"unsupported format: {describe_formats()} are read")
            yield ReadInput(file.source_path, 0, None, reject)
            continue
        for reading in read_file(Source(file.path, known_outlets), file.format):
            content: Article | Reject
            if isinstance(reading, Record):
                content = read_article(reading.fields, options, date_basis=reading.date_basis)
            else:
                content = reading.reject
            article = content if isinstance(content, Article) else None
            reject_found = content if isinstance(content, Reject) else None
            yield ReadInput(file.source_path, reading.number, article, reject_found)


def to_batches(articles: Sequence[Article], schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
    """The articles as record batches of `size` rows with the columns of `schema`."""
    for start in range(0, len(articles), size):
        rows = [{name: getattr(article, name) for name in schema.names} for article in articles[start : start + size]]
        yield pa.RecordBatch.from_pylist(rows, schema=schema)
