"""Files are read as their records are asked for: the first comes before the file is read to its end."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.ingest.readers.formats import detect_format, read_file
from orchestration.ingest.readers.reading import Record, Source

ROW_COUNT = 4000


def make_rows() -> list[dict[str, str]]:
    # Random letters, so that packing does not make the file small.
    letters = random.Random(7)
    bodies = ("".join(letters.choices("abcdefghijklmnopqrstuvwxyz ", k=1200)) for _ in range(ROW_COUNT))
    return [{"title": f"Article {number}", "body": body} for number, body in enumerate(bodies)]


def write_rows(path: Path) -> None:
    rows = make_rows()
    if ".parquet" in path.name:
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=ROW_COUNT // 8)
        return
    if ".csv" in path.name:
        target = io.StringIO()
        writer = csv.DictWriter(target, ["title", "body"])
        writer.writeheader()
        writer.writerows(rows)
        data = target.getvalue().encode()
    else:
        data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet"])
def test_the_first_records_come_before_the_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_rows(path)
    file_format = detect_format(name)
    assert file_format is not None
    source = Source(path)
    readings = read_file(source, file_format)
    first = list(itertools.islice(readings, 10))
    assert all(isinstance(reading, Record) for reading in first)
    assert source.count.bytes_read < path.stat().st_size / 3
    rest = sum(1 for _ in readings)
    assert rest == ROW_COUNT - 10
    assert source.count.bytes_read >= 0.9 * path.stat().st_size
