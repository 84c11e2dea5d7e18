"""Publishing and reading: the link names a whole build, old readers keep theirs, a query reaches nothing else."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import HearsayError
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.erasure_files import Remains, begin_erasure
from orchestration.warehouse.publish import publish, resolve_published
from orchestration.warehouse.query import query_published


def make_marts(settings: Settings, number: int) -> None:
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute("CREATE SCHEMA IF NOT EXISTS core; CREATE SCHEMA IF NOT EXISTS reporting")
        con.execute(
            "CREATE OR REPLACE TABLE core.dim_numbers AS SELECT ? AS number, DATE '2026-01-02' AS day_on", [number]
        )
        con.execute("CREATE OR REPLACE TABLE reporting.rpt_numbers AS SELECT [1, 2] AS numbers")


def test_a_new_build_takes_the_place_of_the_old_one_and_old_readers_keep_theirs(settings: Settings) -> None:
    make_marts(settings, 1)
    first = publish(settings, "20261122T000001Z-aaaaaa")
    assert resolve_published(settings) == first
    reader = duckdb.connect(str(first), read_only=True)
    make_marts(settings, 2)
    second = publish(settings, "20261122T000002Z-bbbbbb")
    assert resolve_published(settings) == second
    assert settings.current_path.is_symlink()
    assert reader.execute("SELECT number FROM core.dim_numbers").fetchall() == [(1,)]
    reader.close()
    assert query_published(settings, "SELECT number FROM dim_numbers").rows == [(2,)]


def test_three_builds_are_kept_and_leavings_removed(settings: Settings) -> None:
    make_marts(settings, 1)
    settings.published_dir.mkdir()
    (settings.published_dir / "20260101T000000Z-dead00.duckdb.tmp").write_bytes(b"half")
    for number in range(1, 6):
        publish(settings, f"20261122T00000{number}Z-aaaaaa")
    names = sorted(path.name for path in settings.published_dir.iterdir())
    assert names == [f"20261122T00000{number}Z-aaaaaa.duckdb" for number in (3, 4, 5)] + ["current"]


def test_what_a_killed_process_left_stops_no_build(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.warehouse.publish.SMALLEST_REWRITTEN_BYTES", 0)
    monkeypatch.setattr("orchestration.warehouse.publish.MOST_FREE", -1.0)
    make_marts(settings, 1)
    settings.published_dir.mkdir()
    (settings.published_dir / ".current.tmp").symlink_to("gone.duckdb")
    settings.marts_path.with_suffix(".rewritten").write_bytes(b"half")

    target = publish(settings, "20261122T000001Z-aaaaaa")

    assert resolve_published(settings) == target
    assert query_published(settings, "SELECT number FROM dim_numbers").rows == [(1,)]


def test_builds_of_before_an_erasure_go_with_the_next_one(settings: Settings) -> None:
    make_marts(settings, 1)
    before = publish(settings, "20261122T000001Z-aaaaaa")
    begin_erasure(settings, "t1", datetime(2026, 11, 22, 0, 0, 2, tzinfo=UTC), Remains())
    make_marts(settings, 2)
    after = publish(settings, "20261122T000003Z-bbbbbb")

    assert [path for path in (before, after) if path.exists()] == [after]


def test_without_marts_nothing_is_published_and_none_are_made(settings: Settings) -> None:
    with pytest.raises(HearsayError, match="hearsay build"):
        publish(settings, "20261122T000001Z-aaaaaa")

    assert not settings.marts_path.exists()
    assert not settings.current_path.exists()


def test_marts_that_someone_has_open_are_not_published(settings: Settings) -> None:
    make_marts(settings, 1)
    code = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(settings.marts_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        with pytest.raises(HearsayError, match="cannot be published"):
            publish(settings, "20261122T000001Z-aaaaaa")
        process.communicate()
    assert not settings.current_path.exists()


def test_without_a_build_the_error_says_what_to_do(settings: Settings) -> None:
    with pytest.raises(HearsayError, match="hearsay build"):
        query_published(settings, "SELECT 1")


def test_a_query_reads_models_by_their_bare_names(settings: Settings) -> None:
    make_marts(settings, 7)
    publish(settings, "20261122T000001Z-aaaaaa")
    result = query_published(settings, "SELECT number, numbers FROM dim_numbers, rpt_numbers")
    assert (result.columns, result.rows) == (["number", "numbers"], [(7, [1, 2])])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT nothing_like_it",
        "SELECT FROM WHERE",
        "CREATE TABLE core.x (a INTEGER)",
        "DROP TABLE core.dim_numbers",
        "COPY (SELECT 1) TO 'out.csv'",
        "SELECT * FROM read_text('{data}/marts.duckdb')",
        "ATTACH '{data}/marts.duckdb' AS other",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_a_query_that_is_wrong_or_reaches_further_fails_in_words(settings: Settings, sql: str) -> None:
    make_marts(settings, 7)
    publish(settings, "20261122T000001Z-aaaaaa")
    with pytest.raises(HearsayError, match="The query failed"):
        query_published(settings, sql.format(data=settings.data))


def test_small_file_and_one_without_free_blocks_are_published_as_they_are(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_marts(settings, 1)
    rewritten: list[Path] = []
    monkeypatch.setattr("orchestration.warehouse.publish.rewrite", rewritten.append)
    publish(settings, "20261122T000001Z-aaaaaa")
    with monkeypatch.context() as patched:
        patched.setattr("orchestration.warehouse.publish.MOST_FREE", -1.0)
        publish(settings, "20261122T000002Z-aaaaaa")
    assert rewritten == []
    monkeypatch.setattr("orchestration.warehouse.publish.SMALLEST_REWRITTEN_BYTES", 0)
    publish(settings, "20261122T000003Z-aaaaaa")
    assert rewritten == []


def test_file_that_is_mostly_free_blocks_is_written_anew_before_it_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.warehouse.publish.SMALLEST_REWRITTEN_BYTES", 1_000_000)
    settings = load_settings(data=tmp_path)
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute("CREATE TABLE kept (number INTEGER NOT NULL)")
        con.execute("INSERT INTO kept SELECT 100 - range FROM range(100)")
        con.execute("CREATE TABLE left_over AS SELECT md5(range::VARCHAR) AS text FROM range(500_000)")
        con.execute("CREATE TABLE last AS SELECT md5(range::VARCHAR) AS text FROM range(50_000)")
        con.execute("CHECKPOINT")
        con.execute("DROP TABLE left_over")
    before = settings.marts_path.stat().st_size

    target = publish(settings, "20261101T000000Z-aaaaaa")

    assert target.stat().st_size == settings.marts_path.stat().st_size < before / 2
    with duckdb.connect(str(target), read_only=True) as con:
        assert con.execute("SELECT list(number) FROM kept").fetchall() == [(list(range(100, 0, -1)),)]
        assert con.execute("SELECT is_nullable FROM duckdb_columns() WHERE table_name = 'kept'").fetchall() == [
            (False,)
        ]
