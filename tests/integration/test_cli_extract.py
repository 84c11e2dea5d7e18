"""`hearsay extract`: what it prints, by which name, and how much of its input it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.ingest.reading import ReadInput, read_inputs
from tests.integration.commands import TEXT, run


def test_extract_prints_statements_of_the_contract_and_touches_no_warehouse(data: Path, tmp_path: Path) -> None:
    article, out = tmp_path / "treaty.txt", tmp_path / "treaty.jsonl"
    article.write_text(TEXT, encoding="utf-8")
    result = run("extract", str(article), "--published-on", "2018-02-09", "--out", str(out))
    assert result.exit_code == 0
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    said = [record for record in records if record["field"] == "body"]
    assert len(said) == 1
    start, end = said[0]["content"][0]
    body = TEXT.split("\n\n", 1)[1].strip()
    assert "the treaty would be signed before the end of the year" in body[start:end]
    assert said[0]["speakers"][0]["name"] == "Ana Brook"
    assert said[0]["article_id"].startswith("|Treaty near|2018-02-09")
    assert not data.exists()


def test_extract_writes_while_it_reads(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive larger than the memory can be extracted: what was read is written before the last record is read."""
    records = [{"article_id": f"own-{n}", "body": TEXT, "published_on": "2018-02-09"} for n in range(100)]
    path, out = tmp_path / "many.jsonl", tmp_path / "statements.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in [*records, {}]), encoding="utf-8")
    written = []

    def watched(*arguments: object) -> Iterator[ReadInput]:
        for item in read_inputs(*arguments):  # type: ignore[arg-type]
            written.append(out.stat().st_size if out.exists() else 0)
            yield item

    monkeypatch.setattr("orchestration.cli.extract.read_inputs", watched)
    result = run("extract", str(path), "--engine", "rules", "--workers", "1", "--out", str(out))
    assert written[-1] > 0
    assert "record 101: the record has neither a title nor a body" in result.stderr
    assert "100 statements from 100 articles" in result.stderr
    found = [json.loads(line)["article_id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert found == [record["article_id"] for record in records]


def test_extract_keeps_the_records_own_id_and_never_sees_its_labels(data: Path, tmp_path: Path) -> None:
    body = TEXT.split("\n\n", 1)[1].strip()
    record = {"article_id": "own-17", "title": "Treaty near", "body": body, "published_on": "2018-02-09"}
    plain, labelled = tmp_path / "plain.jsonl", tmp_path / "labelled.jsonl"
    plain.write_text(json.dumps(record), encoding="utf-8")
    labels = {"statements": [{"id": "s1", "content": [[0, 3]]}], "speakers": [{"name": "Nobody"}]}
    labelled.write_text(json.dumps(record | labels), encoding="utf-8")
    first, second = (run("extract", str(path)).stdout for path in (plain, labelled))
    assert first == second
    assert {json.loads(line)["article_id"] for line in first.splitlines()} == {"own-17"}
