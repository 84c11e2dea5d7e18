"""A load killed in its middle: nothing lost, nothing doubled, and the ledger told right by the next writer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.ingest.days import finish_waiting
from orchestration.ingest.load import load_paths
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_status

RECORDS = 3000
BROKEN_EVERY = 100
REJECTS = RECORDS // BROKEN_EVERY
ARTICLES = RECORDS - REJECTS
EXTRACTED = 120

# The real loader in a process of its own; it is killed from outside at whatever point it has then reached.
LOAD = """
import sys
from pathlib import Path
from orchestration.ingest.load import load_paths
from orchestration.settings import load_settings
load_paths(load_settings(data=Path(sys.argv[1])), [Path(sys.argv[2])], extract=False)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(1, RECORDS + 1):
            record = {
                "url": f"https://gazette.example/{number}",
                "title": f"Bridge {number} opens",
                "body": f"The minister said on Monday that bridge {number} would be opened before the end of the year.",
                "published_on": "2026-01-02",
            }
            stream.write("{broken\n" if number % BROKEN_EVERY == 0 else json.dumps(record) + "\n")
    return path


def load_and_kill(settings: Settings, articles: Path, after_records: int) -> int:
    """Start the load, kill it with SIGKILL once the ledger shows so many records; the count at that moment."""
    process = subprocess.Popen([sys.executable, "-c", LOAD, str(settings.data), str(articles)])
    deadline = time.monotonic() + 60
    while read_status(settings).counts["records"] < after_records:
        assert process.poll() is None, "the load ended before it could be killed"
        assert time.monotonic() < deadline, "the load did not get going"
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return read_status(settings).counts["records"]


def stored(settings: Settings) -> tuple[int, int, int, int]:
    with connect_raw(settings) as con:
        query = """
            SELECT (SELECT count(*) FROM raw.articles), (SELECT count(DISTINCT article_id) FROM raw.articles),
                (SELECT count(*) FROM raw.rejects), (SELECT count(*) FROM raw.load_records)
        """
        rows = con.execute(query).fetchall()
    return rows[0]


@pytest.mark.parametrize("after_records", [1, 1000])
def test_loading_again_after_a_kill_completes_the_load(settings: Settings, articles: Path, after_records: int) -> None:
    counted = load_and_kill(settings, articles, after_records)
    assert counted < RECORDS
    killed = read_status(settings)
    assert killed.last_load is not None
    assert (killed.last_load["status"], killed.is_loading) == ("failed", False)
    assert len(find_waiting(settings)) == 1

    report = load_paths(settings, [articles], extract=False).ingest

    assert report.load_id == killed.last_load["load_id"]
    assert (report.records, report.articles, report.rejects) == (RECORDS, ARTICLES, REJECTS)
    assert (report.duplicates, report.new_versions) == (0, 0)
    assert stored(settings) == (ARTICLES, ARTICLES, REJECTS, RECORDS)
    status = read_status(settings)
    assert status.counts["records"] == RECORDS
    assert status.last_load is not None
    assert (status.loads, status.last_load["status"]) == (1, "done")
    assert find_waiting(settings) == []


def test_another_load_puts_the_killed_ones_counts_right(settings: Settings, articles: Path, tmp_path: Path) -> None:
    load_and_kill(settings, articles, 1000)
    with connect_raw(settings) as con:
        committed = con.execute("SELECT count(*) FROM raw.load_records").fetchall()[0][0]
    # As a kill between the commit and the ledger's file leaves it: the ledger behind the warehouse.
    ledger_file = next((settings.ledger_dir / "loads").glob("*.json"))
    behind = json.loads(ledger_file.read_text(encoding="utf-8")) | {"record_count": 500, "article_count": 495}
    ledger_file.write_text(json.dumps(behind), encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("A title\n\nThe minister said that it was so.\n", encoding="utf-8")

    load_paths(settings, [other], extract=False)

    counts = read_status(settings).counts
    assert counts["records"] == committed + 1
    assert counts["records"] == sum(counts[key] for key in ("articles", "new_versions", "duplicates", "rejects"))


def test_a_load_that_is_interrupted_from_the_keyboard_says_so_and_can_be_finished(
    settings: Settings, articles: Path
) -> None:
    class Interrupting:
        def begin(self, stage: str, total: int | None, unit: str) -> None: ...

        def update(self, stage: str, done: int, detail: str = "") -> None:
            if detail.startswith("1,000"):
                raise KeyboardInterrupt

        def end(self, stage: str, detail: str = "") -> None: ...

        def note(self, text: str) -> None: ...

    with pytest.raises(KeyboardInterrupt):
        load_paths(settings, [articles], extract=False, progress=Interrupting())
    status = read_status(settings)
    assert status.last_load is not None
    assert (status.last_load["status"], status.counts["records"]) == ("failed", 1000)
    assert load_paths(settings, [articles], extract=False).ingest.records == RECORDS
    assert stored(settings)[0] == ARTICLES


def test_an_extraction_that_is_killed_shows_what_is_missing_and_goes_on_from_there(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "few.jsonl"
    said = "The river minister, Ana Brook, said on Monday that the treaty would be signed before the end of the year. "
    with path.open("w", encoding="utf-8") as stream:
        for number in range(EXTRACTED):
            record = {"url": f"https://gazette.example/{number}", "title": "Treaty near", "body": said * 3}
            stream.write(json.dumps(record) + "\n")
    command = [sys.executable, "-c", LOAD.replace("extract=False", "workers=1"), str(settings.data), str(path)]
    process = subprocess.Popen(command)
    deadline = time.monotonic() + 120
    while read_status(settings).counts["statements"] == 0:
        assert process.poll() is None, "the load ended before it could be killed"
        assert time.monotonic() < deadline, "the extraction did not get going"
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    missing = read_status(settings).unextracted
    assert 0 < missing < EXTRACTED

    found, extraction = finish_waiting(settings, workers=1)
    assert extraction is not None

    # The kill may have come between a commit and its place in the ledger: then a batch fewer was missing.
    assert missing - 40 <= extraction.articles <= missing
    assert found.loads == ()
    status = read_status(settings)
    assert status.unextracted == 0
    with connect_raw(settings) as con:
        counted = con.execute("SELECT count(*), count(DISTINCT statement_id) FROM raw.statements").fetchall()[0]
        extracted = con.execute("SELECT count(*) FROM raw.extractions").fetchall()[0][0]
    assert counted == (status.counts["statements"], status.counts["statements"])
    assert extracted == EXTRACTED
