"""`hearsay evaluate`: the project's own figures on a labelled file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from orchestration.errors import HearsayError


def evaluate(
    labelled: Annotated[Path, typer.Argument(help="JSON Lines of labelled articles (.gz too).", show_default=False)],
) -> None:
    """Extract the articles of a labelled file, labels unseen, and score the statements against them.

    Example: `hearsay evaluate labelled.jsonl`
    """
    if not labelled.is_file():
        raise HearsayError(f"{labelled} is not there: name a JSON Lines file of labelled articles.")
    from orchestration.extraction.evaluation import evaluate_file

    table = Table("what", "figures")
    for name, figures in evaluate_file(labelled):
        table.add_row(name, ", ".join(f"{key} {_print_figure(value)}" for key, value in figures.items()))
    Console().print(table)


def _print_figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
