"""What a large warehouse costs: a full build, one day's increment, the size on disk, and the worked questions.

    python -m tests.benchmarks.bench_scale SOURCE TARGET --statements 10000000 --json figures.json

SOURCE is a data folder with real articles, loaded and built; TARGET is made from it by ten_million.py unless it has
articles already, and built by `hearsay build` in a process of its own. Then a day of --articles articles is added and
built. Every question of the SQL page is asked twice over the published file, and the second time counts. Seconds are
wall time and processor time; memory is the greatest that a build had. Nothing else should run on the machine.

Cost: for ten million statements 40 GB of disk, and hours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from dashboard.console.questions import list_questions
from orchestration.settings import Settings, child_environment, load_settings
from orchestration.warehouse.query import query_published
from tests.benchmarks.ten_million import add_day, make_warehouse

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class BuildCost:
    """One build: seconds of the clock and of the processor, the greatest memory so far, and the files after it."""

    name: str
    seconds: float
    processor_seconds: float
    memory_mb: int
    raw_mb: int
    published_mb: int


def time_build(settings: Settings, name: str) -> BuildCost:
    """Run `hearsay build` in a process of its own. Raises SystemExit with what it said where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "build"],
        cwd=PROJECT,
        env=child_environment(HEARSAY_DATA=str(settings.data)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"hearsay build failed in {settings.data}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    seconds, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    published = settings.current_path.resolve()
    return BuildCost(
        name,
        round(seconds, 1),
        round(used, 1),
        after.ru_maxrss // 1024,
        settings.raw_path.stat().st_size // 10**6,
        published.stat().st_size // 10**6,
    )


def time_questions(settings: Settings) -> dict[str, float]:
    """Milliseconds of each worked question over the published file, asked a second time; by its name."""
    taken = {}
    with duckdb.connect(str(settings.current_path.resolve()), read_only=True) as con:
        con.execute("SET search_path = 'core,reporting'")
        for question in list_questions():
            for _ in range(2):
                began = time.perf_counter()
                con.execute(question.sql).fetchall()
                taken[question.name] = round(1000 * (time.perf_counter() - began), 1)
    return taken


def count_rows(settings: Settings) -> dict[str, int]:
    """Statements, articles, speakers and claims of the published build."""
    tables = {"statements": "fct_statements", "articles": "dim_articles", "speakers": "dim_speakers"}
    tables["claims"] = "fct_claims"
    return {
        name: query_published(settings, f"SELECT count(*) FROM core.{table}").rows[0][0]
        for name, table in tables.items()
    }


def print_figures(figures: dict[str, Any]) -> None:
    """The figures as tables to read."""
    print(f"{figures['cores']} cores, {figures['memory_gb']} GB of memory")
    print("  ".join(f"{count:,} {name}" for name, count in figures["rows"].items()))
    for row in figures["builds"]:
        print(
            f"{row['name']:<12}{row['seconds']:>9,.1f} s {row['processor_seconds']:>9,.1f} s of the processor"
            f" {row['memory_mb']:>7,} MB of memory; raw {row['raw_mb']:,} MB, published {row['published_mb']:,} MB"
        )
    for name, milliseconds in figures["questions_ms"].items():
        print(f"{name:<20}{milliseconds:>10,.0f} ms")


def main() -> None:
    """Read the arguments, make what is missing, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--statements", type=int, default=10_000_000)
    parser.add_argument("--articles", type=int, default=300, help="of the day that is added")
    parser.add_argument("--day", type=date.fromisoformat, default=date(2030, 1, 1))
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    settings = load_settings(data=given.target)
    settings.data.mkdir(parents=True, exist_ok=True)
    if not settings.raw_path.exists():
        make_warehouse(given.source, settings, given.statements, with_claims=True)
    builds = [time_build(settings, "everything")]
    rows = count_rows(settings)
    add_day(given.source, settings, given.day, given.articles)
    builds += [time_build(settings, "one day"), time_build(settings, "no change")]
    figures = {
        "cores": os.cpu_count(),
        "memory_gb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 10**9,
        "rows": rows,
        "builds": [asdict(each) for each in builds],
        "questions_ms": time_questions(settings),
    }
    print_figures(figures)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
