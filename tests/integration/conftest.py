"""The sample, built once, and what dbt has read of its project, for all its runs over warehouses of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from tests.dashboard.conftest import sample_build, shared_folder
from tests.integration.marts_warehouse import PARSED, run_dbt
from tests.integration.played_sites import PlayedSites, play_sites

__all__ = ["sample_build"]


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that dbt keeps of its project once it has read it; made once for all workers."""
    folder = shared_folder(tmp_path_factory) / "parsed"
    with filelock.FileLock(folder.with_suffix(".lock")):
        if not (folder / PARSED).exists():
            folder.mkdir(exist_ok=True)
            done = run_dbt(folder, "parse")
            assert done.returncode == 0, done.stdout
    return folder / PARSED


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command takes for its data; nothing is there yet."""
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="module")
def server() -> Iterator[PlayedSites]:
    """A server that plays sites, for the tests of one module."""
    with play_sites() as sites:
        yield sites


@pytest.fixture
def sites(server: PlayedSites) -> PlayedSites:
    """The module's server with no site on it and nothing asked yet."""
    server.pages.clear()
    server.addresses.clear()
    server.asked.clear()
    return server
