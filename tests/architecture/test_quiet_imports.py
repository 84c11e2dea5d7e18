"""Nothing happens on import: no database, no process, no connection, no file written, and no need of any setting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PROJECT, python_files

# Runs in a process of its own: an audit hook cannot be taken away again. What the libraries do while they are
# imported is theirs, so they come first; what the project's modules do after that is counted.
WATCH = """
import importlib, sys
import {libraries}
happened = []
def watch(event, arguments):
    if event in ("subprocess.Popen", "socket.connect", "os.mkdir", "os.remove", "os.rename"):
        happened.append(f"{{event}} {{arguments[0]}}")
    if event == "open" and str(arguments[1] or "r")[0] in "wax" and not str(arguments[0]).endswith((".pyc", "null")):
        happened.append(f"write {{arguments[0]}}")
import duckdb
duckdb.connect = lambda *arguments, **options: happened.append(f"duckdb.connect {{arguments}}")
sys.dont_write_bytecode = True
sys.addaudithook(watch)
for module in {modules}:
    importlib.import_module(module)
print("\\n".join(happened))
"""
LIBRARIES = "dagster, dagster_dbt, duckdb, pyarrow, pandas, pydantic_settings, typer, rich, trafilatura, dateparser"


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


# Modules that are run as a file, or that are all program, keep their work under `if __name__ == "__main__"` too.
# Training needs a dependency group of its own, which is not installed here.
MODULES = [module_name(path) for path in python_files("orchestration") if "training" not in path.parts]


def run_watch(modules: list[str], folder: Path, extra_path: Path = PROJECT, libraries: str = LIBRARIES) -> list[str]:
    """Import the modules in a fresh process with an empty environment; what happened meanwhile, one line each."""
    code = WATCH.format(libraries=libraries, modules=modules)
    environment = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": f"{PROJECT}{os.pathsep}{extra_path}"}
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.split("\n") if answer.stdout.strip() else []


def test_importing_the_project_does_nothing(tmp_path: Path) -> None:
    assert "orchestration.definitions" in MODULES

    assert run_watch(MODULES, tmp_path) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import duckdb; duckdb.connect('raw.duckdb')", "duckdb.connect"),
        ("open('left_behind.txt', 'w')", "write"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
    ],
)
def test_the_watch_sees_work_on_import(tmp_path: Path, line: str, expected: str) -> None:
    (tmp_path / "busy.py").write_text(line + "\n")

    happened = run_watch(["busy"], tmp_path, tmp_path, libraries="duckdb")

    assert any(each.startswith(expected) for each in happened)
