"""The sample's published build, and the dashboard's own view of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.database import Build, find_current_build
from dashboard.settings import DashboardSettings
from tests.dashboard.published import build_hostile, build_sample


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample published by the real pipeline, made once for all workers."""
    return build_sample(shared_folder(tmp_path_factory) / "sample")


@pytest.fixture(scope="session")
def hostile_build(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Path:
    """A data folder with the sample and a hostile article published."""
    return build_hostile(shared_folder(tmp_path_factory) / "hostile", sample_build)


@pytest.fixture(scope="session")
def build(sample_build: Path) -> Build:
    """The sample's build as the dashboard finds it."""
    found = find_current_build(DashboardSettings(data=sample_build))
    assert found is not None
    return found


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "dashboard-builds"
    folder.mkdir(exist_ok=True)
    return folder
