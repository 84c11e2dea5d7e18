"""`hearsay export`: the published build in files that other tools open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.paths import name_path
from orchestration.settings import load_settings
from orchestration.warehouse.export import ExportFormat, export_published


def export(
    folder: Annotated[
        Path, typer.Argument(parser=name_path, help="Where the files go; made if it is not there.", show_default=False)
    ],
    to: Annotated[
        ExportFormat, typer.Option("--format", help="Parquet or CSV, a file a table; or JSON-LD quotations.")
    ] = ExportFormat.parquet,
) -> None:
    """Write the published build as Parquet, CSV or schema.org Quotations.

    Example: `hearsay export my-copy --format csv`
    """
    total = 0
    for written in export_published(load_settings(), folder, to):
        typer.echo(f"{written.path}  {written.row_count:,} rows")
        total += 1
    typer.echo(f"{total} {'file' if total == 1 else 'files'} in {folder}", err=True)
