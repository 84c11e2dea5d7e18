"""`hearsay evaluate`: the project's own figures on a labelled file."""

from __future__ import annotations

from collections.abc import Mapping
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
    from orchestration.extraction.evaluation.report import LabelsError, evaluate_file

    try:
        tables = evaluate_file(labelled)
    except (LabelsError, KeyError) as error:
        raise HearsayError(f"{labelled} cannot be measured against: {error}") from error
    for title, figures in tables:
        Console().print(_make_table(title, figures))


def _make_table(title: str, figures: Mapping[str, float | Mapping[str, float]]) -> Table:
    table = Table("what", "figure", title=title, title_justify="left")
    for name, figure in figures.items():
        parts = figure.items() if isinstance(figure, Mapping) else [("", figure)]
        table.add_row(name, "  ".join(f"{part} {_print_figure(value)}".strip() for part, value in parts))
    return table


def _print_figure(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
