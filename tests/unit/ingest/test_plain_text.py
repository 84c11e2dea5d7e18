"""Text files: title, body and the outlet's line, told apart without taking a sentence for either."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.ingest.readers.plain_text import read_plain_text
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable

KNOWN = frozenset({"daily lantern"})
PARAGRAPH = "The river minister said on Monday that the treaty would be signed before the end of the year."


def read(folder: Path, text: str | bytes) -> Reading:
    path = folder / "report.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (reading,) = read_plain_text(Source(path, KNOWN))
    return reading


def read_fields(folder: Path, text: str | bytes) -> tuple[str, str, str | None]:
    reading = read(folder, text)
    assert isinstance(reading, Record)
    return reading.fields["title"], reading.fields["body"], reading.fields["outlet"]


def test_title_body_and_a_known_outlet_after_one_blank_line(tmp_path: Path) -> None:
    text = f"Treaty near\n\n{PARAGRAPH}\n\nSecond paragraph.\n\nThe Daily Lantern\n"
    assert read_fields(tmp_path, text) == ("Treaty near", f"{PARAGRAPH}\n\nSecond paragraph.", "The Daily Lantern")


def test_an_unknown_outlet_needs_two_blank_lines_and_a_name(tmp_path: Path) -> None:
    assert read_fields(tmp_path, f"Treaty near\n\n{PARAGRAPH}\n\n\nRiver Valley Observer")[2] == "River Valley Observer"
    assert read_fields(tmp_path, f"Treaty near\n\n{PARAGRAPH}\n\nRiver Valley Observer")[2] is None
    assert read_fields(tmp_path, f"Treaty near\n\n{PARAGRAPH}\n\n\nread more about the treaty")[2] is None
    assert read_fields(tmp_path, f"Treaty near\n\n{PARAGRAPH}\n\n\nThat was all.")[2] is None


def test_the_title_alone_is_never_taken_for_the_outlet(tmp_path: Path) -> None:
    assert read_fields(tmp_path, "Daily Lantern\n") == ("Daily Lantern", "", None)


def test_a_first_paragraph_is_no_title(tmp_path: Path) -> None:
    long_paragraph = f"{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}"
    assert read_fields(tmp_path, f"{long_paragraph}\n\n{PARAGRAPH}") == ("", f"{long_paragraph}\n\n{PARAGRAPH}", None)


def test_wrapped_lines_are_no_title_but_a_short_line_above_long_ones_is(tmp_path: Path) -> None:
    wrapped = "The river minister said on Monday that\nthe treaty would be signed before the end\nof the year."
    assert read_fields(tmp_path, wrapped)[0] == ""
    assert read_fields(tmp_path, f"Treaty near\n{PARAGRAPH}")[:2] == ("Treaty near", PARAGRAPH)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    body = "“Müller’s café is open,” the minister said. “We are très contents,” he added – at last."
    assert read_fields(tmp_path, f"Café opens\n\n{body}\n\n{body}".encode(encoding))[1] == f"{body}\n\n{body}"


def test_line_ends_of_other_systems_are_one_line_end(tmp_path: Path) -> None:
    assert read_fields(tmp_path, "Treaty near\r\n\r\nOne.\r\n\r\nTwo.\r\n")[1] == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["", "\n \n\t\n"])
def test_an_empty_file_is_a_reject(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text)
    assert isinstance(reading, Unreadable)
    assert reading.reject.reason_code == "no_text"


def test_the_reference_article_is_told_apart_as_it_is_labelled(shared: Path) -> None:
    import json

    labelled = json.loads((shared / "gold" / "kabulov.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (reading,) = read_plain_text(Source(shared / "gold" / "kabulov.txt"))
    assert isinstance(reading, Record)
    assert reading.fields == {"title": labelled["title"], "body": labelled["body"], "outlet": labelled["outlet"]}
