"""`hearsay prune`: landed files that are no longer kept."""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.cli.progress import show_progress
from orchestration.errors import HearsayError
from orchestration.ingest.retention import prune_landing
from orchestration.settings import load_settings


def prune(
    keep_days: Annotated[
        int | None, typer.Option(min=0, help="Keep what landed in so many days; none: HEARSAY_KEEP_LANDED_DAYS.")
    ] = None,
    trial: Annotated[bool, typer.Option("--trial", help="Only say what would go.")] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait for another writer, or fail at once.")] = True,
) -> None:
    """Delete landed files of loads that are in the warehouse to their end, and are older than is wanted.

    What is not loaded to its end stays, and so does every manifest. A pruned load cannot be replayed.

    Example: `hearsay prune --keep-days 90 --trial`
    """
    settings = load_settings()
    days = settings.keep_landed_days if keep_days is None else keep_days
    if days is None:
        raise HearsayError(
            "Nothing says how long landed files are kept: give --keep-days, or set HEARSAY_KEEP_LANDED_DAYS."
        )
    with show_progress() as progress:
        report = prune_landing(settings, keep_days=days, is_trial=trial, wait=wait, progress=progress)
    typer.echo(report.describe())
