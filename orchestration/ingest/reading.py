"""Reading to articles: a record as every command reads it, and files without a warehouse for `hearsay extract`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from orchestration.ingest.article import Article, LoadOptions, Reject, cut_excerpt, read_article
from orchestration.ingest.discovery import find_files
from orchestration.ingest.erased import find_mark
from orchestration.ingest.outlets import read_known_outlets
from orchestration.ingest.readers.formats import explain_unsupported, read_file
from orchestration.ingest.readers.reading import Reading, Record, Source
from orchestration.settings import Settings


@dataclass(frozen=True)
class ReadInput:
    """One input record: where it stands, and either the article or why there is none."""

    source_path: str
    number: int
    article: Article | None
    reject: Reject | None


def interpret_reading(reading: Reading, options: LoadOptions, *, not_after: date) -> Article | Reject:
    """The article of what a reader yielded, or why there is none. A date past `not_after` is not believed."""
    if not isinstance(reading, Record):
        return reading.reject
    erased = find_mark(reading.fields)
    if erased is not None:
        return erased
    try:
        return read_article(reading.fields, options, not_after=not_after, date_basis=reading.date_basis)
    except Exception as error:
        # One record that nobody foresaw must not cost the others: it is kept as a reject that names the failure.
        return Reject("unforeseen", f"the record could not be interpreted: {error!r}", cut_excerpt(reading.fields))


def read_inputs(
    settings: Settings, paths: Sequence[Path], options: LoadOptions, *, now: datetime | None = None
) -> Iterator[ReadInput]:
    """Every record of the files and folders, in order; dates past the day of `now` (UTC) are not believed.

    Raises HearsayError for a path that is not there.
    """
    not_after = (now or datetime.now(UTC)).date()
    known_outlets = read_known_outlets(settings.seeds_dir)
    for file in find_files(paths):
        if file.format is None:
            reject = Reject("unsupported_format", explain_unsupported(file.path.name))
            yield ReadInput(file.source_path, 0, None, reject)
            continue
        for reading in read_file(Source(file.path, known_outlets), file.format):
            content = interpret_reading(reading, options, not_after=not_after)
            article = content if isinstance(content, Article) else None
            reject_found = content if isinstance(content, Reject) else None
            yield ReadInput(file.source_path, reading.number, article, reject_found)


def to_batch(articles: Sequence[Article], schema: pa.Schema) -> pa.RecordBatch:
    """The articles as one record batch with the columns of `schema`."""
    return pa.RecordBatch.from_pylist([{n: getattr(a, n) for n in schema.names} for a in articles], schema=schema)
