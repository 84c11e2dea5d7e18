"""Web archives: pages become articles, what is no page is counted with its reason, and damage costs one record."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import Any

import pytest

from orchestration.ingest.readers.formats import detect_format, read_file
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable
from tests.unit.ingest.archives import write_archive
from tests.unit.ingest.pages.page_parts import PARAGRAPHS, make_page


def answer(number: int, **others: Any) -> dict[str, Any]:
    texts = [f"{text} ({number})" for text in PARAGRAPHS]
    return {"url": f"https://gazette.example/{number}", "data": make_page(texts=texts).encode(), **others}


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> list[Reading]:
    path = tmp_path / name
    path.write_bytes(data)
    file_format = detect_format(name)
    assert file_format == "warc"
    return list(read_file(Source(path), file_format))


def urls(readings: list[Reading]) -> list[str]:
    return [reading.fields["url"].rsplit("/", 1)[-1] for reading in readings if isinstance(reading, Record)]


def codes(readings: list[Reading]) -> list[str]:
    return [reading.reject.reason_code for reading in readings if isinstance(reading, Unreadable)]


@pytest.mark.parametrize("packing", ["by record", "as a whole", "not at all"])
def test_every_page_of_an_archive_is_read_however_it_is_packed(tmp_path: Path, packing: str) -> None:
    data = write_archive([answer(1), answer(2)], packed=packing == "by record")
    readings = read(tmp_path, gzip.compress(data) if packing == "as a whole" else data)
    assert urls(readings) == ["1", "2"]
    assert isinstance(readings[0], Record)
    assert readings[0].date_basis == "page"
    assert readings[0].fields["body"].startswith(PARAGRAPHS[0])


def test_what_is_no_page_is_counted_with_its_reason(tmp_path: Path) -> None:
    answers = [
        answer(1, status="404 Not Found"),
        answer(2, type="image/png"),
        answer(3, status="301 Moved Permanently"),
        answer(4),
        answer(5, data=b"<html><body></body></html>"),
    ]
    readings = read(tmp_path, write_archive(answers, with_requests=True))
    assert urls(readings) == ["4"]
    assert codes(readings) == ["http_status", "not_a_page", "http_status", "no_text", "no_answer"]
    numbers = [reading.number for reading in readings]
    assert numbers == sorted(set(numbers))
    last = readings[-1]
    assert isinstance(last, Unreadable)
    assert last.reject.reason.endswith("5 request, 1 warcinfo")


def test_a_page_packed_by_its_server_and_in_its_encoding_is_read(tmp_path: Path) -> None:
    page = make_page(texts=["Der Bürgermeister sagte am Freitag in Köln, die Brücke über den Fluß öffne im Mai."] * 1)
    packed = answer(1, data=gzip.compress(page.encode("iso-8859-1")), type="text/html; charset=ISO-8859-1")
    packed["headers"] = [("Content-Encoding", "gzip")]
    (reading, _) = read(tmp_path, write_archive([packed]))
    assert isinstance(reading, Record)
    assert "Bürgermeister" in reading.fields["body"]


def test_damaged_packed_bytes_cost_one_record(tmp_path: Path) -> None:
    data = bytearray(write_archive([answer(number) for number in range(5)]))
    starts = [place for place in range(len(data)) if data[place : place + 3] == b"\x1f\x8b\x08"]
    place = (starts[2] + starts[3]) // 2
    data[place : place + 30] = b"\xff" * 30
    readings = read(tmp_path, bytes(data))
    assert urls(readings) == ["0", "2", "3", "4"]
    assert "broken_record" in codes(readings)


@pytest.mark.parametrize("printed", ["7", "999999", "many"])
def test_a_length_that_is_wrong_costs_one_record(tmp_path: Path, printed: str) -> None:
    data = write_archive([answer(number) for number in range(4)], packed=False)
    parts = data.split(b"\nWARC/1.")
    head, _, rest = parts[2].partition(b"Content-Length: ")
    parts[2] = head + b"Content-Length: " + printed.encode() + rest[rest.index(b"\r\n") :]
    readings = read(tmp_path, b"\nWARC/1.".join(parts))
    assert urls(readings) == ["0", "2", "3"]
    assert "broken_record" in codes(readings)


def test_an_archive_that_ends_early_keeps_what_came_before(tmp_path: Path) -> None:
    data = write_archive([answer(number) for number in range(4)])
    readings = read(tmp_path, data[: len(data) - 200])
    assert urls(readings) == ["0", "1", "2"]
    assert "broken_record" in codes(readings)


def test_a_record_is_read_before_the_archive_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(write_archive([answer(number) for number in range(200)], packed=False))
    source = Source(path)
    first = next(read_file(source, "warc"))
    assert isinstance(first, Record)
    assert source.count.bytes_read < path.stat().st_size / 2


def chunk(data: bytes) -> bytes:
    parts = [data[start : start + 1000] for start in range(0, len(data), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def test_a_page_whose_packing_is_not_read_is_named_and_none_of_its_bytes_are_a_text(tmp_path: Path) -> None:
    page = answer(1)["data"]
    raw_deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = {
        "gzip": gzip.compress(page),
        "GZIP": gzip.compress(page),
        "deflate": zlib.compress(page),
        "Deflate": raw_deflate.compress(page) + raw_deflate.flush(),
        "identity": page,
        "zstd": b"\x28\xb5\x2f\xfd" + zlib.compress(page),
        "gzip, zstd": gzip.compress(page),
    }
    answers = [
        answer(number, data=data, headers=[("Content-Encoding", name)])
        for number, (name, data) in enumerate(packed.items())
    ]
    readings = read(tmp_path, write_archive(answers))
    assert urls(readings) == ["0", "1", "2", "3", "4"]
    assert codes(readings) == ["unsupported_packing", "unsupported_packing", "no_answer"]
    assert isinstance(readings[5], Unreadable)
    assert "'zstd'" in readings[5].reject.reason


@pytest.mark.parametrize("pieces", [1, 40])
def test_a_page_of_which_the_archive_has_only_a_part_is_no_article(tmp_path: Path, pieces: int) -> None:
    page = make_page(texts=[f"{text} {number}" for number in range(pieces) for text in PARAGRAPHS]).encode()
    packed, headers = gzip.compress(page), [("Content-Encoding", "gzip")]
    damaged = packed[: len(packed) // 2] + bytes(len(packed) // 2)
    answers = [
        answer(1, data=page[: len(page) // 2], warc_headers={"WARC-Truncated": "length"}),
        answer(2, data=packed[: len(packed) // 2], headers=headers),
        answer(3, data=damaged, headers=headers),
        answer(4, data=packed, headers=headers),
        answer(5, data=page, headers=headers),  # it says that it is packed, and is not
        answer(6, data=chunk(packed), headers=[*headers, ("Transfer-Encoding", "chunked")]),
        answer(7, data=chunk(damaged), headers=[*headers, ("Transfer-Encoding", "chunked")]),
        answer(8, data=zlib.compress(page)[: len(packed) // 2], headers=[("Content-Encoding", "deflate")]),
    ]
    readings = read(tmp_path, write_archive(answers))
    assert urls(readings) == ["4", "5", "6"]
    assert codes(readings) == ["truncated", *["broken_record"] * 4, "no_answer"]
