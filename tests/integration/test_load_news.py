"""Loading real news: counts of thousands of records reconcile, dirty dates and all; a second time adds duplicates."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from orchestration.ingest.load import IngestReport, load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_status


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


def count_lines(path: Path) -> int:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return sum(1 for _ in lines)


def reconciles(report: IngestReport) -> bool:
    return report.records == report.articles + report.new_versions + report.duplicates + report.rejects


def test_wikinews_loads_whole_and_a_second_time_adds_only_duplicates(settings: Settings, shared: Path) -> None:
    path = shared / "data" / "news" / "wikinews.jsonl.gz"
    line_count = count_lines(path)
    first = load_paths(settings, [path], extract=False).ingest
    assert (first.records, first.articles, first.rejects) == (line_count, line_count, 0)
    second = load_paths(settings, [path], extract=False).ingest
    assert (second.records, second.duplicates) == (line_count, line_count)
    assert reconciles(first)
    assert reconciles(second)
    assert second.load_id != first.load_id
    counts = read_status(settings).counts
    assert (counts["records"], counts["articles"], counts["duplicates"]) == (2 * line_count, line_count, line_count)


def test_dirty_dates_of_four_thousand_articles_are_kept_as_printed_and_counted(
    settings: Settings, shared: Path
) -> None:
    path = shared / "data" / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        printed = [json.loads(line)["published_on"] for line in lines]
    report = load_paths(settings, [path], extract=False).ingest
    assert report.records == len(printed)
    assert reconciles(report)
    assert report.rejects == 0
    with connect_raw(settings) as con:
        undated = con.execute(
            "SELECT published_on_printed, count(*) FROM raw.articles WHERE published_on IS NULL GROUP BY 1 ORDER BY 2"
        ).fetchall()
        dated = con.execute(
            "SELECT published_on_printed, published_on::VARCHAR FROM raw.articles"
            " WHERE published_on IS NOT NULL AND published_on_printed IS DISTINCT FROM published_on::VARCHAR"
            " AND published_on_basis = 'record'"
        ).fetchall()
    assert report.undated == sum(count for _, count in undated)
    # One date lies in the future; the two written with strokes are read, one of them by the date in its address.
    assert [text for text, _ in undated if text is not None] == ["2050-09-30"]
    assert sorted(dated) == [("4/4/17", "2017-04-04"), ("8/9/19", "2019-08-09")]
    assert report.undated <= sum(text is None for text in printed) + 1
