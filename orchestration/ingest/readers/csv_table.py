"""A CSV file with a header line: one record a row, in constant memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.decoding import detect_encoding
from orchestration.ingest.readers.reading import BROKEN_FILE, Reading, Record, Source, Unreadable, describe_broken

HEAD_BYTES = 1 << 20
MAX_CELL_CHARS = 20_000_000
DELIMITERS = ",;\t|"


def read_csv_table(source: Source) -> Iterator[Reading]:
    """Yields a record per row; the number is the row's, from 1 after the header.

    A repeated name in the header is numbered (name_2) and a blank one is called by its place (column_3).
    A row with more cells than the header, and a quotation mark that is never closed, are rejects.
    """
    number = 0
    try:
        encoding = detect_encoding(source.read_head(HEAD_BYTES))
        with source.open() as stream:
            text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
            for reading in _read_rows(text):
                number = reading.number
                yield reading
    except BROKEN_FILE as error:
        yield Unreadable(number + 1, describe_broken(error))


def _read_rows(text: io.TextIOWrapper) -> Iterator[Reading]:
    header_line = text.readline(MAX_CELL_CHARS)
    if not header_line.strip():
        yield Unreadable(1, Reject("no_text", "the file has no header line"))
        return
    delimiter = max(DELIMITERS, key=header_line.count)
    header = _name_columns(next(csv.reader([header_line], delimiter=delimiter), []))
    previous_limit = csv.field_size_limit(MAX_CELL_CHARS)
    try:
        # strict: a quotation mark that is never closed is an error, where it would else swallow the rest in silence.
        yield from _read_cells(csv.reader(text, delimiter=delimiter, strict=True), header)
    finally:
        csv.field_size_limit(previous_limit)


def _name_columns(printed: list[str]) -> list[str]:
    """A name of its own for every column, so that none of them hides another."""
    names: list[str] = []
    taken = {name.strip() for name in printed}
    for place, cell in enumerate(printed, start=1):
        name = base = cell.strip() or f"column_{place}"
        count = 1
        while name in names or (name != cell.strip() and name in taken):
            count += 1
            name = f"{base}_{count}"
        names.append(name)
    return names


def _read_cells(rows: Iterator[list[str]], header: list[str]) -> Iterator[Reading]:
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            line = getattr(rows, "line_num", number) + 1
            yield Unreadable(number, Reject("malformed", f"row {number} is not CSV, up to line {line}: {error}"))
            continue
        if not cells:
            continue
        number += 1
        if len(cells) > len(header):
            reason = f"row {number} has {len(cells)} cells, the header {len(header)}"
            yield Unreadable(number, Reject("malformed", reason, cut_excerpt(cells)))
        else:
            yield Record(number, dict(zip(header, cells, strict=False)))
