"""Records taken out of landed files of every format: the others stay as they came, under their numbers."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.ingest.article import Article, LoadOptions, Reject
from orchestration.ingest.blanking import BLANKERS, blank_records
from orchestration.ingest.erased import write_mark
from orchestration.ingest.readers.formats import READERS, read_file
from orchestration.ingest.readers.reading import Source
from orchestration.ingest.reading import interpret_reading
from tests.unit.ingest.archives import write_archive

GONE = "Nobody may read of Wexcombe any more"
MARK = write_mark("t20261129T061500Z-aaaaaa")
RECORDS = [
    {
        "title": f"Bridge {number} opens",
        "body": f"{text}, the mayor said.\nA second line; “quoted”, né.",
        "outlet": "Post",
    }
    for number, text in enumerate(["One opens", GONE, "Three opens"], start=1)
]


def write_json_lines(path: Path) -> None:
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    path.write_text("\n".join([lines[0], "{broken", "", *lines[1:]]) + "\n", encoding="utf-8")


def write_json(path: Path) -> None:
    path.write_text(json.dumps({"articles": RECORDS, "of": "today"}, ensure_ascii=False), encoding="utf-8")


def write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictWriter(stream, ["title", "body", "outlet"])
        rows.writeheader()
        rows.writerows(RECORDS)


def write_parquet(path: Path) -> None:
    table = pa.Table.from_pylist([{"number": n, **record} for n, record in enumerate(RECORDS)])
    pq.write_table(table, path)


def write_warc(path: Path) -> None:
    answers = []
    for number, record in enumerate(RECORDS, start=1):
        paragraphs = f"<p>{record['body']}</p>" * 3
        page = f"<html><head><title>{record['title']}</title></head><body><article>{paragraphs}</article></body></html>"
        answers.append({"url": f"https://post.example/{number}", "data": page.encode()})
    path.write_bytes(write_archive(answers, packed=False, with_requests=True))


WRITERS: dict[str, Callable[[Path], None]] = {
    "jsonl": write_json_lines,
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
    "warc": write_warc,
}


def read(path: Path, file_format: str) -> dict[int, Article | Reject]:
    not_after = datetime.now(UTC).date()
    return {
        reading.number: interpret_reading(reading, LoadOptions(), not_after=not_after)
        for reading in read_file(Source(path), file_format)
    }


def list_others(found: dict[int, Article | Reject], number: int) -> dict[int, Article | str]:
    """The articles and the kinds of rejects: an archive tells in words how many records are no answers."""
    return {n: each.reason_code if isinstance(each, Reject) else each for n, each in found.items() if n != number}


@pytest.mark.parametrize("is_packed", [False, True])
@pytest.mark.parametrize("file_format", sorted(WRITERS))
def test_a_record_goes_and_the_others_stay_under_their_numbers(
    tmp_path: Path, file_format: str, is_packed: bool
) -> None:
    path = tmp_path / f"a.{file_format}"
    WRITERS[file_format](path)
    if is_packed:
        packed = path.with_name(path.name + ".gz")
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path = packed
    before = read(path, file_format)
    (number,) = [n for n, content in before.items() if isinstance(content, Article) and GONE in content.body]
    blanked = blank_records(path, file_format, {number}, MARK)
    after = read(path, file_format)

    gone = after[number]
    assert isinstance(gone, Reject)
    assert gone.reason_code == "erased"
    assert "t20261129T061500Z-aaaaaa" in gone.reason
    assert list_others(after, number) == list_others(before, number)
    with Source(path).open() as stream:
        content = stream.read()
    assert GONE.encode() not in content
    assert b"Bridge 2" not in content
    assert (blanked.size_bytes, blanked.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (path.read_bytes()[:2] == b"\x1f\x8b") == is_packed
    assert [each.name for each in tmp_path.iterdir() if "blanking" in each.name] == []


@pytest.mark.parametrize("file_format", sorted(WRITERS))
def test_blanking_twice_is_blanking_once(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / f"a.{file_format}"
    WRITERS[file_format](path)
    number = 5 if file_format == "warc" else 2  # after the archive's description, and a request before each answer
    once = blank_records(path, file_format, {number}, MARK)

    assert blank_records(path, file_format, {number}, MARK) == once


@pytest.mark.parametrize("file_format", ["jsonl", "csv"])
def test_the_other_lines_keep_every_byte(tmp_path: Path, file_format: str) -> None:
    path = tmp_path / f"a.{file_format}"
    WRITERS[file_format](path)
    odd = b'{"title": "broken \xff bytes", "body": "x"}\n' if file_format == "jsonl" else b"odd \xff bytes,x\ry,z\r\n"
    path.write_bytes(path.read_bytes() + odd)
    before = path.read_bytes()
    number = 4 if file_format == "jsonl" else 2
    blank_records(path, file_format, {number}, MARK)
    after = path.read_bytes()

    start = before.index(b'{"title": "Bridge 2' if file_format == "jsonl" else b"Bridge 2")
    end = before.index(b'{"title": "Bridge 3' if file_format == "jsonl" else b"Bridge 3")
    assert after.startswith(before[:start])
    assert after.endswith(before[end:])


def test_every_format_of_many_records_can_be_blanked() -> None:
    of_one_record = {"text", "page"}

    assert set(BLANKERS) == set(READERS) - of_one_record
