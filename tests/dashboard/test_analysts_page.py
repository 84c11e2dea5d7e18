"""What docs/analysts.md tells analysts to type, typed: every snippet that can run, over the sample's build."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.database import Build, fetch_records

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "analysts.md"
SNIPPETS = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)

pytestmark = pytest.mark.xdist_group("published")


def snippets(kind: str) -> list[str]:
    return [text for found, text in SNIPPETS if found == kind]


@pytest.fixture
def desk(tmp_path: Path, sample_build: Path) -> Path:
    """A folder with the sample's published build under data/, as the page has it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "published").symlink_to(sample_build / "published")
    return tmp_path


def test_the_page_has_snippets_of_each_kind() -> None:
    assert {kind for kind, _ in SNIPPETS} == {"bash", "sql", "python", "console"}
    assert len(SNIPPETS) >= 5


def test_the_page_names_every_schema_of_the_file(build: Build) -> None:
    schemas = {row["schema_name"] for row in fetch_records(build, "select distinct schema_name from duckdb_tables()")}

    assert [name for name in schemas if f"`{name}`" not in PAGE.read_text(encoding="utf-8")] == []


def run_command(arguments: list[str], desk: Path) -> subprocess.CompletedProcess[str]:
    """What the hearsay command of a shell does in the folder."""
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=desk,
        env={**os.environ, "HEARSAY_DATA": str(desk / "data"), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("line", [line for text in snippets("bash") for line in text.splitlines()])
def test_a_command_of_the_page_answers(line: str, desk: Path) -> None:
    program, *arguments = shlex.split(line)
    assert program == "hearsay"
    done = run_command(arguments, desk)

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 1 or (desk / "data" / "export" / "fct_statements.parquet").exists()


# In a process of its own, as an analyst's is: in one process a file is opened with one configuration only.
TYPED = """
import sys, duckdb
text = sys.stdin.read()
opened = ":memory:" if "attach" in text else "data/published/current"
with duckdb.connect(opened, read_only=opened != ":memory:") as con:
    for statement in duckdb.extract_statements(text):
        rows = con.execute(statement).fetchall()
        print(statement.type.name, len(rows))
"""


@pytest.mark.parametrize("text", snippets("sql"))
def test_sql_of_the_page_answers(text: str, desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TYPED], input=text, cwd=desk, capture_output=True, text=True, check=False
    )
    answers = [line.split() for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr
    assert len(answers) >= 2
    assert all(int(count) >= 1 for kind, count in answers if kind == "SELECT")
    assert int(answers[-1][1]) >= 2


def commented_queries() -> list[str]:
    """The SQL of the README and of the worked questions that begins with a comment, which looks like an option."""
    pages = [PROJECT / "README.md", PROJECT / "docs" / "questions.md"]
    texts = [text for page in pages for text in re.findall(r"```sql\n(.*?)```", page.read_text("utf-8"), re.DOTALL)]
    return [text for text in texts if text.startswith("--")]


@pytest.mark.parametrize("text", commented_queries())
def test_a_query_that_begins_with_a_comment_is_answered_by_the_command(text: str, desk: Path) -> None:
    done = run_command(["sql", text, "--format", "csv"], desk)

    assert done.returncode == 0, done.stderr
    assert "," in done.stdout.splitlines()[0]


def test_sql_of_the_readme_answers(desk: Path) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    texts = ["set search_path = 'core,reporting';", *re.findall(r"```sql\n(.*?)```", readme, re.DOTALL)]
    done = subprocess.run(
        [sys.executable, "-c", TYPED], input="\n".join(texts), cwd=desk, capture_output=True, text=True, check=False
    )
    counts = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("SELECT")]

    assert done.returncode == 0, done.stderr
    # The last asks for state media, of which the sample has none.
    assert [count > 0 for count in counts] == [True, True, False]


@pytest.mark.parametrize("text", snippets("python"))
def test_python_of_the_page_answers(text: str, desk: Path) -> None:
    done = subprocess.run([sys.executable, "-c", text], cwd=desk, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 5
