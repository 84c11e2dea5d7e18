"""Collecting that is interrupted: a killed run loses nothing, a damaged journal stops nobody, two runs do not mix."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from filelock import FileLock

from orchestration.collect.collecting import collect
from orchestration.collect.sources import parse_sources, read_sources
from orchestration.errors import HearsayError
from orchestration.ingest.load import ingest_landed
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.played_day import ARTICLES, FAILING, PlayedDay
from tests.integration.played_sites import FETCHING, Answer, article, play_sites, rss

FIRST_DAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)

CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from orchestration.collect.collecting import collect
from orchestration.collect.sources import read_sources
from orchestration.settings import load_settings

async def resolve(host, port):
    if host.endswith(".example") or host == "127.0.0.1":
        return ["127.0.0.1"]
    raise OSError("no such name")

collect(load_settings({}, data=Path(sys.argv[1])), read_sources(Path(sys.argv[2])), resolve=resolve,
        now=datetime.fromisoformat(sys.argv[3]))
"""


def start(settings: Settings, sources: Path, now: datetime) -> subprocess.Popen[bytes]:
    """Collecting in a process of its own, to be killed."""
    return subprocess.Popen([sys.executable, "-c", CHILD, str(settings.data), str(sources), now.isoformat()])


def kill(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert child.returncode == -signal.SIGKILL, "it ended before it could be killed"


def read_journals(settings: Settings) -> list[str]:
    """The lines of what is fetched and not landed yet that are about an article."""
    paths = (settings.collect_dir / "incoming").glob("*/journal.jsonl")
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if '"format": "page"' in line or '"format": "jsonl"' in line]


def test_a_run_killed_in_the_middle_loses_nothing_and_asks_for_nothing_twice(tmp_path: Path) -> None:
    with play_sites() as sites:
        pages = [f"/{number}" for number in range(12)]
        for page in pages:
            body = article(f"Story {page}", f"The story of {page} is told here.").encode()
            sites.put("mill.example", page, Answer(body, delay_seconds=0.15))
        sites.put("mill.example", "/rss.xml", rss(*((page, f"Story {page}", "") for page in pages)))
        outlets = [{"name": "Mill Mirror", "feeds": [sites.url("mill.example", "/rss.xml")]}]
        path = tmp_path / "sources.yml"
        path.write_text(yaml.safe_dump({"fetching": FETCHING, "outlets": outlets}), encoding="utf-8")
        settings = load_settings({}, data=tmp_path / "data", workers=1)

        child = start(settings, path, FIRST_DAY)
        give_up = time.monotonic() + 60
        while sum(each.path in pages for each in sites.asked) < 5 and time.monotonic() < give_up:
            time.sleep(0.02)
        kill(child)
        asked_before = Counter(each.path for each in sites.asked)
        assert 5 <= sum(asked_before[page] for page in pages) < len(pages)
        journaled = len(read_journals(settings))
        assert journaled >= 3

        report = collect(settings, read_sources(path), resolve=sites.resolve, now=FIRST_DAY + timedelta(minutes=5))
        for load_id in report.load_ids:
            ingest_landed(settings, load_id)

        assert len(report.load_ids) == 2
        assert report.count("seen") == journaled
        assert report.count("landed") == len(pages) - journaled
        with connect_raw(settings) as con:
            rows = con.execute("SELECT article_id, count(*) FROM raw.articles GROUP BY ALL").fetchall()
        assert len(rows) == len(pages)
        assert {count for _, count in rows} == {1}
        # Only what was on its way when the process was killed was asked for again.
        twice = [page for page in pages if sum(each.path == page for each in sites.asked) > 1]
        assert len(twice) <= 2


