"""What holds for every test: where the labelled texts outside the project lie, and the order in which modules run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
# A module runs in one process. Those that take minutes are begun first, so that at the end no process waits long for
# the other; the very first builds the sample that the dashboard's and the browser's tests share, while the other
# processes run what needs none.
BEGUN_FIRST = ("tests/dashboard/test_metrics.py", "tests/integration/", "tests/browser/", "tests/dashboard/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long modules before short ones; within a module, and among those of one kind, the order stays."""
    items.sort(key=lambda item: next((n for n, begun in enumerate(BEGUN_FIRST) if item.nodeid.startswith(begun)), 9))


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
