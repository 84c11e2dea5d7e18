"""`hearsay load`: files and folders into the warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orchestration.cli.paths import name_path
from orchestration.cli.progress import show_progress
from orchestration.errors import HearsayError
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.days import FailedLoad, LoadsFailed, finish_waiting
from orchestration.ingest.fields import read_field_map
from orchestration.ingest.load import IngestReport, load_paths
from orchestration.ingest.pending import ExtractionReport
from orchestration.ingest.retention import PruneReport, prune_as_configured
from orchestration.settings import load_settings


def parse_day(value: str | None, option: str) -> date | None:
    """The day of an option. Raises HearsayError that names it where it is not YYYY-MM-DD."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise HearsayError(f"{option} {value} is not a date: write it as YYYY-MM-DD.") from None


def load(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(parser=name_path, help="Files and folders of articles; none: finish what was begun."),
    ] = None,
    published_on: Annotated[str | None, typer.Option(help="Publication date of records without one.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet of records without one.")] = None,
    field_map: Annotated[
        list[str] | None, typer.Option("--map", help="A field under another name, as field=theirs; repeatable.")
    ] = None,
    load_date: Annotated[str | None, typer.Option(help="Load under this date instead of today (UTC).")] = None,
    extract: Annotated[bool, typer.Option("--extract/--no-extract", help="Extract the statements too.")] = True,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes for the extraction.")] = None,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build and publish afterwards.")] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another writer, or fail at once.")] = True,
) -> None:
    """Load articles: land the files, read them into the warehouse, and extract who said what.

    Reads .txt, .html, .json, .jsonl, .csv, .parquet, .warc and .ninjs (each also .gz), and folders of these. Loading
    the same files again adds only duplicates. Without a path, what an interruption left undone is finished.

    Example: `hearsay load articles.jsonl.gz report.txt --published-on 2018-02-09`
    """
    settings = load_settings()
    options = LoadOptions(parse_day(published_on, "--published-on"), outlet, read_field_map(field_map or []))
    load_on = parse_day(load_date, "--load-date")
    failed: Sequence[FailedLoad] = ()
    with show_progress() as progress:
        if paths:
            report = load_paths(
                settings,
                paths,
                options=options,
                load_on=load_on,
                extract=extract,
                workers=workers,
                wait=wait,
                progress=progress,
            )
            loads, extraction = [report.ingest], report.extraction
        else:
            found, extraction = finish_waiting(settings, extract=extract, workers=workers, wait=wait, progress=progress)
            loads, failed = list(found.loads), found.failed
        pruned = prune_as_configured(settings)
    print_reports(loads, extraction)
    print_pruned(pruned)
    if failed:
        raise LoadsFailed(failed)
    # Of several loads that were waiting one may hold nothing but what could not be fetched, which its report says.
    if loads and all(ingest.records == ingest.rejects for ingest in loads):
        raise HearsayError("None of the records could be read; the reasons are above.")
    if build:
        from orchestration.cli.build import build_warehouse

        build_warehouse(wait=wait)
    else:
        typer.echo("Next: hearsay build")


def print_pruned(report: PruneReport | None) -> None:
    """Say what went of the landing zone, where something did."""
    if report is not None and report.load_ids:
        typer.echo(report.describe())


def print_reports(loads: list[IngestReport], extraction: ExtractionReport | None) -> None:
    """Say what loads and the extraction brought, on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    for ingest in loads:
        console.print(
            f"Load {ingest.load_id} ({ingest.load_on}): {ingest.records:,} records = {ingest.articles:,} articles"
            f" + {ingest.new_versions:,} new versions + {ingest.duplicates:,} duplicates + {ingest.rejects:,} rejects;"
            f" {ingest.undated:,} undated, {ingest.unsupported_language:,} not in English; {ingest.seconds:.1f} s"
        )
        for example in ingest.reject_examples:
            console.print(f"  rejected: {example}", markup=False)
        more = ingest.rejects - len(ingest.reject_examples)
        if more:
            console.print(f"  … and {more:,} more rejects: rpt_rejects has all of them after a build")
    if extraction is not None and extraction.articles:
        console.print(
            f"Extracted {extraction.statements:,} statements from {extraction.articles:,} articles"
            f" ({extraction.words:,} words) in {extraction.seconds:.1f} s: {extraction.describe_rate()}"
            + (f"; {extraction.failed:,} failed" if extraction.failed else "")
        )
    elif not loads:
        console.print("Nothing was waiting: name files or folders of articles to load.")
