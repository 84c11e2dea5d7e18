"""What the architecture tests read: the project's own source files and the functions in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("orchestration", "dashboard")


@dataclass(frozen=True)
class Function:
    """A function of the project: where it stands and how many lines it takes, decorators and docstring included."""

    path: Path
    name: str
    line: int
    line_count: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(PROJECT)}:{self.line} {self.name}, {self.line_count} lines"


def python_files(*folders: str) -> list[Path]:
    """Every Python file under these folders of the project, sorted."""
    return sorted(path for folder in folders for path in (PROJECT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[Function]:
    """Functions and methods of a file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield Function(path, node.name, first, (node.end_lineno or first) - first + 1)
