"""The made warehouse is one that a load could have left: every span the printed text, every record accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from tests.benchmarks.ten_million import add_day, make_warehouse

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[2]
COPIES = 3
TORN = """
    SELECT count(*) FROM (
        SELECT s.content_text, s.content_spans, CASE s.field WHEN 'title' THEN a.title ELSE a.body END AS printed
        FROM raw.statements AS s JOIN raw.articles AS a USING (article_id, article_version)
    )
    WHERE len(content_spans) = 1 AND content_text IS DISTINCT FROM substring(
        printed, content_spans[1].start_char + 1, content_spans[1].end_char - content_spans[1].start_char)
"""


def make_folder(path: Path) -> Settings:
    settings = load_settings(data=path, engine="rules")
    path.mkdir()
    return settings


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = make_folder(tmp_path_factory.mktemp("made") / "source")
    load_paths(settings, [PROJECT / "data/sample"])
    with connect_raw(settings) as con:
        match_claims(con)
    return settings


@pytest.fixture(scope="module")
def made(source: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    target = make_folder(tmp_path_factory.mktemp("made") / "target")
    with connect_raw(source) as con:
        statements = count(con, "SELECT count(*) FROM raw.statements")
    make_warehouse(source.data, target, COPIES * statements - statements // 2, with_claims=True)
    add_day(source.data, target, date(2031, 5, 1), articles=5)
    with connect_raw(target) as con:
        yield con


def count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])


def test_spans_of_made_statements_are_the_printed_text(made: duckdb.DuckDBPyConnection) -> None:
    assert count(made, "SELECT count(*) FROM raw.statements WHERE len(content_spans) = 1") > 100
    assert count(made, TORN) == 0


def test_names_and_words_differ_from_copy_to_copy(made: duckdb.DuckDBPyConnection) -> None:
    texts = count(made, "SELECT count(DISTINCT content_text) FROM raw.statements WHERE length(content_text) > 60")
    assert texts > 0.9 * count(made, "SELECT count(*) FROM raw.statements WHERE length(content_text) > 60")
    assert count(made, "SELECT count(DISTINCT outlet_domain) FROM raw.articles") > 15


def test_every_made_record_is_in_its_load(made: duckdb.DuckDBPyConnection) -> None:
    assert count(made, "SELECT count(*) FROM raw.load_records") == count(made, "SELECT count(*) FROM raw.articles")
    assert count(made, "SELECT sum(record_count) FROM raw.loads") == count(made, "SELECT count(*) FROM raw.articles")
    assert count(made, "SELECT sum(statement_count) FROM raw.loads") == count(
        made, "SELECT count(*) FROM raw.statements"
    )
    assert count(made, "SELECT article_count FROM raw.loads WHERE load_on = DATE '2031-05-01'") == 5


def test_claims_of_the_source_are_claims_of_each_copy(made: duckdb.DuckDBPyConnection, source: Settings) -> None:
    shared = "SELECT count(*) FROM (SELECT 1 FROM raw.claim_members GROUP BY claim_id HAVING count(*) > 1)"
    with connect_raw(source) as con:
        there = count(con, shared)
    assert there > 0
    assert 0.8 * COPIES * there <= count(made, shared) <= COPIES * there
