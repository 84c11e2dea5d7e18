"""Loading a web archive of real pages: every record of it is accounted for, and the warehouse has the articles."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.unit.ingest.archives import write_archive


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data")


def test_an_archive_of_real_pages_loads_and_its_counts_reconcile(
    settings: Settings, shared: Path, tmp_path: Path
) -> None:
    folder = shared / "data" / "html"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as stream:
        pages = list(csv.DictReader(stream))
    answers = [{"url": page["url"], "data": gzip.decompress((folder / page["html"]).read_bytes())} for page in pages]
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(write_archive(answers))
    report = load_paths(settings, [path], extract=False).ingest
    assert report.records == len(pages) + 1  # and what the archive says of itself
    assert report.records == report.articles + report.new_versions + report.duplicates + report.rejects
    assert report.articles >= 0.97 * len(pages)
    with connect_raw(settings) as con:
        rows = con.execute(
            "SELECT count(*), count(*) FILTER (published_on_basis = 'page'), count(*) FILTER (url IS NULL),"
            " count(*) FILTER (outlet_name IS NULL) FROM raw.articles"
        ).fetchall()
        rejected = con.execute("SELECT reason_code FROM raw.rejects ORDER BY 1").fetchall()
    article_count, dated, without_address, without_outlet = rows[0]
    assert article_count == report.articles + report.new_versions
    assert dated >= 0.97 * article_count
    assert without_address == 0
    assert without_outlet <= 0.1 * article_count
    assert ("no_answer",) in rejected
    again = load_paths(settings, [path], extract=False).ingest
    assert again.duplicates == report.articles + report.new_versions + report.duplicates
