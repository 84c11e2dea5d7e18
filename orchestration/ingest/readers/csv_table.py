"""A CSV file with a header line: one record a row, in constant memory."""

from __future__ import annotations

import io
from collections.abc import Iterator

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.csv_rows import LINE_ENDS, MAX_ROW_CHARS, CutRow, cut_rows, read_header
from orchestration.ingest.readers.decoding import detect_encoding
from orchestration.ingest.readers.reading import BROKEN_FILE, Reading, Record, Source, Unreadable, describe_broken

HEAD_BYTES = 1 << 20


def read_csv_table(source: Source) -> Iterator[Reading]:
    """Yields a record per row; the number is the row's, from 1 after the header.

    A repeated name in the header is numbered (name_2) and a blank one is called by its place (column_3).
    A row with more cells than the header is a reject, and so is a broken one (`cut_rows`); behind that, what has
    another number of cells than the header is a piece of it.
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
    header_line = text.readline(MAX_ROW_CHARS)
    if not header_line.strip():
        yield Unreadable(1, Reject("no_text", "the file has no header line"))
        return
    if len(header_line) == MAX_ROW_CHARS and not header_line.endswith(LINE_ENDS):
        reason = f"the header has more than {MAX_ROW_CHARS:,} characters, so this is no CSV file"
        yield Unreadable(1, Reject("too_large", reason, cut_excerpt(header_line)))
        return
    header = read_header(header_line)
    yield from _read_cells(cut_rows(text, header), _name_columns(header.cells))


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


def _read_cells(rows: Iterator[CutRow], header: list[str]) -> Iterator[Reading]:
    number, is_behind_broken = 0, False
    for row in rows:
        if not row.cells and not row.problem:
            continue
        number += 1
        is_whole = len(row.cells) == len(header)
        if row.problem:
            is_behind_broken = True
            code = "too_large" if row.is_too_long else "malformed"
            yield Unreadable(number, Reject(code, f"row {number} is not CSV: {row.problem}", cut_excerpt(row.text)))
        elif len(row.cells) > len(header) or (is_behind_broken and not is_whole):
            where = ", behind one that is broken" if is_behind_broken else ""
            reason = f"row {number} has {len(row.cells)} cells, the header {len(header)}{where}"
            yield Unreadable(number, Reject("malformed", reason, cut_excerpt(row.cells)))
        else:
            is_behind_broken = False
            yield Record(number, dict(zip(header, row.cells, strict=False)))
