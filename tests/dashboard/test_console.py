"""The SQL console: worked questions answer, hostile statements do not, limits hold, and the page shows it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from dashboard.console import worker
from dashboard.console.asking import LONGEST_SQL, MOST_ROWS, AskingError, ask
from dashboard.console.questions import Question, find_question, list_questions, read_question, write_page
from dashboard.database import Build
from dashboard.queries.schema import TABLE_WORDS, list_tables
from dashboard.settings import PROJECT
from tests.dashboard.reading import Opener, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")


@pytest.mark.usefixtures("in_one_process")
@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_a_worked_question_has_an_answer(build: Build, question: Question) -> None:
    answer = ask(build.path, question.sql)

    assert answer.table.num_rows > 0
    assert not answer.is_cut
    assert all(column.null_count < answer.table.num_rows for column in answer.table.columns)


def test_worked_questions_have_names_of_their_own() -> None:
    questions = list_questions()

    assert len({question.name for question in questions}) == len(questions) >= 20


def test_the_page_of_worked_questions_is_the_files() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "questions.md"

    assert page.read_text(encoding="utf-8") == write_page(), (
        "run python -m dashboard.console.questions > docs/questions.md"
    )


def test_a_file_without_a_question_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "01-none.sql"
    path.write_text("select 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"01-none\.sql: the first line must be a comment"):
        read_question(path)


@pytest.mark.usefixtures("in_one_process")
@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/hostname')",
        "select * from glob('/*')",
        "select * from sniff_csv('/etc/passwd')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "copy core.dim_outlets to '{folder}/out.csv'",
        "copy (select 1) to '{folder}/out.parquet'",
        "export database '{folder}/out'",
        "import database '{folder}/out'",
        "attach '{folder}/other.duckdb' as other",
        "attach ':memory:' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "reset memory_limit",
        "pragma enable_external_access",
        "call enable_logging()",
        "use reporting",
        "create table mine as select 1",
        "create temp table mine as select 1",
        "create secret mine (type s3)",
        "insert into core.dim_outlets select * from core.dim_outlets",
        "delete from core.fct_statements",
        "update core.dim_outlets set outlet_name = 'x'",
        "drop table core.fct_statements",
        "explain analyze delete from core.fct_statements",
        "explain analyze copy (select 1) to '{folder}/out.csv'",
        "select 1; select 2",
        "select 1; drop table core.fct_statements",
        "checkpoint",
        "vacuum",
        "begin",
        "",
        "-- nothing",
        "selec 1",
    ],
)
def test_a_hostile_statement_has_no_answer_and_leaves_nothing(build: Build, tmp_path: Path, sql: str) -> None:
    before = Path(build.path).read_bytes()
    with pytest.raises(AskingError) as caught:
        ask(build.path, sql.format(folder=tmp_path))

    assert list(tmp_path.iterdir()) == []
    assert Path(build.path).read_bytes() == before
    assert "root:" not in str(caught.value), "the file was read"
    assert str(tmp_path) not in str(caught.value), "a message names a place on this machine"


def test_a_question_that_takes_too_long_is_stopped(build: Build) -> None:
    started = time.monotonic()
    with pytest.raises(AskingError, match="Stopped after 1 seconds"):
        ask(build.path, "select count(*) from range(1000000000) a, range(100000) b", seconds=1)

    assert time.monotonic() - started < 30


def test_an_answer_is_cut_at_the_limit_and_says_so(build: Build) -> None:
    answer = ask(build.path, "select n from range(100000000) t(n) order by n", most_rows=10, seconds=5)

    assert answer.is_cut
    assert answer.table.column("n").to_pylist() == list(range(10))
    assert not ask(build.path, "select * from range(10)", most_rows=10).is_cut


def test_an_answer_keeps_the_order_asked_for(build: Build) -> None:
    answer = ask(build.path, "select statement_count as n from dim_speakers order by n desc, speaker_id")

    assert answer.table.column("n").to_pylist() == sorted(answer.table.column("n").to_pylist(), reverse=True)
    assert answer.table.num_rows > 100


def test_more_memory_than_allowed_ends_the_question_only(build: Build) -> None:
    with pytest.raises(AskingError, match="more memory than it may"):
        ask(build.path, "select repeat('x', 100000000) || n as x from range(20) t(n)", seconds=60)
    with pytest.raises(AskingError, match="larger than 50 MB"):
        ask(build.path, "select repeat('x', 10000000) || n as x from range(8) t(n)")

    assert ask(build.path, "select 1 as one").table.to_pylist() == [{"one": 1}]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a process to its memory")
@pytest.mark.parametrize(
    "sql",
    [
        "select repeat('x', 1000000) from range(1600)",
        "select repeat('x', 1000000) || n as x from range(1600) t(n) order by x desc",
    ],
)
def test_a_question_never_holds_more_than_it_may(build: Build, sql: str) -> None:
    script = (
        "import sys\nfrom dashboard.console import worker\n"
        "worker.main()\nprint(worker.read_memory('VmHWM'), file=sys.stderr)"
    )
    request = json.dumps({"path": build.path, "sql": sql, "most_rows": MOST_ROWS, "seconds": 60})
    done = subprocess.run([sys.executable, "-c", script], input=request.encode(), cwd=PROJECT, capture_output=True,
                          env={"PYTHONPATH": str(PROJECT)}, timeout=100, check=True)  # fmt: skip

    assert json.loads(done.stdout.partition(b"\n")[0]) == {"greedy": True}
    assert int(done.stderr) < worker.MOST_HELD + 200_000_000


@pytest.mark.usefixtures("in_one_process")
def test_a_question_has_the_memory_that_it_may_use(build: Build) -> None:
    sql = "select n from (select n, hash(n) as h from range(5000000) t(n) order by h desc) where n = 7"
    assert ask(build.path, sql, seconds=60).table.to_pylist() == [{"n": 7}]


def test_columns_of_one_name_are_told_apart(build: Build) -> None:
    table = ask(build.path, "select 1 as n, 2 as n, 3 as n_1").table

    assert len(set(table.column_names)) == 3
    assert [column.to_pylist() for column in table.columns] == [[1], [2], [3]]


def test_an_endless_question_is_refused(build: Build) -> None:
    with pytest.raises(AskingError, match="longer than"):
        ask(build.path, "select 1 --" + "x" * LONGEST_SQL)


def test_explaining_and_describing_are_answered(build: Build) -> None:
    for sql in ("explain select 1", "describe fct_statements", "summarize dim_outlets", "show tables"):
        assert ask(build.path, sql).table.num_rows > 0


def test_the_tables_beside_are_those_of_the_build(build: Build, tmp_path: Path) -> None:
    with duckdb.connect(str(shutil.copy(build.path, tmp_path / "plain.duckdb")), read_only=True) as con:
        expected = con.execute(
            "select table_name, count(*) from information_schema.columns "
            "where table_schema in ('core', 'reporting') group by 1 order by 1"
        ).fetchall()
        rows = con.execute("select count(*) from core.fct_statements").fetchone()
    tables = list_tables(build)

    assert sorted((table["table_name"], len(table["columns"])) for table in tables) == expected
    assert rows == (next(table["row_count"] for table in tables if table["table_name"] == "fct_statements"),)
    assert set(TABLE_WORDS) <= {table["table_name"] for table in tables}


def test_a_worked_question_opens_from_its_address_with_tables_and_answer(open_page: Opener) -> None:
    page = open_page("sql", question="most-quoted")
    question = find_question("most-quoted")

    assert question is not None
    assert page.text_area(key="sql_text").value == question.sql
    assert len(page.dataframe[0].value) == 20
    assert "20 rows" in read_headings(page)
    assert "<code>fct_statements</code>" in read_html(page)
    assert len(page.get("download_button")) == 2


def test_what_is_asked_stands_in_the_address(open_page: Opener) -> None:
    page = open_page("sql")
    page.text_area(key="sql_text").set_value("select 40 + 2 as answer")
    page.button(key="sql_run").click().run()

    assert page.dataframe[0].value.to_dict("records") == [{"answer": 42}]
    assert read_address_of(page) == {"sql": ["select 40 + 2 as answer"]}
    page.selectbox(key="sql_question").set_value("denials").run()
    assert read_address_of(page) == {"question": ["denials"]}
    assert "content_text" in page.dataframe[0].value.columns


def test_a_wrong_question_says_why_as_text(open_page: Opener) -> None:
    html = read_html(open_page("sql", sql="select '<img src=x onerror=alert(1)>' from nowhere"))

    assert "No answer." in html
    assert "nowhere does not exist" in html
    assert "<img" not in html


def test_a_question_without_an_answer_is_asked_again_by_its_button_alone(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(path: str, sql: str) -> None:
        asked.append(sql)
        raise AskingError("Stopped after 10 seconds.")

    monkeypatch.setattr("dashboard.views.sql.ask", refuse)
    page = open_page("sql", sql="select 41 + 1 as slow")
    assert "Stopped after 10 seconds." in read_html(page)
    page.text_area(key="sql_text").set_value("select 42 as quick").run()
    assert asked == ["select 41 + 1 as slow"]
    page.text_area(key="sql_text").set_value("select 41 + 1 as slow")
    page.button(key="sql_run").click().run()
    assert asked == ["select 41 + 1 as slow"] * 2


def test_an_answer_is_written_as_parquet(build: Build) -> None:
    from dashboard.views.sql import _write_parquet

    answer = ask(build.path, "select outlet_id, article_count, [1, 2] as list from dim_outlets order by 1")

    assert pq.read_table(io.BytesIO(_write_parquet(answer))).equals(answer.table)
