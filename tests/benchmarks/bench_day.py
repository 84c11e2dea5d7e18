"""What one day costs over a large warehouse, stage by stage, and which of dbt's steps take longest.

    python -m tests.benchmarks.bench_day SOURCE TARGET --day 2030-01-01 --articles 300

SOURCE and TARGET as of bench_scale.py; TARGET is built. A day is added to it and built. Seconds of the processor,
dbt's among them, stand beside those of the clock: only they say something where other work is on the machine. Run it
over warehouses of two sizes: what is more over the larger one is what grows with the history.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from orchestration.build import build
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.corrections import apply_to_speakers, apply_to_statements
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.speakers import identify_speakers
from tests.benchmarks.bench_increments import read_cpu_seconds
from tests.benchmarks.ten_million import add_day

# What a build does before dbt; what it does once more, over what is done, takes next to nothing.
STAGES: dict[str, Callable[..., object]] = {
    "corrections": apply_to_statements,
    "who is who": identify_speakers,
    "merged speakers": apply_to_speakers,
    "claims": match_claims,
}
SHOWN = 30


def time_stage(name: str, stage: Callable[[], object]) -> None:
    """Run a stage and print what it took and gave."""
    used, began = read_cpu_seconds(), time.monotonic()
    given = stage()
    seconds = time.monotonic() - began
    print(f"{name:<16}{read_cpu_seconds() - used:>8.1f} s of the processor {seconds:>8.1f} s  {given}", flush=True)


def time_day(settings: Settings) -> None:
    """Build what has come, stage by stage."""
    with writer_lock(settings, purpose="benchmark"), connect_raw(settings) as con:
        for name, stage in STAGES.items():
            time_stage(name, lambda stage=stage: stage(con))  # type: ignore[misc]
    time_stage("dbt, publishing", lambda: build(settings).increment.describe())
    results = json.loads((settings.dbt_target_dir / "run_results.json").read_text(encoding="utf-8"))["results"]
    for result in sorted(results, key=lambda each: -each["execution_time"])[:SHOWN]:
        kind, _, name = result["unique_id"].split(".")[:3]
        print(f"{result['execution_time']:>8.2f} s  {kind} {name}")


def main() -> None:
    """Read the arguments, add the day, build and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2030, 1, 1))
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    settings = load_settings(data=given.target)
    add_day(given.source, settings, given.day, given.articles)
    time_day(settings)


if __name__ == "__main__":
    main()
