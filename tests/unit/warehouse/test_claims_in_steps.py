"""Many statements are matched in steps, each committed: the same as in one, and a killed matching goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import duckdb
import pytest

from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from tests.unit.warehouse.claim_rows import TABLES, add_statement, forget_all, groups, remove_statement

DAM = "“The northern dam will be finished before the rains, whatever the contractors tell you in private.”"
FERRY = "“Every ferry on the lagoon was inspected twice this winter and not one of them failed.”"
TEXTS = {"a": DAM, "b": FERRY, "c": DAM, "d": "The price of salt rose by a tenth", "e": FERRY, "f": DAM, "g": FERRY}
# The real matching, slow enough to be killed between two steps.
MATCH = """
import sys, time
from pathlib import Path
from orchestration.progress import SILENT
from orchestration.settings import load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
class Slow(type(SILENT)):
    def update(self, stage, done, detail=""):
        print(done, flush=True)
        time.sleep(60 if done >= 4 else 0)
with connect_raw(load_settings(data=Path(sys.argv[1]))) as con:
    match_claims(con, Slow(), step=2)
"""


class Killed(Exception):
    """The process ends here."""


class Killing(type(SILENT)):  # type: ignore[misc]
    """Ends a matching once so many statements are matched."""

    def __init__(self, after: int) -> None:
        self.after = after

    def update(self, stage: str, done: int, detail: str = "") -> None:
        if done >= self.after:
            raise Killed


@pytest.fixture
def con(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    add_texts(con)
    return con


def add_texts(con: duckdb.DuckDBPyConnection) -> None:
    for name, text in TEXTS.items():
        add_statement(con, name, text)


def dump(con: duckdb.DuckDBPyConnection) -> list[list[tuple[Any, ...]]]:
    return [
        con.execute(f"SELECT * EXCLUDE ({times}) FROM raw.claim_{table} ORDER BY ALL").fetchall()
        if (times := {"ids": "given_at", "aliases": "joined_at"}.get(table))
        else con.execute(f"SELECT * FROM raw.claim_{table} ORDER BY ALL").fetchall()
        for table in TABLES
    ]


def match_at_once(con: duckdb.DuckDBPyConnection) -> list[list[tuple[Any, ...]]]:
    forget_all(con)
    match_claims(con)
    return dump(con)


def kill(con: duckdb.DuckDBPyConnection, after: int) -> None:
    progress: Progress = Killing(after)
    with pytest.raises(Killed):
        match_claims(con, progress, step=2)


@pytest.mark.parametrize("step", [1, 2, 3, 6])
def test_steps_give_what_one_gives(con: duckdb.DuckDBPyConnection, step: int) -> None:
    report = match_claims(con, step=step)
    stepped = dump(con)

    assert (report.statements, report.edges, report.joined) == (7, 6, 0)
    assert match_at_once(con) == stepped
    assert match_claims(con, step=step).statements == 0


@pytest.mark.parametrize(("after", "left"), [(2, 5), (4, 3), (7, 0)])
def test_killed_matching_goes_on_where_it_stopped(con: duckdb.DuckDBPyConnection, after: int, left: int) -> None:
    kill(con, after)
    assert groups(con) == set()

    assert match_claims(con, step=2).statements == left
    assert groups(con) == {frozenset("acf"), frozenset("beg"), frozenset("d")}
    went_on = dump(con)
    assert match_at_once(con) == went_on


def test_what_is_matched_anew_is_so_after_a_kill_too(con: duckdb.DuckDBPyConnection) -> None:
    match_claims(con)
    before = dump(con)
    # Another reading of the articles begins to be matched, is killed, and then is taken back.
    con.execute("UPDATE raw.statements SET extractor_version = '2'")
    con.execute("UPDATE raw.extractions SET extractor_version = '2'")
    kill(con, 4)
    con.execute("UPDATE raw.statements SET extractor_version = '1'")
    con.execute("UPDATE raw.extractions SET extractor_version = '1'")

    assert match_claims(con, step=2).statements == 7
    assert dump(con) == before


def test_what_was_matched_and_is_gone_before_the_next_matching_leaves_nothing(con: duckdb.DuckDBPyConnection) -> None:
    kill(con, 4)
    remove_statement(con, "a")
    remove_statement(con, "b")
    add_statement(con, "b", DAM, extractor_version="2")
    match_claims(con, step=2)
    went_on = dump(con)

    assert groups(con) == {frozenset("bcf"), frozenset("eg"), frozenset("d")}
    assert match_at_once(con) == went_on


@pytest.mark.slow
def test_killed_process_goes_on(settings: Settings) -> None:
    with connect_raw(settings) as con:
        add_texts(con)
    process = subprocess.Popen([sys.executable, "-c", MATCH, str(settings.data)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["2", "4"]
    time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()

    with connect_raw(settings) as con:
        assert match_claims(con, step=2).statements == 3
        went_on = dump(con)
        assert match_at_once(con) == went_on
