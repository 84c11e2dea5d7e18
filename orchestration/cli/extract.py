"""`hearsay extract`: articles in, statements out as JSON Lines, without a warehouse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from orchestration.cli.load import parse_day
from orchestration.cli.progress import show_progress
from orchestration.errors import HearsayError
from orchestration.extraction.schema import ARTICLE_SCHEMA
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.fields import read_field_map
from orchestration.ingest.reading import ReadInput, read_inputs, to_batches
from orchestration.settings import EngineName, load_settings

# Fewer articles than this are done before a pool of processes has started.
MIN_FOR_POOL = 24
BATCH_ARTICLES = 8


def extract(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders of articles.", show_default=False)],
    out: Annotated[Path | None, typer.Option(help="Write here instead of to standard output.")] = None,
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
    read = list(read_inputs(settings, inputs, options))
    for item in read:
        if item.reject is not None:
            typer.echo(f"{item.source_path}, record {item.number}: {item.reject.reason}", err=True)
    articles = [item for item in read if item.article is not None]
    if not articles:
        raise HearsayError("No article could be read; the reasons are above.")
    statement_count = 0
    with _open(out) as stream:
        for record in _extract(articles, workers or settings.workers, engine or settings.engine):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            statement_count += 1
    typer.echo(f"{statement_count:,} statements from {len(articles):,} articles", err=True)


def _extract(articles: list[ReadInput], workers: int, engine: EngineName) -> Iterator[dict[str, Any]]:
    from orchestration.extraction.pool import extract_batches
    from orchestration.extraction.record import to_contract

    batches = to_batches([item.article for item in articles if item.article], ARTICLE_SCHEMA, BATCH_ARTICLES)
    results = extract_batches(batches, 1 if len(articles) < MIN_FOR_POOL else workers, engine)
    rest = iter(articles)
    with show_progress() as progress:
        progress.begin("Extracting statements", len(articles), "articles")
        done = 0
        for result in results:
            for row in result.to_pylist():
                article = next(rest).article
                assert article is not None  # only articles were handed in, and results come in their order
                printed_id = article.source_article_id or article.article_id
                for statement in row["statements"] or []:
                    yield to_contract(printed_id, statement)
            done += result.num_rows
            progress.update("Extracting statements", done, f"{done:,} articles")
        progress.end("Extracting statements", f"{done:,} articles")


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
