"""Rows as CSV that a spreadsheet can open safely: what articles print must not run there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from orchestration.plain_values import to_cell

# A spreadsheet runs a cell that begins with one of these as a formula. The dashboard's downloads have the same
# (dashboard/downloads.py): neither side may import the other, and a test holds them alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(stream: TextIO, columns: Iterable[str], batches: Iterable[Sequence[Sequence[Any]]]) -> int:
    """Write names of columns and rows; text that begins like a formula gets an apostrophe before it, names too.

    Lists and structs are written as JSON, so that a cell is one value. Returns the number of rows.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_disarm, columns))
    count = 0
    for rows in batches:
        writer.writerows([_disarm(to_cell(value)) for value in row] for row in rows)
        count += len(rows)
    return count


def _disarm(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
