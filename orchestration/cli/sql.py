"""`hearsay sql`: read-only questions to the published build."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand

from orchestration.csv_text import write_csv
from orchestration.plain_values import name_apart, to_cell, to_plain, write_json
from orchestration.settings import load_settings
from orchestration.warehouse.query import QueryResult, query_published


class OutputFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class SqlCommand(TyperCommand):
    """A command whose argument may begin with a comment of SQL: no option has a blank or a break in it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with a blank before such a comment, where it would be taken for an option."""
        return super().parse_args(ctx, [f" {each}" if _is_comment(each) else each for each in args])


def _is_comment(argument: str) -> bool:
    return argument.startswith("--") and len(argument.split()) > 1


def run_sql(
    query: Annotated[str, typer.Argument(help="SQL in DuckDB's dialect.", show_default=False)],
    output_format: Annotated[OutputFormat, typer.Option("--format", help="How rows are printed.")] = OutputFormat.table,
) -> None:
    """Run SQL over the published build, read-only; core and reporting models answer to their bare names.

    Example: `hearsay sql "select speaker_name, statement_count from dim_speakers order by 2 desc limit 10"`
    """
    result = query_published(load_settings(), query)
    if output_format is OutputFormat.csv:
        write_csv(sys.stdout, result.columns, [result.rows])
    elif output_format is OutputFormat.json:
        names = name_apart(result.columns)
        rows = [dict(zip(names, map(to_plain, row), strict=True)) for row in result.rows]
        typer.echo(write_json(rows, indent=1))
    else:
        _print_table(result)


def _print_table(result: QueryResult) -> None:
    table = Table()
    for column in result.columns:
        table.add_column(escape(column), overflow="fold")
    for row in result.rows:
        cells = ("" if value is None else str(to_cell(value)) for value in row)
        table.add_row(*map(escape, cells))
    Console().print(table)
    Console().print(f"{len(result.rows):,} rows")
