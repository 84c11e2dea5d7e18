"""`hearsay build`: dbt, its tests, and the publishing."""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.build import build
from orchestration.cli.progress import show_progress
from orchestration.settings import load_settings


def build_warehouse(
    full: Annotated[
        bool, typer.Option("--full", help="Build and test everything anew, not only what has changed.")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another writer, or fail at once.")] = True,
) -> None:
    """Build what has changed since the last build with dbt, run its tests, and publish the warehouse where they pass.

    A failed test leaves the last good build in place. With --full everything is built and tested anew.

    Example: `hearsay build`
    """
    settings = load_settings()
    with show_progress() as progress:
        report = build(settings, full=full, wait=wait, progress=progress)
    warnings = f", {report.warnings} warnings" if report.warnings else ""
    typer.echo(
        f"Published build {report.build_id}: {report.models} models, {report.tests} tests passed{warnings},"
        f" {report.seconds:.1f} s\n{report.increment.describe()}\nNext: hearsay dashboard"
    )
