"""How fast the dashboard answers over a published build: every query behind a page, alone and by many people at once.

    python -m tests.benchmarks.bench_dashboard DATA --people 20 --json figures.json

DATA is a data folder with a published build; a large one is made by ten_million.py. Every query is called as the pages
call it, past their cache, with a spread of real filters: no filter, who is quoted most and hardly ever, countries,
outlets, denials, a month, a year, words rare and common. The first call of each query is not counted: it reads what the
next ones find in memory. Then so many people open pages at once, each in a thread, for --seconds. The figure asked is
the 95th percentile of wall time; beside it stands that of processor time, of all threads together, which other work on
the machine disturbs little. DuckDB takes a thread for each core.
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
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.database import Build, QueryTimeoutError, fetch_records, find_current_build
from dashboard.settings import DashboardSettings
from tests.benchmarks.dashboard_calls import Call, list_calls, read_ids

SLOW_MS = 300
Times = dict[tuple[str, str], list[tuple[float, float]]]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def time_each(calls: Sequence[Call]) -> Times:
    """Milliseconds of wall and processor time of every call but the first of each query, one after the other."""
    taken: Times = defaultdict(list)
    seen: set[str] = set()
    for call in calls:
        if call.name not in seen:
            call.run()
            seen.add(call.name)
        began, used = time.perf_counter(), time.process_time()
        call.run()
        wall, processor = time.perf_counter() - began, time.process_time() - used
        taken[call.page, call.name].append((1000 * wall, 1000 * processor))
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
            with suppress(QueryTimeoutError):  # the page says so; its time counts
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
    """For each query its page, calls and milliseconds, of the clock and of the processor; the slowest first."""
    rows = []
    for (page, name), values in taken.items():
        wall, processor = ([value[at] for value in values] for at in (0, 1))
        row = {"page": page, "query": name, "calls": len(values)}
        row |= {"median_ms": round(percentile(wall, 0.5), 1), "p95_ms": round(percentile(wall, 0.95), 1)}
        rows.append(row | {"processor_p95_ms": round(percentile(processor, 0.95), 1)})
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
    print(f"{'page':<10}{'query':<36}{'calls':>5}{'median':>9}{'p95':>9}{'p95 of the processor':>22}")
    for row in rows:
        times = f"{row['calls']:>5}{row['median_ms']:>9}{row['p95_ms']:>9}{row['processor_p95_ms']:>22}"
        print(f"{row['page']:<10}{row['query']:<36}{times}{'  slow' if row['p95_ms'] > SLOW_MS else ''}")
    every = [value for values in taken.values() for value in values]
    wall, processor = (percentile([value[at] for value in every], 0.95) for at in (0, 1))
    figures: dict[str, Any] = {"statements": counted, "queries": rows, "p95_ms": wall, "processor_p95_ms": processor}
    print(f"all: 95th percentile {wall:.0f} ms, of the processor {processor:.0f} ms")
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
