"""What DuckDB has no memory for lies beside the warehouse, and neither a kill nor an erasure leaves it there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.erasure_files import Remains, begin_erasure, finish_erasures

AT = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({}, data=tmp_path)


def spill(settings: Settings, name: str) -> Path:
    """A folder as a process leaves it that was killed while it had no memory for all that it read."""
    folder = settings.data / name
    folder.mkdir()
    (folder / "duckdb_temp_1_0_storage_DEFAULT-0.tmp").write_bytes(b"words of articles")
    return folder


def test_it_lies_beside_the_warehouse_wherever_the_process_was_started(settings: Settings) -> None:
    with connect_raw(settings) as con:
        folder = con.execute("SELECT current_setting('temp_directory')").fetchall()

    assert folder == [(str(settings.data / "raw.spill"),)]


@pytest.mark.parametrize(("given", "held"), [("512MiB", "512.0 MiB"), ("2 GiB", "2.0 GiB")])
def test_no_more_is_held_in_memory_than_the_settings_say(tmp_path: Path, given: str, held: str) -> None:
    with connect_raw(load_settings({"HEARSAY_MEMORY": given}, data=tmp_path)) as con:
        assert con.execute("SELECT current_setting('memory_limit')").fetchall() == [(held,)]


def test_what_a_killed_process_left_of_it_goes_at_the_next_opening(settings: Settings) -> None:
    left_over = spill(settings, "raw.spill")

    with connect_raw(settings):
        assert not left_over.exists()


def test_what_was_erased_is_not_left_in_what_a_killed_dbt_had_no_memory_for(settings: Settings) -> None:
    with connect_raw(settings) as con:
        con.execute("INSERT INTO raw.tombstones (tombstone_id) VALUES ('t1')")
    begin_erasure(settings, "t1", AT, Remains())
    left_over = spill(settings, "marts.duckdb.tmp")

    assert finish_erasures(settings)

    assert not left_over.exists()
