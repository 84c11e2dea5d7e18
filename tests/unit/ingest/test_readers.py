"""Every format: what is whole is read, what is broken is a reject with its place, and no bytes raise."""

from __future__ import annotations

import gzip
import json
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.ingest.readers.formats import READERS, detect_format, explain_unsupported, read_file
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable

ROWS = [{"title": "One", "body": "First text."}, {"title": "Two", "body": "Second text."}]


def read(path: Path, data: bytes) -> list[Reading]:
    path.write_bytes(data)
    file_format = detect_format(path.name)
    assert file_format is not None
    return list(read_file(Source(path), file_format))


def titles(readings: list[Reading]) -> list[str | None]:
    return [reading.fields.get("title") if isinstance(reading, Record) else None for reading in readings]


def reasons(readings: list[Reading]) -> list[str]:
    return [reading.reject.reason for reading in readings if isinstance(reading, Unreadable)]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.txt", "text"),
        ("a.HTM", "page"),
        ("a.jsonl.gz", "jsonl"),
        ("a.JSON", "json"),
        ("a.csv.gz", "csv"),
        ("a.parquet", "parquet"),
    ],
)
def test_formats_go_by_the_ending(name: str, found: str) -> None:
    assert detect_format(name) == found


@pytest.mark.parametrize("name", ["a.pdf", "a.gz", "a", "jsonl", "a.docx.gz"])
def test_other_endings_are_no_format(name: str) -> None:
    assert detect_format(name) is None


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps(ROWS[0]), '{"title": "cut', "", "[1]", json.dumps(ROWS[1])]
    readings = read(tmp_path / "a.jsonl", "\n".join(lines).encode())
    assert titles(readings) == ["One", None, None, "Two"]
    assert [reading.number for reading in readings] == [1, 2, 4, 5]
    assert "line 2 is not JSON" in reasons(readings)[0]
    assert "line 4 is not a JSON object" in reasons(readings)[1]


def test_one_line_in_another_encoding_is_read_by_itself(tmp_path: Path) -> None:
    good = json.dumps({"title": "Zürich", "body": "b"}, ensure_ascii=False)
    other = json.dumps({"title": "Genève, très près de la frontière", "body": "b"}, ensure_ascii=False)
    filler = good.encode() + b"\n"
    readings = read(tmp_path / "a.jsonl", filler * 40_000 + other.encode("cp1252") + b"\n" + good.encode())
    assert titles(readings[-2:]) == ["Genève, très près de la frontière", "Zürich"]
    assert len(readings) == 40_002


def test_json_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    text = "\n".join(json.dumps(row) for row in ROWS)
    assert titles(read(tmp_path / "a.jsonl", text.encode("utf-16"))) == ["One", "Two"]


def test_json_lines_in_utf_16_cut_in_the_middle_of_a_character_keep_the_lines_before(tmp_path: Path) -> None:
    readings = read(tmp_path / "a.jsonl", (json.dumps(ROWS[0]) + "\n").encode("utf-16") + b"\x00")

    assert titles(readings) == ["One", None]
    assert reasons(readings)


@pytest.mark.parametrize("value", [ROWS[0], [ROWS[0]], {"articles": [ROWS[0]]}])
def test_a_json_document_may_be_an_article_a_list_or_an_object_of_them(tmp_path: Path, value: object) -> None:
    assert titles(read(tmp_path / "a.json", json.dumps(value).encode())) == ["One"]


def test_items_of_a_json_list_that_are_no_articles_are_rejects(tmp_path: Path) -> None:
    readings = read(tmp_path / "a.json", json.dumps([ROWS[0], 5, ROWS[1]]).encode())
    assert titles(readings) == ["One", None, "Two"]
    assert reasons(readings) == ["item 2 is not a JSON object"]


def test_a_json_feed_is_no_article_and_says_what_to_do(tmp_path: Path) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Lantern", "items": [{"url": "/a", "title": "A"}]}
    (reading,) = read(tmp_path / "feed.json", json.dumps(feed).encode())
    assert isinstance(reading, Unreadable)
    assert reading.reject.reason_code == "a_feed"
    assert "sources.yml" in reading.reject.reason


