"""How fast the dashboard answers over a published build: every query behind a page, alone and by many people at once.

    python -m tests.benchmarks.bench_dashboard DATA --people 20 --json figures.json

DATA is a data folder with a published build; a large one is made by ten_million.py. Every query is called as the pages
call it, past their cache, with a spread of real filters: no filter, who is quoted most and hardly ever, countries,
outlets, denials, a month, a year, words rare and common. The first call of each query is not counted: it reads what the
next ones find in memory. Then so many people open pages at once, each in a thread, for --seconds. Wall time; the figure
asked is the 95th percentile. Uses the threads that DuckDB takes by itself: one for each core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.database import Build, fetch_records, find_current_build
from dashboard.settings import DashboardSettings
from tests.benchmarks.dashboard_calls import Call, list_calls, read_ids

SLOW_MS = 300
Times = dict[tuple[str, str], list[float]]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def time_each(calls: Sequence[Call]) -> Times:
    """Milliseconds of every call but the first of each query, one after the other."""
    taken: Times = defaultdict(list)
    seen: set[str] = set()
    for call in calls:
        if call.name not in seen:
            call.run()
            seen.add(call.name)
        began = time.perf_counter()
        call.run()
        taken[call.page, call.name].append(1000 * (time.perf_counter() - began))
    return taken


def time_at_once(calls: Sequence[Call], people: int, seconds: float) -> list[float]:
    """Milliseconds of single queries while so many people ask one after the other, each in a thread."""
    until = time.perf_counter() + seconds
    taken: list[list[float]] = [[] for _ in range(people)]

    def ask(number: int) -> None:
        draw = random.Random(number)
        while time.perf_counter() < until:
            call = draw.choice(calls)
            began = time.perf_counter()
            call.run()
            taken[number].append(1000 * (time.perf_counter() - began))
            time.sleep(draw.uniform(0.5, 1.5))  # a reader looks before asking on

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for listed in taken for each in listed]


def summarise(taken: Times) -> list[dict[str, Any]]:
    """For each query its page, calls, median, 95th percentile and longest, in milliseconds; the slowest first."""
    rows = [
        {
            "page": page,
            "query": name,
            "calls": len(values),
            "median_ms": round(percentile(values, 0.5), 1),
            "p95_ms": round(percentile(values, 0.95), 1),
            "longest_ms": round(max(values), 1),
        }
        for (page, name), values in taken.items()
    ]
    return sorted(rows, key=lambda row: -row["p95_ms"])


def find_build(data: Path) -> Build:
    """The current build of a data folder."""
    build = find_current_build(DashboardSettings(data=data))
    if build is None:
        raise SystemExit(f"No build is published in {data}: run `hearsay build` there.")
    return build


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--page", help="only the queries of one page")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    build = find_build(given.data)
    counted = fetch_records(build, "select count(*) as n from core.fct_statements")[0]["n"]
    calls = [each for each in list_calls(build, read_ids(build)) if given.page in (None, each.page)]
    taken = time_each(calls)
    rows = summarise(taken)
    print(f"{counted:,} statements, {os.cpu_count()} cores, {len(calls)} calls of {len(rows)} queries")
    for row in rows:
        mark = "slow" if row["p95_ms"] > SLOW_MS else ""
        print(f"{row['page']:<10}{row['query']:<36}{row['calls']:>4}{row['median_ms']:>9}{row['p95_ms']:>9} {mark}")
    every = [value for values in taken.values() for value in values]
    figures: dict[str, Any] = {"statements": counted, "queries": rows, "p95_ms": percentile(every, 0.95)}
    print(f"all: median {percentile(every, 0.5):.0f} ms, 95th percentile {figures['p95_ms']:.0f} ms")
    if given.people:
        at_once = time_at_once(calls, given.people, given.seconds)
        figures["at_once"] = {"people": given.people, "calls": len(at_once), "p95_ms": percentile(at_once, 0.95)}
        print(
            f"{given.people} people at once: {len(at_once)} queries, median {percentile(at_once, 0.5):.0f} ms,", end=""
        )
        print(f" 95th percentile {figures['at_once']['p95_ms']:.0f} ms")
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
