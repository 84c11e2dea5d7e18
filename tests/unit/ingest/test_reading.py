"""Files to articles without a warehouse: the same guards as a load has."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.ingest import reading
from orchestration.ingest.article import Article, LoadOptions, Reject, read_article
from orchestration.ingest.reading import ReadInput, read_inputs
from orchestration.settings import load_settings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(tmp_path: Path, records: list[dict[str, Any]]) -> list[ReadInput]:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return list(read_inputs(load_settings(data=tmp_path / "data"), [path], LoadOptions(), now=NOW))


def test_a_date_after_the_day_of_reading_is_not_believed(tmp_path: Path) -> None:
    days = ("2026-11-20", "2050-09-30")
    read_days = read(tmp_path, [{"title": day, "body": "It is open.", "published_on": day} for day in days])
    found = [(item.article.published_on, item.article.published_on_printed) for item in read_days if item.article]
    assert found == [(date(2026, 11, 20), "2026-11-20"), (None, "2050-09-30")]


def test_a_record_that_nobody_foresaw_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_on_bad(record: dict[str, Any], options: LoadOptions, **rest: Any) -> Article | Reject:
        if record["title"] == "Bad":
            raise ZeroDivisionError("nobody foresaw this")
        return read_article(record, options, **rest)

    monkeypatch.setattr(reading, "read_article", fail_on_bad)
    bad, good = read(tmp_path, [{"title": "Bad", "body": "b"}, {"title": "Good", "body": "b"}])
    assert bad.reject is not None
    assert (bad.reject.reason_code, "nobody foresaw this" in bad.reject.reason) == ("unforeseen", True)
    assert good.article is not None
    assert good.article.title == "Good"