@pytest.mark.parametrize(
    ("name", "hint"), [("feed.xml.gz", "sources.yml"), ("a.rss", "sources.yml"), ("scan.pdf", ".jsonl")]
)
def test_a_file_that_is_not_read_says_what_to_do(name: str, hint: str) -> None:
    assert explain_unsupported(name).startswith("unsupported format: ")
    assert hint in explain_unsupported(name)


def test_json_nested_beyond_reason_is_a_reject(tmp_path: Path) -> None:
    (reason,) = reasons(read(tmp_path / "a.json", b"[" * 100_000))
    assert "JSON" in reason


def test_csv_cells_may_hold_lines_and_other_delimiters(tmp_path: Path) -> None:
    text = 'title;body\n"One; or ""1""";"First\n\nparagraph"\nTwo;b\n'
    readings = read(tmp_path / "a.csv", text.encode())
    assert titles(readings) == ['One; or "1"', "Two"]
    assert isinstance(readings[0], Record)
    assert readings[0].fields["body"] == "First\n\nparagraph"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title,body\nOne,a\rb\nTwo,c\n", [("One", "a\rb"), ("Two", "c")]),
        ("title,body\r\nOne,a\rb\r\nTwo,c\r\n", [("One", "a\rb"), ("Two", "c")]),
        ('title,body\nOne,"a\rb"\nTwo,c\n', [("One", "a\rb"), ("Two", "c")]),
        ('title,body\nOne,"a\rb\nc"\nTwo,d\n', [("One", "a\rb\nc"), ("Two", "d")]),
        ("title,body\nOne,a\rTwo,b\rThree,c\n", [("One", "a"), ("Two", "b"), ("Three", "c")]),
        ("title,body\rOne,a\rTwo,b\r", [("One", "a"), ("Two", "b")]),
        ("title,body\r\r\nOne,a\r\r\nTwo,b\r\r\n", [("One", "a"), ("Two", "b")]),
    ],
)
def test_a_carriage_return_in_a_csv_cell_does_not_end_its_row(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    readings = read(tmp_path / "a.csv", text.encode())
    found = [(each.fields["title"], each.fields["body"]) for each in readings if isinstance(each, Record)]
    assert found == expected


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("title,note,,note,", ["title", "note", "column_3", "note_2", "column_5"]),
        ("note,note,note_2, note ", ["note", "note_3", "note_2", "note_4"]),
        (",column_1,a,a", ["column_1_2", "column_1", "a", "a_2"]),
    ],
)
def test_every_csv_column_is_kept_where_names_repeat_or_are_blank(
    tmp_path: Path, header: str, names: list[str]
) -> None:
    cells = [str(number) for number in range(len(names))]
    (reading,) = read(tmp_path / "a.csv", f"{header}\n{','.join(cells)}\n".encode())
    assert isinstance(reading, Record)
    assert reading.fields == dict(zip(names, cells, strict=True))


def test_a_csv_row_with_too_many_cells_is_a_reject(tmp_path: Path) -> None:
    readings = read(tmp_path / "a.csv", b"title,body\nOne,b\nTwo,b,c\nThree,b\n")
    assert titles(readings) == ["One", None, "Three"]
    assert reasons(readings) == ["row 2 has 3 cells, the header 2"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_rows_in_silence(tmp_path: Path) -> None:
    readings = read(tmp_path / "a.csv", b'title,body\nOne,b\n"Two,b\nThree,b\nFour,b\n')
    assert titles(readings) == ["One", None, "Three", "Four"]
    assert "takes in the next 2 lines, which are read by themselves" in reasons(readings)[0]


def test_the_lines_of_a_csv_row_that_broke_in_the_middle_are_no_articles(tmp_path: Path) -> None:
    text = 'title,body\nOne,"First\n\nsecond "line" of it\nand a third"\nTwo,b\nThree\n'
    readings = read(tmp_path / "a.csv", text.encode())
    assert titles(readings) == [None, None, None, "Two", "Three"]
    assert [reason.partition(":")[0] for reason in reasons(readings)] == [
        "row 1 is not CSV",
        "row 2 has 1 cells, the header 2, behind one that is broken",
        "row 3 has 1 cells, the header 2, behind one that is broken",
    ]


def test_past_a_number_of_broken_csv_rows_what_they_swallow_is_not_read_again(tmp_path: Path) -> None:
    readings = read(tmp_path / "a.csv", b"title,body\n" + b'"One,b\nTwo,"b\n' * 150)
    assert not any(isinstance(reading, Record) for reading in readings)
    assert [reason.rpartition(", ")[2] for reason in (reasons(readings)[0], reasons(readings)[-1])] == [
        "which are read by themselves",
        "which are not read",
    ]


def test_parquet_rows_come_with_their_types(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"title": ["One"], "body": ["b"], "authors": [["Ann"]], "published_on": [date(2026, 1, 2)]})
    pq.write_table(table, path)
    (reading,) = read_file(Source(path), "parquet")
    assert isinstance(reading, Record)
    assert reading.fields == {"title": "One", "body": "b", "authors": ["Ann"], "published_on": date(2026, 1, 2)}
    packed = read(tmp_path / "b.parquet.gz", gzip.compress(path.read_bytes()))
    assert titles(packed) == ["One"]


