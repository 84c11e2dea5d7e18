"""The benchmark of collecting runs and gives its figures; the figures themselves are no test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_benchmark_fetches_every_page_and_collects_each_once(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.bench_collect",
        "--hosts",
        "3",
        "--pages",
        "4",
        "--json",
        str(out),
    ]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert (figures["first_run_landed"], figures["second_run_landed"]) == (12, 0)
    # A page, a feed and a robots.txt for each; the second time only feeds and robots.txt.
    assert (figures["first_run_requests"], figures["second_run_requests"]) == (12 + 3 + 3, 3 + 3)
    assert figures["fetching_requests_per_second"] > 0
