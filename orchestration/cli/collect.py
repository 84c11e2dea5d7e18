"""`hearsay collect`: from the outlets on the web to the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orchestration.cli.load import parse_day, print_pruned, print_reports
from orchestration.cli.paths import name_path
from orchestration.cli.progress import show_progress
from orchestration.collect.collecting import collect as collect_sources
from orchestration.collect.outcomes import CollectReport
from orchestration.collect.sources import read_sources
from orchestration.errors import HearsayError
from orchestration.ingest.days import LoadsFailed, finish_waiting
from orchestration.ingest.retention import prune_as_configured
from orchestration.settings import load_settings

SHOWN_TROUBLES = 20


def collect(
    file: Annotated[
        Path | None, typer.Argument(parser=name_path, help="The sources; none: the file of the settings.")
    ] = None,
    load_date: Annotated[str | None, typer.Option(help="Load under this date instead of today (UTC).")] = None,
    extract: Annotated[bool, typer.Option("--extract/--no-extract", help="Extract the statements too.")] = True,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes for the extraction.")] = None,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build and publish afterwards.")] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another writer, or fail at once.")] = True,
) -> None:
    """Collect what is new from every outlet of sources.yml, and load it.

    Every entry ends as landed, already seen, left for a later run, or a reject with its reason. A source that fails is
    named and does not stop the others.

    Example: `hearsay collect`
    """
    settings = load_settings()
    sources = read_sources(file or settings.sources_path)
    load_on = parse_day(load_date, "--load-date")
    with show_progress() as progress:
        report = collect_sources(settings, sources, load_on=load_on, progress=progress)
        found, extraction = finish_waiting(settings, extract=extract, workers=workers, wait=wait, progress=progress)
        pruned = prune_as_configured(settings)
    _print_report(report)
    if found.loads or extraction:
        print_reports(list(found.loads), extraction)
    print_pruned(pruned)
    if found.failed:
        raise LoadsFailed(found.failed)
    asked = [outlet for outlet in report.outlets if not outlet.skipped]
    if asked and all(len(outlet.failures) >= len(outlet.documents) for outlet in asked):
        raise HearsayError("No source could be read; the reasons are above. `hearsay sources check` tries them again.")
    if build:
        from orchestration.cli.build import build_warehouse

        build_warehouse(wait=wait)
    else:
        typer.echo("Next: hearsay build")


def _print_report(report: CollectReport) -> None:
    console = Console(highlight=False, soft_wrap=True)
    count = report.count
    documents = [each for outlet in report.outlets for each in outlet.documents]
    unchanged = sum(each.is_unchanged for each in documents)
    console.print(
        f"Collected from {len(report.outlets):,} outlets: {count('entries'):,} entries = {count('landed'):,} landed"
        f" + {count('seen'):,} seen before + {count('rejected'):,} rejected + {count('left'):,} left for a later run"
        f" + {count('too_old'):,} too old; {report.requests:,} requests, {report.bytes / 1e6:.1f} MB,"
        f" {report.seconds:.1f} s" + (f"; {unchanged:,} of the sources have not changed" if unchanged else "")
    )
    for outlet in report.failing:
        for failure in outlet.failures:
            console.print(f"  failed: {outlet.outlet}: {failure.place}: {failure.reason}", markup=False)
    left = [one for each in documents for one in each.left_because.items()]
    for place, why in left[:SHOWN_TROUBLES]:
        console.print(f"  left: {place}: {why}", markup=False)
    rest = [each for outlet in report.outlets for each in outlet.troubles if each not in outlet.failures]
    for trouble in rest[:SHOWN_TROUBLES]:
        console.print(f"  rejected: {trouble.place}: {trouble.reason}", markup=False)
    if len(rest) > SHOWN_TROUBLES:
        console.print(f"  … and {len(rest) - SHOWN_TROUBLES:,} more: rpt_rejects has all of them after a build")
