"""Builds are warmed before a reader comes: what the first pages ask has an answer, and a later build is found."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard import database, warming
from dashboard.database import Build, find_current_build
from dashboard.queries import speakers, spread
from dashboard.settings import DashboardSettings
from dashboard.views import metrics
from tests.dashboard.published import publish_copy
from tests.dashboard.reading import Opener

pytestmark = pytest.mark.xdist_group("published")


class Asked(list[str]):
    """The queries that pages ask of the files of builds, in their order."""

    def open(self, real: Callable[[str], duckdb.DuckDBPyConnection], path: str) -> Any:
        asked, connection = self, real(path)

        class Cursor:
            def __enter__(self) -> Cursor:
                self.cursor = connection.cursor()
                return self

            def __exit__(self, *_: object) -> None:
                self.cursor.close()

            def execute(self, sql: str, parameters: list[Any]) -> duckdb.DuckDBPyConnection:
                asked.append(sql)
                return self.cursor.execute(sql, parameters)

        return type("Connection", (), {"cursor": Cursor})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    made, real = Asked(), database.open_build
    monkeypatch.setattr(database, "open_build", lambda path: made.open(real, path))
    return made


def copy_build(data: Path, source: Path, build_id: str) -> Build:
    path = publish_copy(data, source, build_id)
    return Build(path.stem, str(path))


@pytest.mark.parametrize("page", ["overview", "explorer"])
def test_the_first_opening_of_a_warm_page_asks_nothing(
    open_page: Opener, sample_build: Path, tmp_path: Path, asked: Asked, page: str
) -> None:
    cold = copy_build(tmp_path / "cold", sample_build, f"20261101T000000Z-c01d{page[:2]}")
    open_page(page, data=tmp_path / "cold")
    assert len(asked) > 8, f"{cold.build_id} was asked by the page itself"
    warming.warm(copy_build(tmp_path / "warm", sample_build, f"20261101T000000Z-3a53{page[:2]}"))
    asked.clear()
    open_page(page, data=tmp_path / "warm")

    assert asked == []


@pytest.mark.parametrize("page", ["speaker", "claim"])
def test_the_first_opening_of_the_most_frequent_speaker_or_claim_asks_nothing(
    open_page: Opener, sample_build: Path, tmp_path: Path, asked: Asked, page: str
) -> None:
    build = copy_build(tmp_path, sample_build, f"20261101T000000Z-5bea{page[:2]}")
    warming.warm(build)
    speaker_id = speakers.list_speakers(build, 500)["speaker_id"].iloc[0]
    claim_id = spread.list_claims(build, "outlets", "", 40)["claim_id"].iloc[0]
    asked.clear()
    open_page(page, data=tmp_path, **{page: str(speaker_id if page == "speaker" else claim_id)})

    assert asked == []


def test_no_opening_of_the_metrics_of_a_warm_build_asks_anything(
    open_page: Opener, sample_build: Path, tmp_path: Path, asked: Asked
) -> None:
    warming.warm(copy_build(tmp_path, sample_build, "20261101T000000Z-3e781c"))
    asked.clear()
    open_page("metrics", data=tmp_path, metric="share_of_voice")
    for grouping in metrics.GROUPINGS["statements"]:
        open_page("metrics", data=tmp_path, metric="speakers", by=grouping)

    assert asked == []


def test_a_build_that_is_published_later_is_warmed_and_a_damaged_one_ends_nothing(
    sample_build: Path, tmp_path: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[str] = []

    def find(build: Build) -> None:
        warmed.append(build.build_id)
        database.fetch_records(build, "select * from reporting.rpt_build")

    monkeypatch.setattr(warming, "SECONDS_BETWEEN_LOOKS", 0.05)
    monkeypatch.setattr(warming, "_ask_overview", find)
    settings, stop = DashboardSettings(data=tmp_path), threading.Event()

    def wait_for(build_id: str) -> None:
        deadline = time.monotonic() + 60
        while build_id not in warmed and time.monotonic() < deadline:
            time.sleep(0.02)
        assert warmed[-1:] == [build_id]

    thread = threading.Thread(target=warming.keep_warm, args=(settings, stop))
    thread.start()
    try:
        time.sleep(0.2)
        assert warmed == [], "nothing is published yet"
        publish_copy(tmp_path, sample_build, "20261101T000000Z-000001")
        wait_for("20261101T000000Z-000001")
        publish_copy(tmp_path, sample_build, "20261101T000000Z-000002").write_bytes(b"no database" * 1000)
        wait_for("20261101T000000Z-000002")
        publish_copy(tmp_path, sample_build, "20261101T000000Z-000003")
        wait_for("20261101T000000Z-000003")
    finally:
        stop.set()
        thread.join(60)
    assert not thread.is_alive()
    assert find_current_build(settings) == Build(
        "20261101T000000Z-000003", str(tmp_path / "published" / "20261101T000000Z-000003.duckdb")
    )
    assert len(warmed) == 3
