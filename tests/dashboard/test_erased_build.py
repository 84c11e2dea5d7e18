"""After an erasure and a build no file of the data folder has a word of it, older builds included."""

from __future__ import annotations

import shutil
import subprocess
import sys
from os import environ
from pathlib import Path

import duckdb
import pytest

from dashboard.database import find_current_build
from dashboard.settings import DashboardSettings
from orchestration.erase import erase
from orchestration.settings import load_settings
from orchestration.warehouse.query import query_published
from tests.dashboard.published import PROJECT, publish_copy

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("published")]

ARTICLE = "https://volgabulletin.example/2026/10/15/ninety-million-claim"
WORDS = "arithmetic from Samara"


def holds(path: Path) -> bool:
    """Whether any table of a DuckDB file, or its bytes, has the words."""
    with duckdb.connect(":memory:") as con:
        con.execute(f"ATTACH '{path}' AS found (READ_ONLY)")
        con.execute("USE found")
        tables = con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        for schema, table in tables:
            query = f'SELECT 1 FROM "{schema}"."{table}" AS t WHERE contains(t::VARCHAR, ?) LIMIT 1'
            if con.execute(query, [WORDS]).fetchall():
                return True
    return WORDS.encode() in path.read_bytes()


def test_a_build_after_an_erasure_leaves_no_file_with_a_word_of_it(sample_build: Path, tmp_path: Path) -> None:
    data = shutil.copytree(sample_build, tmp_path / "data", symlinks=True)
    publish_copy(data, sample_build, "20260101T000000Z-aaaaaa")
    settings = load_settings(data=data)
    before = sorted(settings.published_dir.glob("*.duckdb"))
    assert len(before) == 2
    assert all(holds(path) for path in before)
    erase(settings, ARTICLE, by="Ines Adler", reason="Asked for.", ground="personal request")
    assert not settings.marts_path.exists()
    assert find_current_build(DashboardSettings(data=data)) is not None, "readers keep a build until the next one"

    command = [sys.executable, "-m", "orchestration.cli", "build"]
    built = subprocess.run(
        command, cwd=PROJECT, env={**environ, "HEARSAY_DATA": str(data)}, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (published,) = settings.published_dir.glob("*.duckdb")
    assert published not in before
    assert [path for path in (published, settings.raw_path, settings.marts_path) if holds(path)] == []
    assert query_published(settings, "SELECT sum(erased_count) FROM rpt_loads").rows == [(1,)]
    others = [path for path in data.rglob("*") if path.is_file() and path.suffix not in (".duckdb", ".gz")]
    assert [path for path in others if WORDS.encode() in path.read_bytes()] == []
