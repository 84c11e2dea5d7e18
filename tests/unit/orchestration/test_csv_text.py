"""CSV of the command and of the dashboard's downloads: neither holds a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from dashboard import downloads
from orchestration.csv_text import write_csv

# Without a carriage return: readers of CSV take one for the end of a row.
TEXTS = [f"{chr(code)}cmd()" for code in range(0x180) if chr(code) != "\r"] + [
    "plain",
    "a=b",
    "'=quoted",
    "–1",
    "[1, 2]",
]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def write(columns: list[str], rows: list[list[object]]) -> str:
    stream = io.StringIO(newline="")
    assert write_csv(stream, columns, [rows]) == len(rows)
    return stream.getvalue()


def test_the_command_and_the_downloads_disarm_the_same_cells_and_names() -> None:
    ours = read(write(TEXTS, [list(TEXTS)]))
    theirs = read(downloads.write_csv(pd.DataFrame([TEXTS], columns=TEXTS)).decode("utf-8"))

    assert ours == theirs
    assert [len(row) for row in ours] == [len(TEXTS)] * 2
    assert "'=cmd()" in ours[0]
    assert "'=cmd()" in ours[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_text_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    _, _, cell = write(["said"], [[f"{start}1+1"]]).partition("\n")

    assert cell.strip('"\n') == f"'{start}1+1"


def test_numbers_and_lists_stay_what_they_are() -> None:
    rows = read(write(["count", "names", "gap"], [[-1, ["=1"], None], [-0.5, [], None]]))

    assert rows[1:] == [["-1", '["=1"]', ""], ["-0.5", "[]", ""]]
