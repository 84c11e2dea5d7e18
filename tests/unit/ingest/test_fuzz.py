"""Whatever bytes come: every reader ends, says something of them, and what it yields becomes an article or a reject."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from orchestration.ingest.article import Article, LoadOptions
from orchestration.ingest.readers.formats import read_file
from orchestration.ingest.readers.reading import Source
from orchestration.ingest.reading import interpret_reading
from orchestration.warehouse.writes import INCOMING_ARTICLES
from tests.unit.ingest.fuzzed import INPUTS

# Codes that stand for an exception that nobody foresaw.
UNFORESEEN = frozenset({"unforeseen", "broken_page"})


def read_through(file_format: str, data: bytes, folder: Path) -> None:
    """Read the bytes as the load does; fails on an exception, on silence, and on a value that cannot be stored."""
    path = folder / "input"
    path.write_bytes(data)
    numbers = []
    for reading in read_file(Source(path), file_format):
        numbers.append(reading.number)
        content = interpret_reading(reading, LoadOptions(), not_after=date(2026, 11, 25))
        if isinstance(content, Article):
            row = content.to_row()
            assert row.keys() <= set(INCOMING_ARTICLES.names)
            assert (row["title"] + row["body"]).strip()
            for value in row.values():
                str(value).encode()  # a lone surrogate cannot be stored
        else:
            assert content.reason_code not in UNFORESEEN, content.reason
            (content.reason_code + content.reason + content.excerpt).encode()
    assert numbers
    assert numbers == sorted(set(numbers))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(INPUTS)
def test_no_input_raises_or_is_lost(given_input: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_through(*given_input, Path(folder))


@pytest.mark.slow
@pytest.mark.timeout(7200)
@settings(max_examples=50_000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(INPUTS)
def test_no_input_of_fifty_thousand_raises_or_is_lost(given_input: tuple[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_through(*given_input, Path(folder))
