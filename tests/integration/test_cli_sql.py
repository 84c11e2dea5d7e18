"""`hearsay sql`: what it prints in each form, and queries that begin with a comment or ask nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.publish import publish
from tests.integration.commands import run


@pytest.fixture
def small_build(data: Path) -> None:
    settings = load_settings()
    data.mkdir(exist_ok=True)
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute("CREATE SCHEMA core; CREATE SCHEMA reporting")
        con.execute(
            "CREATE TABLE core.dim_days AS SELECT DATE '2026-01-02' AS day_on, ['a', 'b'] AS names, NULL AS gap"
        )
    publish(settings, "20261122T000001Z-aaaaaa")


@pytest.mark.usefixtures("small_build")
def test_sql_prints_a_table_csv_or_json() -> None:
    query = "SELECT * FROM dim_days"
    assert json.loads(run("sql", query, "--format", "json").stdout) == [
        {"day_on": "2026-01-02", "names": ["a", "b"], "gap": None}
    ]
    assert run("sql", query, "--format", "csv").stdout == 'day_on,names,gap\n2026-01-02,"[""a"", ""b""]",\n'
    table = run("sql", query).stdout
    assert "2026-01-02" in table
    assert "1 rows" in table
    headed = run("sql", "SELECT regexp_replace('a/b', '[/?].*', '') AS \"[/?].*\"").stdout
    assert "[/?].*" in headed
    assert json.loads(run("status", "--json").stdout)["published_build"] == "20261122T000001Z-aaaaaa"


# A name twice, what JSON has no number for, and bytes, each at the top and inside something else.
ODD = r"""
    SELECT 1 AS x, 2 AS x, 3 AS x_1, 'nan'::DOUBLE AS gap, ['-inf'::FLOAT, 0.5] AS bounds,
        '\xAA\x00'::BLOB AS bytes, MAP {'\xBB'::BLOB: DATE '2026-01-02'} AS days
"""


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


@pytest.mark.usefixtures("small_build")
def test_json_has_every_column_and_is_json_whatever_the_values_are() -> None:
    rows = json.loads(run("sql", ODD, "--format", "json").stdout, parse_constant=refuse)

    assert rows == [
        {
            "x": 1,
            "x_1": 2,
            "x_1_1": 3,
            "gap": None,
            "bounds": [None, 0.5],
            "bytes": "aa00",
            "days": {"bb": "2026-01-02"},
        }
    ]


@pytest.mark.usefixtures("small_build")
def test_csv_says_which_numbers_are_none() -> None:
    lines = run("sql", ODD, "--format", "csv").stdout.splitlines()

    assert lines[0].startswith("x,x,x_1,")
    assert lines[1] == '1,2,3,nan,"[null, 0.5]",aa00,"{""bb"": ""2026-01-02""}"'


@pytest.mark.usefixtures("small_build")
def test_a_spreadsheet_runs_nothing_of_what_is_printed_as_csv() -> None:
    query = """SELECT '=1+1' AS title, -1 AS n, '-1' AS "@SUM(A1)" """

    assert run("sql", query, "--format", "csv").stdout == "title,n,'@SUM(A1)\n'=1+1,-1,'-1\n"


def run_in_shell(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "orchestration.cli", "sql", *arguments]
    return subprocess.run(command, env={**os.environ}, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("small_build")
@pytest.mark.parametrize(
    "arguments",
    [
        ("-- Which days?\nSELECT day_on FROM dim_days", "--format", "csv"),
        ("--which days\nSELECT day_on FROM dim_days", "--format=csv"),
        ("--format", "csv", "--\nSELECT day_on FROM dim_days -- all of them"),
        ("--format", "csv", "--", "-- Which days?\nSELECT day_on FROM dim_days"),
    ],
)
def test_a_query_may_begin_with_a_comment(arguments: tuple[str, ...]) -> None:
    done = run_in_shell(*arguments)

    assert (done.returncode, done.stdout) == (0, "day_on\n2026-01-02\n"), done.stderr


@pytest.mark.usefixtures("small_build")
@pytest.mark.parametrize("query", ["", "  ", ";", "-- Which days?"])
def test_a_query_that_asks_nothing_is_an_error_in_words(query: str) -> None:
    done = run_in_shell(query)

    assert done.returncode == 1
    assert done.stderr.startswith("Error: Nothing is asked")


def test_an_option_that_does_not_exist_is_still_named() -> None:
    result = run("sql", "--fromat", "csv", "-- Which days?\nSELECT day_on FROM dim_days")

    assert result.exit_code == 2
    assert "--fromat" in result.output
