"""`hearsay extract`: articles in, statements out as JSON Lines, without a warehouse."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Annotated, Any

import pyarrow as pa
import typer

from orchestration.cli.load import parse_day
from orchestration.cli.paths import name_path
from orchestration.cli.progress import show_progress
from orchestration.errors import HearsayError
from orchestration.extraction.schema import ARTICLE_SCHEMA
from orchestration.ingest.article import Article, LoadOptions
from orchestration.ingest.fields import read_field_map
from orchestration.ingest.reading import ReadInput, read_inputs, to_batch
from orchestration.progress import Progress
from orchestration.settings import EngineName, load_settings

# Fewer articles than this are done before a pool of processes has started.
MIN_FOR_POOL = 24
BATCH_ARTICLES = 8
STAGE = "Extracting statements"


def extract(
    inputs: Annotated[
        list[Path], typer.Argument(parser=name_path, help="Files and folders of articles.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option(parser=name_path, help="Write here instead of to standard output.")
    ] = None,
    published_on: Annotated[str | None, typer.Option(help="Publication date of records without one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of records without one.")] = None,
    field_map: Annotated[
        list[str] | None, typer.Option("--map", help="A field under another name, as field=theirs; repeatable.")
    ] = None,
    engine: Annotated[
        EngineName | None,
        typer.Option(
            help="What finds them: the trained tagger, or rules, which need no model. Default: HEARSAY_ENGINE."
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes for the extraction.")] = None,
) -> None:
    """Extract the statements of articles and print them, one JSON object a line. No warehouse is touched.

    Example: `hearsay extract report.txt --published-on 2018-02-09 --out statements.jsonl`
    """
    settings = load_settings()
    options = LoadOptions(parse_day(published_on, "--published-on"), outlet, read_field_map(field_map or []))
    with show_progress() as progress:
        articles = _told(read_inputs(settings, inputs, options), progress)
        first = list(islice(articles, MIN_FOR_POOL))
        if not first:
            raise HearsayError("No article could be read; the reasons are above.")
        of_pool = (workers or settings.workers) if len(first) == MIN_FOR_POOL else 1
        counted = _Counted(progress)
        with _open(out) as stream:
            for record in _extract(chain(first, articles), of_pool, engine or settings.engine, counted):
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        counted.end()


@dataclass
class _Counted:
    """What has been read so far, shown as it grows: how much there is, nobody knows before the end of the input."""

    progress: Progress
    articles: int = 0
    statements: int = 0

    def __post_init__(self) -> None:
        self.progress.begin(STAGE, None, "articles")

    def add(self, articles: int, statements: int) -> None:
        """A batch more is done."""
        self.articles += articles
        self.statements += statements
        self.progress.update(STAGE, self.articles, str(self))

    def end(self) -> None:
        """All is done."""
        self.progress.end(STAGE, str(self))

    def __str__(self) -> str:
        return f"{self.statements:,} statements from {self.articles:,} articles"


def _told(read: Iterable[ReadInput], progress: Progress) -> Iterator[Article]:
    """The articles among `read`; of the others it is told at once why there is none."""
    for item in read:
        if item.article is not None:
            yield item.article
        elif item.reject is not None:
            progress.note(f"{item.source_path}, record {item.number}: {item.reject.reason}")


def _extract(
    articles: Iterable[Article], workers: int, engine: EngineName, counted: _Counted
) -> Iterator[dict[str, Any]]:
    from orchestration.extraction.pool import extract_batches
    from orchestration.extraction.record import to_contract

    # The names by which the articles in flight are printed: results come in the order of what went in.
    names: deque[str] = deque()
    for result in extract_batches(_batches(articles, names), workers, engine):
        rows = result.to_pylist()
        for row in rows:
            name = names.popleft()
            for statement in row["statements"] or []:
                yield to_contract(name, statement)
        counted.add(len(rows), sum(len(row["statements"] or []) for row in rows))


def _batches(articles: Iterable[Article], names: deque[str]) -> Iterator[pa.RecordBatch]:
    """The articles in batches, a few at a time; `names` takes the name of each, as it goes."""
    rest = iter(articles)
    while batch := list(islice(rest, BATCH_ARTICLES)):
        names.extend(article.source_article_id or article.article_id for article in batch)
        yield to_batch(batch, ARTICLE_SCHEMA)


def _open(out: Path | None) -> Any:
    if out is None:
        return nullcontext(sys.stdout)
    try:
        stream: IO[str] = out.open("w", encoding="utf-8")
    except OSError as error:
        raise HearsayError(
            f"--out {out} cannot be written ({error.strerror}): name a file in a folder of yours."
        ) from error
    return stream
