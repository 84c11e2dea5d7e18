"""Fixtures every test may use: where the labelled texts outside the project lie."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled texts beside the checkout; absent, the test skips, or fails where HEARSAY_REQUIRE_SHARED=1."""
    folder = Path(os.environ.get("HEARSAY_SHARED", PROJECT.parent / "shared"))
    if folder.is_dir():
        return folder
    reason = f"labelled texts are not at {folder}; set HEARSAY_SHARED to their folder"
    if os.environ.get("HEARSAY_REQUIRE_SHARED") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
