"""The benchmark of reading runs and gives figures; the figures themselves are no test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_benchmark_of_reading_gives_a_figure_for_every_input_there_is(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages", tmp_path / "figures.json"
    pages.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.bench_ingest", "--records", "20", "--rounds", "1"]
    command += ["--pages", str(pages), "--json", str(out)]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert set(figures) == {"JSON Lines, language given", "JSON Lines, language detected"}
    assert all(speed > 0 for each in figures.values() for speed in each.values())