def test_text_that_a_parquet_writer_left_as_bytes_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"title": ["“One”".encode()], "authors": [[b"Ann"]]}), path)
    (reading,) = read_file(Source(path), "parquet")
    assert isinstance(reading, Record)
    assert reading.fields == {"title": "“One”", "authors": ["Ann"]}


def test_gzip_is_known_by_its_bytes_and_one_that_ends_early_keeps_what_was_read(tmp_path: Path) -> None:
    data = "\n".join(json.dumps({"title": str(number), "body": f"{number} " * 99}) for number in range(3000)).encode()
    packed = gzip.compress(data)
    assert len(read(tmp_path / "named-plain.jsonl", packed)) == 3000
    readings = read(tmp_path / "cut.jsonl.gz", packed[: len(packed) // 2])
    assert titles(readings)[:2] == ["0", "1"]
    assert len(readings) > 500
    assert "cannot be read to its end" in reasons(readings)[-1]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.txt", "a.html", "a.parquet", "a.csv.gz"])
def test_an_empty_file_is_one_reject(tmp_path: Path, name: str) -> None:
    assert len(reasons(read(tmp_path / name, b""))) == 1


PAGE = """<html lang="en"><head><title>Bridge opens at last | River Gazette</title>
<meta property="og:site_name" content="River Gazette"><link rel="canonical" href="https://gazette.example/bridge">
<meta property="og:title" content="Bridge opens at last"><meta name="author" content="Ann Bell">
<meta property="article:published_time" content="2026-01-02T08:00:00Z"></head>
<body><nav>Home News Sport</nav><article><h1>Bridge opens at last</h1>
<p>The bridge over the river was opened on Friday, after eleven years of work, the mayor said.</p>
<p>“We have waited long enough,” she told the crowd, which had come from both of the banks.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_its_text_and_what_it_says_about_itself(tmp_path: Path) -> None:
    (reading,) = read(tmp_path / "a.html", PAGE.encode())
    assert isinstance(reading, Record)
    assert reading.date_basis == "page"
    fields = reading.fields
    assert fields["title"] == "Bridge opens at last"
    assert fields["published_on"] == "2026-01-02"
    assert fields["authors"] == ["Ann Bell"]
    assert fields["url"] == "https://gazette.example/bridge"
    assert fields["outlet"] == "River Gazette"
    first, second = fields["body"].split("\n\n")
    assert first.endswith("the mayor said.")
    assert second.startswith("“We have waited")


def test_a_page_without_an_article_is_a_reject(tmp_path: Path) -> None:
    (reason,) = reasons(read(tmp_path / "a.html", b"<html><body></body></html>"))
    assert "no article text" in reason


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(READERS)),
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")),
        st.lists(
            st.sampled_from([b'{"title": "a"}', b"[", b'"', b",", b"\n", b"\x00", b"<p>", b"\xff\xfe", b"\x1f\x8b"])
        ).map(b"".join),
    ),
)
def test_no_bytes_make_a_reader_raise_and_none_are_lost_in_silence(file_format: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(data)
        readings = list(read_file(Source(path), file_format))
    assert readings
    numbers = [reading.number for reading in readings]
    assert numbers == sorted(set(numbers))
    assert numbers[0] >= 1
