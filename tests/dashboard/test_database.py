"""The dashboard reads the published build, notices a newer one, and can do nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records, find_current_build, is_newer_build_published
from dashboard.settings import PROJECT, DashboardSettings, load_settings
from tests.dashboard.published import publish_copy

pytestmark = pytest.mark.xdist_group("published")


def test_without_a_published_build_there_is_none(tmp_path: Path) -> None:
    assert find_current_build(DashboardSettings(data=tmp_path)) is None
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "current").symlink_to("gone.duckdb")
    assert find_current_build(DashboardSettings(data=tmp_path)) is None


def test_a_build_published_while_one_is_shown_is_noticed_and_the_shown_one_stays_readable(
    tmp_path: Path, sample_build: Path
) -> None:
    settings = DashboardSettings(data=tmp_path)
    old_file = publish_copy(tmp_path, sample_build, "20261101T000000Z-aaaaaa")
    shown = find_current_build(settings)
    assert shown is not None
    assert shown.build_id == "20261101T000000Z-aaaaaa"
    before = fetch_records(shown, "select count(*) as n from core.fct_statements")
    assert not is_newer_build_published(settings, shown)

    publish_copy(tmp_path, sample_build, "20261102T000000Z-bbbbbb")
    old_file.unlink()

    assert is_newer_build_published(settings, shown)
    assert fetch_records(shown, "select count(*) as n from core.fct_statements") == before


@pytest.mark.parametrize(
    "sql",
    [
        "create table core.mine (n integer)",
        "delete from core.fct_statements",
        "select * from read_text('/etc/hostname')",
        "copy core.dim_outlets to 'out.csv'",
        "attach ':memory:' as other",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_a_reader_can_neither_write_nor_leave_the_build(build: Build, sql: str) -> None:
    with pytest.raises(duckdb.Error):
        fetch_records(build, sql)


def test_a_moment_is_read_in_utc_wherever_the_dashboard_runs(build: Build) -> None:
    read = (
        "from dashboard.database import Build, fetch_frame, fetch_records\n"
        "sql = \"select strftime(timestamptz '2026-11-01 23:30:00+00', '%d %H:%M') as moment, "
        "current_setting('TimeZone') as zone\"\n"
        f"build = Build({build.build_id!r}, {build.path!r})\n"
        "print(fetch_records(build, sql)[0]['moment'], *fetch_frame(build, sql).iloc[0])"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", read], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "01 23:30 01 23:30 UTC"


def test_the_data_folder_is_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path))
    assert load_settings().data == tmp_path
    monkeypatch.delenv("HEARSAY_DATA")
    assert load_settings().data == PROJECT / "data"
    monkeypatch.setenv("HEARSAY_DATA", " ")
    with pytest.raises(ValueError, match="HEARSAY_DATA is empty"):
        load_settings()


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("core.fct_statements", "(coalesce(published_on, date '0001-01-01'), article_id)"),
        ("core.fct_claims", "(statement_count = 1 and not is_denied, claim_id)"),
        ("core.bridge_claim_statements", "(count(*) over (partition by claim_id) = 1, claim_id, print_number)"),
        ("core.bridge_claim_countries", "claim_id"),
        ("core.bridge_statement_speakers", "(speaker_id, statement_id)"),
        ("reporting.rpt_search_statements", "statement_id"),
    ],
)
def test_tables_lie_in_the_order_in_which_they_are_looked_up(build: Build, table: str, place: str) -> None:
    sql = f"""
        with placed as (select rowid as number, {place} as place from {table}),
            neighbours as (select place, lag(place) over (order by number) as before from placed)
        select count(*) as n, count(*) filter (place < before) as astray from neighbours"""
    counted = fetch_records(build, sql)[0]
    assert counted["n"] > 20
    assert counted["astray"] == 0
