"""How long the first day takes: articles from files to the published build in a new data folder, start-up included.

    python -m tests.benchmarks.bench_first_day ARTICLES.jsonl.gz SCRATCH --articles 200

ARTICLES has one article a line, as `hearsay load` reads them; SCRATCH is a folder that is made anew. `hearsay load` and
`hearsay build` run each in a process of its own, with nothing kept from before. Seconds of the clock, and of the
processor beside them: on a machine with other work only these can be compared.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

from orchestration.settings import Settings, child_environment, load_settings
from orchestration.warehouse.ledger import read_loads

PROJECT = Path(__file__).resolve().parents[2]


def run_hearsay(settings: Settings, *arguments: str) -> tuple[float, float]:
    """Seconds of the clock and of the processor that a command takes. Raises SystemExit where it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "orchestration.cli", *arguments]
    environment = child_environment(HEARSAY_DATA=str(settings.data))
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"hearsay {' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def read_dbt_seconds(settings: Settings) -> dict[str, float]:
    """What dbt did, summed by kind of step, and its whole time; two steps run at once."""
    results = json.loads((settings.dbt_target_dir / "run_results.json").read_text(encoding="utf-8"))
    seconds: dict[str, float] = defaultdict(float)
    for each in results["results"]:
        seconds[each["unique_id"].split(".")[0]] += each["execution_time"]
    return {"dbt, after its start": results["elapsed_time"], **{f"  {kind}s": spent for kind, spent in seconds.items()}}


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("scratch", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    given = parser.parse_args()
    shutil.rmtree(given.scratch, ignore_errors=True)
    given.scratch.mkdir(parents=True)
    taken = given.scratch / "day.jsonl"
    with gzip.open(given.source, "rt", encoding="utf-8") as lines:
        taken.write_text("".join(islice(lines, given.articles)), encoding="utf-8")
    settings = load_settings(data=given.scratch / "data")
    load, load_processor = run_hearsay(settings, "load", str(taken))
    build, build_processor = run_hearsay(settings, "build")
    row = read_loads(settings)[0]
    dbt = read_dbt_seconds(settings)
    print(f"{given.articles} articles, {row['statement_count']} statements, {os.cpu_count()} cores")
    print(f"{'hearsay load':<24}{load:>7.1f} s   {load_processor:>7.1f} s of the processor")
    print(f"{'  reading':<24}{row['ingest_seconds']:>7.1f} s\n{'  extraction':<24}{row['extract_seconds']:>7.1f} s")
    print(f"{'  start and writing':<24}{load - row['ingest_seconds'] - row['extract_seconds']:>7.1f} s")
    print(f"{'hearsay build':<24}{build:>7.1f} s   {build_processor:>7.1f} s of the processor")
    for name, seconds in dbt.items():
        print(f"{'  ' + name:<24}{seconds:>7.1f} s")
    print(f"{'  all else':<24}{build - dbt['dbt, after its start']:>7.1f} s (start, speakers, claims, publishing)")
    print(f"{'together':<24}{load + build:>7.1f} s   {load_processor + build_processor:>7.1f} s of the processor")


if __name__ == "__main__":
    main()
