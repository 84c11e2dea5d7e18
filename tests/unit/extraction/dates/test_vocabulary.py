"""The word lists are sound: lower case where they are compared so, and nothing twice."""

from __future__ import annotations

import pytest

from orchestration.extraction.dates import vocabulary


def test_vocabulary_has_no_faults() -> None:
    assert vocabulary.find_faults() == []


def test_fault_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "SENTENCE_LINKS", ("then", "Then", "then"))
    assert vocabulary.find_faults() == [
        "SENTENCE_LINKS: 'Then' is not lower case",
        "SENTENCE_LINKS: 'then' occurs twice",
    ]
