"""Pages are parsed apart: one that takes too long, or breaks the parser, is a reject, and the next one is read."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.ingest.article import LoadOptions
from orchestration.ingest.readers import page, page_process
from orchestration.ingest.readers.page import end_page_process, read_page_bytes
from orchestration.ingest.readers.reading import Reading, Record, Unreadable
from orchestration.ingest.reading import read_inputs
from orchestration.settings import load_settings

SENTENCE = "The harbour council met for three hours in the old customs house, and the ferrymen waited outside. "
GOOD = (
    f"<html><head><title>The vote</title></head><body><article><p>{SENTENCE * 3}</p></article></body></html>".encode()
)
# Takes the parsers the square of its length: minutes, for two megabytes.
SLOW = b"<html><head><title>T</title></head><body><article>" + b"x<br>" * 400_000 + b"</article></body></html>"


@pytest.fixture(autouse=True)
def no_process_left() -> Iterator[None]:
    end_page_process()
    yield
    end_page_process()


def code_of(reading: Reading) -> str:
    assert isinstance(reading, Unreadable), reading
    return reading.reject.reason_code


def test_a_page_that_takes_too_long_is_a_reject_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MAX_SECONDS", 1.0)
    for number, data in enumerate((GOOD, SLOW, GOOD)):
        (tmp_path / f"{number}.html").write_bytes(data)

    found = list(read_inputs(load_settings({}, data=tmp_path / "data"), [tmp_path], LoadOptions()))

    assert [each.reject.reason_code if each.reject else "" for each in found] == ["", "too_slow", ""]
    reject = found[1].reject
    assert reject is not None
    assert "1 seconds of the processor" in reject.reason
    assert reject.excerpt.startswith("<html><head><title>T</title>")


def test_an_interruption_ends_a_page_at_once_and_its_answer_is_no_other_pages() -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    assert isinstance(read_page_bytes(1, GOOD), Record)
    before = signal.signal(signal.SIGALRM, interrupt)
    began = time.monotonic()
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        with pytest.raises(KeyboardInterrupt):
            read_page_bytes(2, SLOW)
        took = time.monotonic() - began
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert took < page.MAX_SECONDS / 2
    found = read_page_bytes(3, GOOD)
    assert (found.number, isinstance(found, Record)) == (3, True)


def test_a_page_that_breaks_the_process_is_a_reject_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(page_process, "START", "import sys; sys.exit(7)")
        broken = read_page_bytes(1, GOOD)

    assert code_of(broken) == "broken_page"
    assert isinstance(broken, Unreadable)
    assert "ended with status 7" in broken.reject.reason
    assert isinstance(read_page_bytes(2, GOOD), Record)
