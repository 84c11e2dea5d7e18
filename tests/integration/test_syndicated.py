"""Texts that several outlets printed are linked over loads, and every outlet's article is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from orchestration.ingest.linking import link_syndicated
from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.syndications import BODIES, read_texts
from tests.unit.ingest.test_syndication import make_text

WIRE = "\n\n".join(make_text(1))
LONGER = "\n\n".join([*make_text(1)[:5], *make_text(2, 2)])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path / "data", workers=1)


def record(outlet: str, number: int, body: str, day: str = "2026-01-02") -> dict[str, Any]:
    url = f"https://{outlet}.example/{number}"
    return {"url": url, "title": f"Title {number}", "body": body, "published_on": day, "language": "en"}


def load(settings: Settings, path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    load_paths(settings, [path], extract=False)


def pairs(settings: Settings) -> set[tuple[str, str]]:
    with connect_raw(settings) as con:
        rows = con.execute("SELECT article_id, matched_article_id FROM raw.syndications").fetchall()
    return {(one.removeprefix("https://"), other.removeprefix("https://")) for one, other in rows}


def test_a_wire_text_is_found_in_one_load_and_in_a_later_one_and_all_are_kept(
    settings: Settings, tmp_path: Path
) -> None:
    other = "\n\n".join(make_text(9))
    load(
        settings, tmp_path / "a.jsonl", [record("wire", 1, WIRE), record("herald", 2, WIRE), record("herald", 3, other)]
    )
    assert pairs(settings) == {("herald.example/2", "wire.example/1")}
    load(settings, tmp_path / "b.jsonl", [record("gazette", 4, LONGER, "2026-01-04")])
    assert pairs(settings) == {
        ("herald.example/2", "wire.example/1"),
        ("gazette.example/4", "wire.example/1"),
        ("gazette.example/4", "herald.example/2"),
    }
    with connect_raw(settings) as con:
        assert con.execute("SELECT count(*) FROM raw.articles").fetchall() == [(4,)]
        rows = con.execute("SELECT min(containment), max(containment) FROM raw.syndications").fetchall()
        assert link_syndicated(con) == 0
    assert rows[0][0] == pytest.approx(0.7, abs=0.1)
    assert rows[0][1] == 1.0


@pytest.mark.parametrize(
    "second",
    [record("wire", 2, WIRE), record("herald", 2, WIRE, "2026-03-02"), record("wire", 1, WIRE + "\n\nChanged.")],
    ids=["by the same outlet", "two months later", "another version of the article"],
)
def test_what_is_no_other_outlets_print_of_the_day_is_not_linked(
    settings: Settings, tmp_path: Path, second: dict[str, Any]
) -> None:
    load(settings, tmp_path / "a.jsonl", [record("wire", 1, WIRE), second])
    assert pairs(settings) == set()


def test_of_bodies_only_those_wanted_are_read_however_many_there_are(settings: Settings, tmp_path: Path) -> None:
    load(settings, tmp_path / "a.jsonl", [record("wire", number, f"Body {number}.") for number in range(300)])
    with connect_raw(settings) as con:
        keys = con.execute("SELECT article_id, article_version FROM raw.articles WHERE rowid % 100 = 7").fetchall()
        texts = read_texts(con, keys)
        columns = dict(zip(("article_id", "article_version"), zip(*keys, strict=True), strict=True))
        con.register("wanted", pa.table({**columns, "position": range(len(keys))}))
        plan = json.loads(con.execute(f"EXPLAIN (ANALYZE, FORMAT json) {BODIES}").fetchall()[0][1])

    assert [text.body for text in texts] == [f"Body {key[0].rpartition('/')[2]}." for key in keys]
    read = [scan["intermediate_rows"] for scan in find_scans(plan) if "body" in scan["extra_info"]["Projections"]]
    assert read == [len(keys)]


def find_scans(plan: Any) -> list[dict[str, Any]]:
    """The steps of a plan, as DuckDB tells it, that read a table."""
    if isinstance(plan, dict) and plan.get("type") == "TABLE_SCAN":
        return [plan]
    parts = plan.values() if isinstance(plan, dict) else plan if isinstance(plan, list) else ()
    return [found for part in parts for found in find_scans(part)]
