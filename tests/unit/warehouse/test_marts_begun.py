"""A build that was not published leaves nothing that the next one counts its changes from."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import Settings, load_settings
from orchestration.warehouse.ledger import write_erasure
from orchestration.warehouse.marts import begin_build, digest_shared_code
from orchestration.warehouse.publish import publish


@pytest.fixture
def settings(settings: Settings) -> Settings:
    write(settings, "good")
    begin_build(settings)
    publish(settings, "20261101T000000Z-aaaaaa")
    return settings


def write(settings: Settings, value: str) -> None:
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute("CREATE OR REPLACE TABLE state AS SELECT ? AS value", [value])


def read(settings: Settings) -> str:
    with duckdb.connect(str(settings.marts_path), read_only=True) as con:
        return str(con.execute("SELECT value FROM state").fetchall()[0][0])


def test_build_after_a_published_one_goes_on_from_the_marts_as_they_are(settings: Settings) -> None:
    write(settings, "by hand")

    assert begin_build(settings) is None
    assert read(settings) == "by hand"


def test_build_after_one_that_was_not_published_goes_on_from_the_published_file(settings: Settings) -> None:
    begin_build(settings)
    write(settings, "half")

    assert "not published" in (begin_build(settings) or "")
    assert read(settings) == "good"


def test_what_a_killed_dbt_had_no_memory_for_is_in_nobodys_way(settings: Settings) -> None:
    begin_build(settings)
    write(settings, "half")
    spilt = settings.data / "marts.duckdb.tmp"  # where DuckDB writes it, and leaves it after a kill
    spilt.mkdir()
    (spilt / "duckdb_temp_1_0_owner").write_bytes(b"")

    begin_build(settings)

    assert read(settings) == "good"
    assert not spilt.exists()


def test_build_without_anything_published_keeps_what_is_there(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)
    begin_build(settings)
    write(settings, "half")

    assert begin_build(settings) is None
    assert read(settings) == "half"


def test_digest_of_the_shared_code_changes_with_a_macro_and_not_with_a_model(tmp_path: Path) -> None:
    for name, text in {"dbt_project.yml": "a", "macros/deep/one.sql": "b", "models/model.sql": "c"}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    before = digest_shared_code(tmp_path)

    (tmp_path / "models/model.sql").write_text("d", encoding="utf-8")
    assert digest_shared_code(tmp_path) == before
    (tmp_path / "macros/deep/one.sql").write_text("d", encoding="utf-8")
    assert digest_shared_code(tmp_path) != before


def test_published_file_that_may_hold_what_was_erased_is_not_put_back(settings: Settings) -> None:
    begin_build(settings)
    write(settings, "half")
    at = datetime(2026, 11, 2, tzinfo=UTC)
    write_erasure(settings, {"tombstone_id": "t", "erased_at": at, "status": "done"})

    assert begin_build(settings) is None
    assert read(settings) == "half"
