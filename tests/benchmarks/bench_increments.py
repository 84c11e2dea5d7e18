"""What a day's build costs against the history: a loaded warehouse replayed in daily parts, each built as it comes.

    python -m tests.benchmarks.bench_increments DATA SCRATCH [--days 30] [--together 25] [--models-only]

DATA is a data folder with a loaded raw.duckdb, which is only read; SCRATCH is made anew. Articles are taken by the day
they were printed, in parts of equal size. At the end everything is built once more, whole, and compared row by row.
Seconds of CPU time stand beside those of the clock, as neighbours disturb them less. With --models-only dbt's tests
and the publishing are left out; with --together the first so many parts come at once, where only a day over a long
history is asked about.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from orchestration.build import build, prepare_raw
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import CONFIG, connect_raw
from orchestration.warehouse.lock import writer_lock
from tests.integration.incremental_builds import find_differences, read_written, run_models

FIRST_DAY = date(2026, 1, 1)
PARTS = """
    CREATE TABLE parts AS
    SELECT article_id, ntile($days) OVER (ORDER BY min(coalesce(published_on, load_on)), article_id) AS part
    FROM given.raw.articles GROUP BY article_id
"""
OF_ARTICLES = ("articles", "extractions", "statements", "article_sketches")
# A pair of texts is there once both are.
PAIRS = """
    INSERT INTO raw.syndications
    SELECT s.* FROM given.raw.syndications AS s
    JOIN parts AS one ON one.article_id = s.article_id
    JOIN parts AS other ON other.article_id = s.matched_article_id
    WHERE greatest(one.part, other.part) = $part
"""
LOAD = """
    INSERT INTO raw.loads BY NAME
    SELECT $load_id AS load_id, $day::DATE AS load_on, 'done' AS status, count(*) AS article_count,
        count(*) AS record_count, 0 AS extracted_count, 0 AS erased_count
    FROM parts WHERE part = $part
"""


@dataclass(frozen=True)
class Day:
    """One partition and its build; seconds are wall time, those of models and tests summed over dbt's steps."""

    part: int
    statements: int
    history: int
    prepare_seconds: float
    build_seconds: float
    cpu_seconds: float
    model_seconds: float
    test_seconds: float
    rows_written: int
    megabytes: float

    def describe(self) -> str:
        """One line of the table."""
        return (
            f"{self.part:>4} {self.statements:>10,} {self.history:>11,} {self.prepare_seconds:>9.1f}"
            f" {self.build_seconds:>8.1f} {self.cpu_seconds:>7.1f} {self.model_seconds:>8.1f} {self.test_seconds:>7.1f}"
            f" {self.rows_written:>11,} {self.rows_written / max(self.statements, 1):>9.1f} {self.megabytes:>7.1f}"
        )


HEAD = " day statements     history prepare s  build s   cpu s models s tests s        rows per stmt.      MB"


def replay_day(settings: Settings, given: Path, part: int, days: int) -> None:
    """Put one part of the given raw file into the raw file of `settings`, as the load of a day of its own."""
    load_id, day = f"day-{part}", FIRST_DAY + timedelta(days=part)
    with connect_raw(settings) as con:
        con.execute(f"ATTACH '{given}' AS given (READ_ONLY)")
        con.execute(PARTS.replace("CREATE TABLE", "CREATE TEMP TABLE"), {"days": days})
        for table in OF_ARTICLES:
            columns = {row[0] for row in con.execute(f"DESCRIBE raw.{table}").fetchall()}
            moved = [f"'{load_id}' AS load_id"] * ("load_id" in columns)
            moved += [f"DATE '{day}' AS load_on"] * ("load_on" in columns)
            replaced = f" REPLACE ({', '.join(moved)})" if moved else ""
            con.execute(
                f"INSERT INTO raw.{table} BY NAME SELECT g.*{replaced} FROM given.raw.{table} AS g"
                f" SEMI JOIN (SELECT article_id FROM parts WHERE part = {part}) USING (article_id)"
            )
        con.execute(PAIRS, {"part": part})
        con.execute(LOAD, {"load_id": load_id, "day": day, "part": part})


def build_day(settings: Settings, part: int, *, models_only: bool) -> Day:
    """Identify, match, build, test and publish what has come; what it took."""
    cpu, began = read_cpu_seconds(), time.monotonic()
    with writer_lock(settings, purpose="benchmark"):
        prepare_raw(settings)
    prepared = time.monotonic()
    build_all(settings, models_only=models_only)
    ended, used = time.monotonic(), read_cpu_seconds() - cpu
    seconds = read_step_seconds(settings)
    with duckdb.connect(str(settings.marts_path), read_only=True, config=CONFIG) as con:
        history = con.execute("SELECT count(*) FROM core.fct_statements").fetchall()[0][0]
        statements = con.execute(
            "SELECT count(*) FROM core.fct_statements WHERE load_on = ?", [FIRST_DAY + timedelta(days=part)]
        ).fetchall()[0][0]
    return Day(
        part,
        statements,
        history,
        prepared - began,
        ended - prepared,
        used,
        seconds.get("model", 0.0) + seconds.get("seed", 0.0),
        seconds.get("test", 0.0) + seconds.get("unit_test", 0.0),
        sum(deleted + inserted for deleted, inserted, _ in read_written(settings.marts_path).values()),
        settings.marts_path.stat().st_size / 1e6,
    )


def build_all(settings: Settings, *, models_only: bool) -> None:
    """What `hearsay build` does, or its models alone."""
    if models_only:
        run_models(settings, settings.dbt_target_dir.parent)
    else:
        build(settings)


def read_step_seconds(settings: Settings) -> dict[str, float]:
    """Kind of dbt's steps -> seconds in them, summed over two threads."""
    results = json.loads((settings.dbt_target_dir / "run_results.json").read_text(encoding="utf-8"))["results"]
    seconds: dict[str, float] = defaultdict(float)
    for result in results:
        seconds[result["unique_id"].split(".")[0]] += result["execution_time"]
    return seconds


def read_cpu_seconds() -> float:
    """CPU time of this process and of the programs that it has run."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Replay, build, print a line a day, and compare with one whole build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--together", type=int, default=1)
    parser.add_argument("--models-only", action="store_true")
    given = parser.parse_args()
    shutil.rmtree(given.scratch, ignore_errors=True)
    settings = load_settings(data=given.scratch / "daily")
    settings.data.mkdir(parents=True)
    print(HEAD, flush=True)
    for part in range(1, given.days + 1):
        replay_day(settings, load_settings(data=given.data).raw_path, part, given.days)
        if part < given.together:
            continue
        print(build_day(settings, part, models_only=given.models_only).describe(), flush=True)
    whole = load_settings(data=given.scratch / "whole")
    whole.data.mkdir(parents=True)
    shutil.copyfile(settings.raw_path, whole.raw_path)
    cpu, began = read_cpu_seconds(), time.monotonic()
    build_all(whole, models_only=given.models_only)
    took, used = time.monotonic() - began, read_cpu_seconds() - cpu
    print(
        f"one whole build: {took:.1f} s, cpu {used:.1f} s, {whole.marts_path.stat().st_size / 1e6:.1f} MB", flush=True
    )
    differences = find_differences(settings.marts_path, whole.marts_path, same_raw=True)
    print("\n".join(differences) or f"the {given.days} increments hold the rows of the whole build")


if __name__ == "__main__":
    main()
