"""One typed settings object is the only reader of the environment in each of the two packages."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import PACKAGES, PROJECT, python_files

NAMES = {"environ", "environb", "getenv", "getenvb"}
READERS = {"orchestration/settings.py", "dashboard/settings.py"}


def environment_reads(source: str) -> list[int]:
    """Lines that read the environment by os.environ or os.getenv, however imported; setting a variable is none."""
    lines = []
    tree = ast.parse(source)
    written = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in NAMES and node not in written:
            lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module == "os" and {alias.name for alias in node.names} & NAMES:
            lines.append(node.lineno)
    return lines


def test_only_the_settings_modules_read_the_environment() -> None:
    files = python_files(*PACKAGES)
    reads = {
        str(path.relative_to(PROJECT)): lines
        for path in files
        if (lines := environment_reads(path.read_text(encoding="utf-8")))
    }

    assert "orchestration/settings.py" in reads, "the settings module was not found"
    assert {path: lines for path, lines in reads.items() if path not in READERS} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os\nx = os.environ['A']", [2]),
        ("import os\nx = os.getenv('A')", [2]),
        ("from os import environ", [1]),
        ("import os\nos.environ['A'] = '1'", []),
        ("import os\ndef f():\n    return {**os.environ}", [3]),
    ],
)
def test_environment_reads_finds_each_way_of_reading(source: str, expected: list[int]) -> None:
    assert environment_reads(source) == expected
