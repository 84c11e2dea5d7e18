"""ninjs items become articles, whichever edition of the standard they follow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.ingest.readers.formats import detect_format, read_file
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable

FIRST_EDITION = {
    "uri": "urn:newsml:wire.example:20260102:1",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2026-01-02T09:00:00Z",
    "firstcreated": "2026-01-02T08:00:00Z",
    "headline": "Bridge opens",
    "byline": "By Ann Bell",
    "body_xhtml": "<p>The bridge was opened.</p><p>“At last,” said the <b>mayor</b>.</p>",
    "copyrightholder": "River Wire",
    "language": "en",
    "subject": [{"name": "transport"}],
}
THIRD_EDITION = {
    "uri": "https://wire.example/2026/bridge",
    "firstCreated": "2026-01-02T08:00:00Z",
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "Bridge opens"}],
    "bodies": [{"role": "main", "value": "<p>The bridge was opened.</p><p>“At last,” said the mayor.</p>"}],
    "by": "Ann Bell",
    "infoSources": [{"name": "River Wire"}],
}


def read(path: Path, value: object) -> list[Reading]:
    path.write_text(json.dumps(value), encoding="utf-8")
    file_format = detect_format(path.name)
    assert file_format is not None
    return list(read_file(Source(path), file_format))


@pytest.mark.parametrize("item", [FIRST_EDITION, THIRD_EDITION])
@pytest.mark.parametrize("name", ["a.ninjs", "a.json", "a.jsonl"])
def test_an_item_of_any_edition_gives_its_fields(tmp_path: Path, name: str, item: dict[str, Any]) -> None:
    (reading,) = read(tmp_path / name, item)
    assert isinstance(reading, Record)
    fields = reading.fields
    assert fields["title"] == "Bridge opens"
    assert fields["body"] == "The bridge was opened.\n\n“At last,” said the mayor."
    assert fields["outlet"] == "River Wire"
    assert fields["published_on"] == "2026-01-02T08:00:00Z"
    assert fields["authors"][0].endswith("Ann Bell")


def test_what_the_item_says_besides_is_kept(tmp_path: Path) -> None:
    (reading,) = read(tmp_path / "a.ninjs", FIRST_EDITION)
    assert isinstance(reading, Record)
    assert reading.fields["subject"] == [{"name": "transport"}]
    assert reading.fields["article_id"] == FIRST_EDITION["uri"]


@pytest.mark.parametrize(
    ("change", "code"), [({"type": "picture"}, "no_text"), ({"pubstatus": "canceled"}, "withdrawn")]
)
def test_a_picture_or_a_withdrawn_item_is_a_reject(tmp_path: Path, change: dict[str, str], code: str) -> None:
    (reading,) = read(tmp_path / "a.json", FIRST_EDITION | change)
    assert isinstance(reading, Unreadable)
    assert reading.reject.reason_code == code


def test_a_record_with_an_address_that_is_no_item_stays_as_it_is(tmp_path: Path) -> None:
    record = {"uri": "1", "title": "One", "body": "Text."}
    (reading,) = read(tmp_path / "a.json", record)
    assert isinstance(reading, Record)
    assert reading.fields == record
