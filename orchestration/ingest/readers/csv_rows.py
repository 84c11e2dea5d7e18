"""Where the rows of a CSV file begin and end, also where one of them is broken or has no end.

The csv module splits a row; what is one is found here, because a quotation mark that is never closed must cost its row
and not the rest of the file, and a line without an end must not be held.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

# Twice the longest body that is read (ingest/article.py). csv holds a cell at four bytes a character.
MAX_ROW_CHARS = 10_000_000
SKIPPED_CHARS = 1 << 16
# Of so many broken rows the lines that they swallowed are read again; what has more would be read without end.
MAX_BROKEN_ROWS = 200
DELIMITERS = ",;\t|"
LINE_ENDS = ("\n", "\r")
# A carriage return inside a cell goes through csv, for which it ends a row, as a character that no text has.
CELL_RETURN = "\ufdd0"
MAX_RETURNS = 100  # in one row, before they are taken for ends of rows


@dataclass(frozen=True)
class Header:
    """The cells of a file's first line, what stands between them, and whether a line feed ends it."""

    cells: list[str]
    delimiter: str
    has_line_feed: bool


@dataclass(frozen=True)
class CutRow:
    """One row: the text that it stands on and its cells, none for a blank line; or what is wrong with it.

    `text` is '' where the row is one line that is too long to be held.
    """

    text: str
    cells: list[str]
    problem: str = ""
    is_too_long: bool = False


class _TooLong(Exception):
    """A row has more characters than are held."""

    def __init__(self) -> None:
        super().__init__(f"it has more than {MAX_ROW_CHARS:,} characters")


class _Lines:
    """The lines of a file, of which csv takes as many as a row has; those of a broken one can be given back."""

    def __init__(self, text: io.TextIOBase, delimiter: str, width: int) -> None:
        self.row: list[str] = []
        self.has_skipped = False  # a line without an end, which is in no row
        self._text = text
        self._delimiter = delimiter
        self._width = width
        self._chars = 0
        self._given_back: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._read_line()
        if not line:
            raise StopIteration
        if len(line) == MAX_ROW_CHARS and not line.endswith(LINE_ENDS):
            self.has_skipped = True
            while (rest := self._text.readline(SKIPPED_CHARS)) and not rest.endswith(LINE_ENDS):
                pass
            raise _TooLong
        self.row.append(line)
        self._chars += len(line)
        if self._chars > MAX_ROW_CHARS:
            raise _TooLong
        return line

    def _read_line(self) -> str:
        """The next line, with what carriage returns cut off where it has only so as many cells as the header."""
        line = self._text.readline(MAX_ROW_CHARS)
        if not self._width or not line.endswith("\r"):
            return line
        pieces = [line]
        while len(pieces) < MAX_RETURNS and pieces[-1].endswith("\r") and sum(map(len, pieces)) < MAX_ROW_CHARS:
            pieces.append(self._text.readline(MAX_ROW_CHARS))
        whole = "".join(pieces)
        content = whole.rstrip("\r\n")
        masked = content.replace("\r", CELL_RETURN) + whole[len(content) :]
        try:
            is_row = len(next(csv.reader([masked], delimiter=self._delimiter, strict=True), [])) == self._width
        except csv.Error:
            is_row = False
        if is_row:
            return masked
        self._given_back.extend(pieces[1:])
        return line

    def begin_row(self) -> None:
        self.row.clear()
        self.has_skipped = False
        self._chars = 0

    def join_row(self) -> str:
        """The row as it stands in the file."""
        return "".join(self.row).replace(CELL_RETURN, "\r")

    def give_back(self) -> None:
        """What comes next is the second line of the row; its first is left."""
        self._given_back.extendleft(reversed(self.row[1:]))
        del self.row[1:]


def read_header(line: str) -> Header:
    """A file's first line, cut at the delimiter that it has most of."""
    delimiter = max(DELIMITERS, key=line.count)
    return Header(next(csv.reader([line], delimiter=delimiter), []), delimiter, line.endswith("\n"))


def cut_rows(text: io.TextIOBase, header: Header) -> Iterator[CutRow]:
    """The rows of a file that stands behind its header, in memory bounded by MAX_ROW_CHARS.

    Where the header ends with a line feed, a carriage return alone stands inside a cell if the row has as many cells as
    the header only so; else it ends a row.

    A row is broken where a quotation mark is never closed, or something stands behind a closed one. It is its first
    line then, and the lines that it had swallowed are rows of their own.
    """
    lines, broken_count = _Lines(text, header.delimiter, len(header.cells) if header.has_line_feed else 0), 0
    # strict: a quotation mark that is never closed is an error, where it would else swallow the rest in silence.
    rows = csv.reader(lines, delimiter=header.delimiter, strict=True)
    previous_limit = csv.field_size_limit(MAX_ROW_CHARS)
    try:
        while True:
            lines.begin_row()
            try:
                cells = next(rows)
            except StopIteration:
                return
            except (csv.Error, _TooLong) as error:
                broken_count += 1
                yield from _cut_broken(lines, error, can_give_back=broken_count <= MAX_BROKEN_ROWS)
                continue
            yield CutRow(lines.join_row(), [cell.replace(CELL_RETURN, "\r") for cell in cells])
    finally:
        csv.field_size_limit(previous_limit)


def _cut_broken(lines: _Lines, error: Exception, *, can_give_back: bool) -> Iterator[CutRow]:
    swallowed = len(lines.row) - 1
    if can_give_back:
        lines.give_back()
    problem = str(error)
    if swallowed > 0:
        fate = "which are read by themselves" if can_give_back else "which are not read"
        problem += f"; a quotation mark takes in the next {swallowed:,} lines, {fate}"
    if lines.row:
        yield CutRow(lines.join_row(), [], problem)
    if lines.has_skipped:
        yield CutRow("", [], f"it is a line of more than {MAX_ROW_CHARS:,} characters", is_too_long=True)
