"""Whether a load's memory grows with its file: `hearsay load` of made-up JSON Lines of several sizes. By hand.

    python -m tests.benchmarks.bench_load_memory --megabytes 500 2000

Each size is a file of its own, loaded into a data folder of its own by the command itself, without extraction unless
--extract is given. The memory of its process and of those that it starts is read from /proc (Linux only): the share of
each in what it holds, summed. Records are of 5 kB, 500 for each day of publication, their language given, in the order
of their days or, with --shuffled, in none. With --mixed, of ten records five repeat an earlier one, three are broken
lines and two are in a language that is not extracted, so that all stages see many records and few take long.

Cost: 2 GB take some twenty minutes and 7 GB of disk under --folder; with --mixed less than half.
"""

from __future__ import annotations

import argparse
import json
import random
import string
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from orchestration.settings import child_environment

BODY_WORDS = 750
RECORDS_OF_DAY = 500
FIRST_DAY = date(2011, 1, 1)
SHUFFLED_DAYS = 3000


def write_records(path: Path, megabytes: int, *, is_shuffled: bool, is_mixed: bool) -> int:
    """JSON Lines of that size, of words that mean nothing; the number of records."""
    draw = random.Random(megabytes)
    words = ["".join(draw.choices(string.ascii_lowercase, k=draw.randint(2, 9))) for _ in range(20_000)]
    count, written, kept = 0, 0, ""
    with path.open("w", encoding="utf-8") as lines:
        while written < megabytes * 1_000_000:
            body = " ".join(draw.choices(words, k=BODY_WORDS))
            days = draw.randrange(SHUFFLED_DAYS) if is_shuffled else count // RECORDS_OF_DAY
            record = {
                "url": f"https://gazette.example/{megabytes}/{count}",
                "title": f"Title {count}",
                "body": body,
                "published_on": (FIRST_DAY + timedelta(days=days)).isoformat(),
                "language": "en",
            }
            line = json.dumps({**record, "language": "de"} if is_mixed else record) + "\n"
            if is_mixed and count % 10 > 1:
                line = kept if count % 10 < 7 else line[: len(line) // 2] + "\n"
            kept = line if count % 10 == 0 else kept
            written += lines.write(line)
            count += 1
    return count


def read_megabytes(process_id: int) -> float:
    """Memory of a process and of all that it started, what is shared between them counted once; 0 where it ended."""
    try:
        text = Path(f"/proc/{process_id}/smaps_rollup").read_text(encoding="utf-8")
        children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0.0
    own = sum(int(line.split()[1]) * 1024 / 1e6 for line in text.splitlines() if line.startswith("Pss:"))
    return own + sum(read_megabytes(int(child)) for child in children)


def load(path: Path, data: Path, *, is_extracted: bool) -> dict[str, float]:
    """Load the file in a process of its own: seconds, the largest memory in MB, and the largest of each quarter."""
    command = [sys.executable, "-m", "orchestration.cli", "load", str(path)]
    command += ["--workers", "1"] if is_extracted else ["--no-extract"]
    since, samples = time.monotonic(), []
    with subprocess.Popen(command, env=child_environment(HEARSAY_DATA=str(data)), stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            samples.append(read_megabytes(child.pid))
            time.sleep(0.5)
    if child.returncode:
        raise SystemExit(f"the load of {path} ended with {child.returncode}")
    quarter = len(samples) // 4 + 1
    parts = {f"quarter_{number + 1}": max(samples[number * quarter : (number + 1) * quarter]) for number in range(4)}
    return {"seconds": time.monotonic() - since, "largest": max(samples), **parts}


def main() -> None:
    """Measure each size in turn, print a line for each; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--extract", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = {}
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            path = Path(folder) / "made-up.jsonl"
            count = write_records(path, megabytes, is_shuffled=options.shuffled, is_mixed=options.mixed)
            found = {"records": count, **load(path, Path(folder) / "data", is_extracted=options.extract)}
        figures[megabytes] = found
        print(f"{megabytes:,} MB: " + ", ".join(f"{name} {value:,.0f}" for name, value in found.items()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
