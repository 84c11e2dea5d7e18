"""Loading a folder of everything at once: articles, pages, feeds, labels; what is no article ends as a reject."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from orchestration.ingest.discovery import is_passed_over
from orchestration.ingest.load import load_paths
from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw

READ = frozenset({".jsonl", ".html", ".csv", ".json"})
OUTCOMES = """
    SELECT r.source_path, r.outcome, j.reason_code FROM raw.load_records AS r
    LEFT JOIN raw.rejects AS j ON r.load_id = j.load_id AND r.source_path = j.source_path
        AND r.record_number = j.record_number
"""


def count_records(path: Path) -> int:
    """How many input records a file has, counted here without the project's readers."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    kind = Path(path.name.removesuffix(".gz")).suffix
    if kind == ".jsonl":
        return sum(bool(line.strip()) for line in data.split(b"\n"))
    return len(list(csv.DictReader(data.decode().splitlines()))) if kind == ".csv" else 1


@pytest.mark.slow
def test_every_record_of_every_file_of_a_mixed_folder_is_accounted_for(shared: Path, tmp_path: Path) -> None:
    folder = shared / "data"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not is_passed_over(path.name)]
    expected = {str(path): count_records(path) for path in files}
    settings = load_settings({}, data=tmp_path / "data")

    report = load_paths(settings, [folder], extract=False).ingest

    assert report.records == report.articles + report.new_versions + report.duplicates + report.rejects
    with connect_raw(settings) as con:
        rows = con.execute(OUTCOMES).fetchall()
        stored = con.execute("SELECT count(*), count(*) FILTER (trim(body) = '') FROM raw.articles").fetchall()[0]
    assert Counter(path for path, _, _ in rows) == expected
    assert stored == (report.articles + report.new_versions, 0)
    assert all((code is not None) == (outcome == "reject") for _, outcome, code in rows)
    by_folder = Counter((Path(path).relative_to(folder).parts[0], outcome) for path, outcome, _ in rows)
    # Articles are read; feeds, labels, pairs of quotations and the index of the pages are none.
    assert by_folder["news", "reject"] == by_folder["polnear", "reject"] == 0
    assert {part for part, outcome in by_folder if outcome != "reject"} == {"news", "polnear", "html"}
    codes = {(Path(path.removesuffix(".gz")).suffix, code) for path, _, code in rows if code is not None}
    assert {(kind, code) for kind, code in codes if kind not in READ} == {
        (kind, "unsupported_format") for kind in (".xml", ".rss", ".atom")
    }
    assert (".json", "a_feed") in codes
    assert (".csv", "no_body") in codes
    pages = Counter(outcome for path, outcome, _ in rows if ".html" in path)
    assert pages["reject"] <= 2
