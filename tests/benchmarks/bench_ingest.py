"""How fast inputs are read: records a second of JSON Lines, pages a second of HTML. By hand; no test collects it.

    python -m tests.benchmarks.bench_ingest --records 20000 --rounds 5 --json figures.json

One thread, and the process that parses pages, from the bytes on the disk to articles as the load would write them
(dated, identified, with their language); nothing is written. The records are made up here, 2.4 kB each, in a temporary
folder, with their language given and, apart, detected. The pages are `data/html` in the folder that HEARSAY_SHARED
names, or --pages; where they are not there they are left out. Each round reads everything once, in turn; figures are
the median and the best round, and articles a second of CPU time, which neighbours disturb less.

Cost: time grows with records and rounds, 20,000 records take some seconds a round; memory does not grow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import string
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from orchestration.ingest.article import Article, LoadOptions
from orchestration.ingest.readers.formats import detect_format, read_file
from orchestration.ingest.readers.reading import Source
from orchestration.ingest.reading import interpret_reading
from tests.benchmarks.processor import sum_processor

PROJECT = Path(__file__).resolve().parents[2]
PARAGRAPHS, WORDS_OF_PARAGRAPH = 8, 50


def write_records(path: Path, count: int, *, language: str | None) -> None:
    """JSON Lines of `count` records with words that mean nothing."""
    draw = random.Random(3)
    words = ["".join(draw.choices(string.ascii_lowercase, k=draw.randint(2, 9))) for _ in range(5000)]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            body = "\n\n".join(" ".join(draw.choices(words, k=WORDS_OF_PARAGRAPH)) for _ in range(PARAGRAPHS))
            record = {"url": f"https://gazette.example/{number}", "title": "A title", "body": body}
            record |= {"published_on": "2026-01-02"} | ({"language": language} if language else {})
            lines.write(json.dumps(record) + "\n")


def read_articles(paths: list[Path]) -> int:
    """Read the files as a load does; the number of articles."""
    count = 0
    today = datetime.now(UTC).date()
    for path in paths:
        for reading in read_file(Source(path), detect_format(path.name) or ""):
            count += isinstance(interpret_reading(reading, LoadOptions(), not_after=today), Article)
    return count


def read_processor() -> float:
    """Seconds of the processor so far, those of the process that parses pages included."""
    return time.process_time() + sum_processor()


def measure(cases: dict[str, Callable[[], int]], rounds: int) -> dict[str, dict[str, float]]:
    """Articles a second of each case, median and best of the rounds, after one round unmeasured."""
    speeds: dict[str, list[float]] = {name: [] for name in cases}
    cpu_speeds: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, work in cases.items():
            since, cpu_since = time.perf_counter(), read_processor()
            count = work()
            if number:
                speeds[name].append(count / (time.perf_counter() - since))
                cpu_speeds[name].append(count / (read_processor() - cpu_since))
    return {
        name: {
            "median_per_second": round(statistics.median(each), 1),
            "best_per_second": round(max(each), 1),
            "median_per_cpu_second": round(statistics.median(cpu_speeds[name]), 1),
        }
        for name, each in speeds.items()
    }


def main() -> None:
    """Measure, print, and keep the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("HEARSAY_SHARED", PROJECT.parent / "shared"))
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=Path, default=shared / "data" / "html")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given, detected = Path(folder) / "given.jsonl", Path(folder) / "detected.jsonl"
        write_records(given, arguments.records, language="en")
        write_records(detected, arguments.records // 10, language=None)
        cases = {
            "JSON Lines, language given": lambda: read_articles([given]),
            "JSON Lines, language detected": lambda: read_articles([detected]),
        }
        pages = sorted(arguments.pages.rglob("*.html.gz"))
        if pages:
            cases["HTML pages"] = lambda: read_articles(pages)
        figures = measure(cases, arguments.rounds)
    for name, each in figures.items():
        speed, best, cpu = (each[f"{kind}_second"] for kind in ("median_per", "best_per", "median_per_cpu"))
        print(f"{name}: {speed:,} a second (best {best:,}; {cpu:,} a second of CPU time)")
    if arguments.json:
        report = {"machine": platform.processor() or platform.machine(), "figures": figures}
        arguments.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