def test_two_days_of_many_sources_each_killed_in_the_middle_bring_every_article_once(tmp_path: Path) -> None:
    with play_sites() as sites:
        settings = load_settings({}, data=tmp_path / "data", workers=1)
        day = PlayedDay(sites, tmp_path / "typed")
        path = tmp_path / "sources.yml"
        path.write_text(yaml.safe_dump(day.sources()), encoding="utf-8")
        assert len(read_sources(path).outlets) >= 20
        for number, now in enumerate((FIRST_DAY, FIRST_DAY + timedelta(days=1)), start=1):
            day.set(number)
            sites.delay_seconds = 0.15
            child = start(settings, path, now)
            give_up = time.monotonic() + 60
            while not read_journals(settings) and time.monotonic() < give_up:
                time.sleep(0.005)
            kill(child)
            sites.delay_seconds = 0.0
            assert len(read_journals(settings)) >= 1

            report = collect(settings, read_sources(path), resolve=sites.resolve, now=now + timedelta(minutes=5))
            for load_id in report.load_ids:
                ingest_landed(settings, load_id)

            assert len(report.load_ids) == 2  # what the killed run had, and what it had not
            assert {each.outlet: each.failures[0].code for each in report.failing} == FAILING
        with connect_raw(settings) as con:
            rows = con.execute(
                "SELECT outlet_name, regexp_extract(article_id, '[^/]*$'), count(*), count(DISTINCT article_version),"
                " count(*) FILTER (load_on = '2026-11-21') FROM raw.articles GROUP BY ALL"
            ).fetchall()
            duplicates = con.execute("SELECT count(*) FROM raw.load_records WHERE outcome = 'duplicate'").fetchall()
    found = {(outlet, slug): figures for outlet, slug, *figures in rows}
    changed = {("Lantern Post", "vote"), ("Atom Argus", "whole"), ("River Ministry", "latest")}
    # Articles, their versions, and those of them that the second day brought.
    expected = {
        key: [2, 2, 1] if key in changed else [1, 1, 0]
        for key in [(outlet, slug) for outlet, slugs in ARTICLES.items() for slug in slugs]
    }
    assert found == {**expected, ("Lantern Post", "winter"): [1, 1, 1]}
    assert duplicates == [(0,)]


def test_another_process_that_collects_is_said_so(tmp_path: Path) -> None:
    settings = load_settings({}, data=tmp_path / "data")
    settings.collect_dir.mkdir(parents=True)
    sources = parse_sources(
        json.dumps({"fetching": {"settle_seconds": 0}, "outlets": [{"name": "A", "folders": ["."]}]}),
        tmp_path / "sources.yml",
    )
    with FileLock(settings.collect_dir / ".lock"), pytest.raises(HearsayError, match="Another process collects"):
        collect(settings, sources)


HEAD = {"head": {"load_id": "20261119T060000Z-abcdef", "load_on": "2026-11-19", "started_at": "2026-11-19T06:00:00Z"}}
REJECT = {"source_path": "x", "landing_path": None, "format": None, "size_bytes": 0, "sha256": None, "problem": "gone"}


@pytest.mark.parametrize(
    "lines",
    [
        [{"file": {"nonsense": 1}, "outlet": "A"}],
        [HEAD, {"file": REJECT, "outlet": "A"}, {"seen": {"x": {"nonsense": 1}}, "outlet": "A"}],
    ],
    ids=["what came", "what is remembered of it"],
)
def test_a_damaged_journal_is_put_aside_and_the_run_goes_on(tmp_path: Path, lines: list[dict[str, Any]]) -> None:
    settings = load_settings({}, data=tmp_path / "data")
    folder = settings.collect_dir / "incoming" / "20261119T060000Z-abcdef"
    folder.mkdir(parents=True)
    (folder / "journal.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.jsonl").write_text('{"title": "A", "body": "B"}\n', encoding="utf-8")
    sources = parse_sources(
        json.dumps({"fetching": {"settle_seconds": 0}, "outlets": [{"name": "A", "folders": ["inbox"]}]}),
        tmp_path / "sources.yml",
    )

    report = collect(settings, sources)

    assert report.count("landed") == 1
    assert [path.name for path in (settings.collect_dir / "incoming").iterdir()] == [f".unread-{folder.name}"]
