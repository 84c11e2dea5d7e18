"""Whether a load's memory grows with its file: `hearsay load` of made-up JSON Lines of several sizes. By hand.

    python -m tests.benchmarks.bench_load_memory --megabytes 500 2000

Each size is a file of its own, loaded without extraction into a data folder of its own by the command itself, in a
process whose resident memory is read from /proc ten times a second (Linux only). Records are of 5 kB, 500 for each day
of publication, their language given, in the order of their days or, with --shuffled, in none.

Cost: 2 GB take some twenty minutes and 7 GB of disk under --folder.
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


def write_records(path: Path, megabytes: int, *, is_shuffled: bool) -> int:
    """JSON Lines of that size, of words that mean nothing; the number of records."""
    draw = random.Random(megabytes)
    words = ["".join(draw.choices(string.ascii_lowercase, k=draw.randint(2, 9))) for _ in range(20_000)]
    count = written = 0
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
            written += lines.write(json.dumps(record) + "\n")
            count += 1
    return count


def read_resident_megabytes(process_id: int) -> float:
    """Resident memory of a process now; 0 where it has ended."""
    try:
        for line in Path(f"/proc/{process_id}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    return 0.0


def load(path: Path, data: Path) -> dict[str, float]:
    """Load the file in a process of its own; seconds, the largest resident memory, and those of four quarters of it."""
    command = [sys.executable, "-m", "orchestration.cli", "load", str(path), "--no-extract"]
    since, samples = time.monotonic(), []
    with subprocess.Popen(command, env=child_environment(HEARSAY_DATA=str(data)), stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            samples.append(read_resident_megabytes(child.pid))
            time.sleep(0.1)
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
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = {}
    for megabytes in options.megabytes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            path = Path(folder) / "made-up.jsonl"
            count = write_records(path, megabytes, is_shuffled=options.shuffled)
            found = {"records": count, **load(path, Path(folder) / "data")}
        figures[megabytes] = found
        print(f"{megabytes:,} MB: " + ", ".join(f"{name} {value:,.0f}" for name, value in found.items()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
