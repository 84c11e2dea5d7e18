"""How fast the tagger is and what memory it takes, beside the first tagger, in one run. By hand; no test collects it.

    python -m tests.benchmarks.bench_tagger --count 50 --rounds 5 --json figures.json

Every process has one thread and reads one window a call. Each side is loaded once, reads all articles once unmeasured
(from then on both know the pieces of the words), and then they take turns, round by round: what else the machine does
meets both alike. The figures are tokens (words and punctuation marks) a second by the median and the least time of the
rounds; tokens a second of CPU time, which neighbours disturb less; and the peak of resident memory of one process, of
which the loaded libraries are a part. The tagger is timed from the text to linked attributions, finding of words and
quotations included; the last line is the whole extraction, with the tagger's share of it.

Cost: each article is read 5 × (rounds + 1) times. 50 articles of news (61,000 tokens) and 5 rounds are 1.8 million
tokens, 4 minutes at 8,000 a second. Time grows in proportion to articles and rounds; memory (five processes of about
130 MB) only by the texts themselves and the words remembered, 60 MB a process at most.

The texts are `data/news/articles.jsonl.gz` in the folder that HEARSAY_SHARED names, or --articles; the first tagger's
code and model are in `experiments/tagger` there, or in --first, and are run from there.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.benchmarks import tagger_sides
from tests.benchmarks.tagger_sides import FIRST, TAGGER, WHOLE, Reading, Record

PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Case:
    """One side with a number of processes, and its rounds: seconds until the last process was done, and readings."""

    side: str
    processes: int
    seconds: list[float] = field(default_factory=list)
    rounds: list[list[Reading]] = field(default_factory=list)

    def tokens_per_second(self, tokens: int) -> tuple[float, float]:
        """Median and best of the rounds."""
        return tokens / statistics.median(self.seconds), tokens / min(self.seconds)

    def tokens_per_cpu_second(self, tokens: int) -> float:
        """Median of the rounds, all processes together."""
        return tokens / statistics.median(sum(reading.cpu_seconds for reading in row) for row in self.rounds)

    def peak_mb(self) -> float:
        """Of the largest process."""
        return max(reading.peak_mb for row in self.rounds for reading in row)

    def tagging_share(self) -> float:
        """Share of the time that the tagger takes, 0 to 1, over all rounds."""
        readings = [reading for row in self.rounds for reading in row]
        return sum(r.tagging_seconds for r in readings) / sum(r.seconds for r in readings)


class Worker:
    """A process that has one side loaded and reads a share of the articles whenever it is told to."""

    def __init__(self, side: str, options: argparse.Namespace) -> None:
        path = options.first if side == FIRST else PROJECT
        command = [sys.executable, str(tagger_sides.__file__), side]
        command += [str(options.articles), str(options.count), str(options.first)]
        # Neither folder is written to; no library starts threads of its own.
        own = {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            command, env={**os.environ, **own}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._side = side

    def begin(self, share: int, shares: int) -> None:
        """Start to read every `shares`-th article from the `share`-th on."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{share} {shares}\n")
        self._process.stdin.flush()

    def finish(self) -> Reading:
        """Wait until it is read. Exits where the process has died; it has said why."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"The process of the {self._side} ended with {self._process.wait()}; its reason is above.")
        return Reading(**json.loads(line))

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def main() -> None:
    """Measure, print a table and, with --json, write the figures."""
    options = _read_arguments()
    cases = _measure(options)
    tokens = sum(reading.tokens for reading in cases[0].rounds[0])
    _print_table(cases, tokens, options)
    if options.json:
        options.json.write_text(json.dumps(_figures(cases, tokens, options), indent=1) + "\n", encoding="utf-8")


def _read_arguments() -> argparse.Namespace:
    shared = Path(os.environ.get("HEARSAY_SHARED", PROJECT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=shared / "data" / "news" / "articles.jsonl.gz")
    parser.add_argument("--count", type=int, default=50, help="articles to read: the first so many")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--first", type=Path, default=shared / "experiments" / "tagger", help="the first tagger's folder"
    )
    parser.add_argument("--without-first", action="store_true", help="measure the project's own tagger alone")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    if not options.articles.is_file():
        parser.error(
            f"{options.articles} is not there: set HEARSAY_SHARED, or give JSON Lines of articles by --articles"
        )
    if not options.without_first and not (options.first / "predict.py").is_file():
        parser.error(
            f"{options.first} has no predict.py: name the first tagger's folder by --first, or --without-first"
        )
    if options.count < 1 or options.rounds < 1:
        parser.error("--count and --rounds must be 1 or more")
    return options


def _measure(options: argparse.Namespace) -> list[Case]:
    sides = [TAGGER] if options.without_first else [TAGGER, FIRST]
    cases = [Case(side, processes) for processes in (1, 2) for side in sides] + [Case(WHOLE, 1)]
    workers: dict[str, list[Worker]] = {}
    try:
        for side in (*sides, WHOLE):
            workers[side] = [Worker(side, options) for _ in range(1 if side == WHOLE else 2)]
            for worker in workers[side]:
                worker.begin(0, 1)
            for worker in workers[side]:
                worker.finish()  # unmeasured: what is loaded and remembered at the first reading
        for number in range(1, options.rounds + 1):
            for case in cases:
                _run(case, workers[case.side][: case.processes])
            print(f"round {number} of {options.rounds}", file=sys.stderr)
    finally:
        for worker in itertools.chain.from_iterable(workers.values()):
            worker.close()
    return cases


def _run(case: Case, workers: list[Worker]) -> None:
    begun = time.perf_counter()
    for share, worker in enumerate(workers):
        worker.begin(share, len(workers))
    case.rounds.append([worker.finish() for worker in workers])
    case.seconds.append(time.perf_counter() - begun)


def _print_table(cases: list[Case], tokens: int, options: argparse.Namespace) -> None:
    from rich.console import Console
    from rich.table import Table

    machine = _machine()
    title = (
        f"{options.count} articles, {tokens:,} tokens, {options.rounds} rounds; {machine['cpu']}, "
        f"{machine['cores']} cores, int8 instructions: {machine['int8'] or 'none'}, load {machine['load']}"
    )
    names = (
        "side",
        "processes",
        "tokens/s median",
        "best",
        "per CPU s",
        "MB a process",
        "to the first",
        "in the tagger",
    )
    table = Table(*names, title=title, title_justify="left")
    for row in _rows(cases, tokens):
        table.add_row(
            row["side"],
            str(row["processes"]),
            f"{row['tokens_per_second_median']:,.0f}",
            f"{row['tokens_per_second_best']:,.0f}",
            f"{row['tokens_per_cpu_second']:,.0f}",
            f"{row['peak_mb']:,.0f}",
            f"× {row['ratio_to_first']:.2f}" if row["ratio_to_first"] else "",
            f"{row['tagging_share']:.0%}" if row["tagging_share"] else "",
        )
    Console(width=None if sys.stdout.isatty() else 140).print(table)


def _rows(cases: list[Case], tokens: int) -> list[Record]:
    """The figures of each case; the ratio is of medians, to the first tagger with as many processes."""
    first = {case.processes: case.tokens_per_second(tokens)[0] for case in cases if case.side == FIRST}
    rows = []
    for case in cases:
        read = sum(reading.tokens for reading in case.rounds[0]) if case.side == WHOLE else tokens
        median, best = case.tokens_per_second(read)
        is_rival = case.side == TAGGER and case.processes in first
        rows.append(
            {
                "side": case.side,
                "processes": case.processes,
                "tokens_per_second_median": median,
                "tokens_per_second_best": best,
                "tokens_per_cpu_second": case.tokens_per_cpu_second(read),
                "peak_mb": case.peak_mb(),
                "ratio_to_first": median / first[case.processes] if is_rival else None,
                "tagging_share": case.tagging_share() if case.side == WHOLE else None,
            }
        )
    return rows


def _figures(cases: list[Case], tokens: int, options: argparse.Namespace) -> Record:
    return {
        "machine": _machine(),
        "articles": options.count,
        "tokens": tokens,
        "rows": _rows(cases, tokens),
        "rounds": [asdict(case) for case in cases],
    }


def _machine() -> Record:
    cpu, flags = platform.processor() or platform.machine(), ""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            cpu = value.strip() if name.strip() == "model name" else cpu
            flags = value if name.strip() == "flags" else flags
    except OSError:  # not Linux: the platform's own words must do
        pass
    int8 = " ".join(flag for flag in flags.split() if "vnni" in flag or flag.startswith("amx_int8"))
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return {"cpu": cpu, "cores": os.cpu_count(), "int8": int8, "load": load, "python": platform.python_version()}


if __name__ == "__main__":
    main()
