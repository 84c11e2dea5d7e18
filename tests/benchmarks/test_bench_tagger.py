"""The benchmark of the tagger runs and gives figures for every side; the figures themselves are no test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "data" / "sample" / "2026-10-19" / "articles.jsonl"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_tagger", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_benchmark_measures_the_project_alone_over_three_sample_articles(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    arguments = ("--articles", str(SAMPLE), "--count", "3", "--rounds", "2", "--without-first", "--json", str(out))
    answer = run(*arguments)
    assert answer.returncode == 0, answer.stderr
    assert "whole extraction" in answer.stdout
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert [(row["side"], row["processes"]) for row in figures["rows"]] == [
        ("tagger", 1),
        ("tagger", 2),
        ("whole extraction", 1),
    ]
    for row in figures["rows"]:
        assert 0 < row["tokens_per_second_median"] <= row["tokens_per_second_best"]
        assert row["peak_mb"] > 20
    assert 0 < figures["rows"][-1]["tagging_share"] < 1
    halves = figures["rounds"][1]["rounds"][0]
    assert sum(half["tokens"] for half in halves) == figures["tokens"]


@pytest.mark.slow
def test_an_absent_input_is_named_with_the_fix(tmp_path: Path) -> None:
    answer = run("--articles", str(tmp_path / "absent.jsonl"))
    assert answer.returncode == 2
    assert "absent.jsonl is not there: set HEARSAY_SHARED" in answer.stderr
