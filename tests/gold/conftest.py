"""The extractor, loaded once for the labelled tests."""

from __future__ import annotations

import pytest

from orchestration.extraction.article import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()
