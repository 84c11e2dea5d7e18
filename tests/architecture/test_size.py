"""Files and functions stay small enough to be read in one go, and names say what a module is about."""

from __future__ import annotations

from tests.architecture.sources import PROJECT, functions, python_files

LONGEST_FILE = 300
# The house rule is about 40; this is where a function has certainly outgrown it.
LONGEST_FUNCTION = 60
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "shared_code", "stuff"}


def test_no_file_is_longer_than_the_house_rule() -> None:
    files = python_files("orchestration", "dashboard", "tests") + sorted((PROJECT / "dbt_project").rglob("*.sql"))
    lengths = {path.relative_to(PROJECT): len(path.read_text(encoding="utf-8").splitlines()) for path in files}

    assert len(lengths) > 20, "the project's files were not found"
    assert {str(path): length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_the_hard_limit() -> None:
    found = [each for path in python_files("orchestration", "dashboard", "tests") for each in functions(path)]

    assert len(found) > 50, "the project's functions were not found"
    assert [str(each) for each in found if each.line_count > LONGEST_FUNCTION] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    files = python_files("orchestration", "dashboard", "tests")
    nameless = [path for path in files if {path.stem, *path.relative_to(PROJECT).parts} & EMPTY_NAMES]

    assert [str(path.relative_to(PROJECT)) for path in nameless] == []
