"""The sample's published build, and the dashboard's own view of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.console import asking
from dashboard.database import Build, find_current_build
from dashboard.settings import PROJECT, DashboardSettings
from tests.dashboard.published import build_hostile, build_sample
from tests.dashboard.reading import Opener

# The console's process, asked one question after the other: starting it takes longer than nearly every answer.
SERVE = """
import io, sys
from types import SimpleNamespace
from dashboard.console import worker
given, out = sys.stdin.buffer, sys.stdout.buffer
while size := given.readline():
    sys.stdin, written = SimpleNamespace(buffer=io.BytesIO(given.read(int(size)))), io.BytesIO()
    sys.stdout = SimpleNamespace(buffer=written)
    worker.main()
    out.write(b"%d\\n" % len(written.getvalue()) + written.getvalue())
    out.flush()
"""


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


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, sample_build: Path) -> Opener:
    """Opens a page of the dashboard over a data folder, with an address."""

    def open_it(name: str, data: Path = sample_build, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("HEARSAY_DATA", str(data))
        page = AppTest.from_string(f"from dashboard.views import {name}\n{name}.show()\n", default_timeout=60)
        for key, value in address.items():
            page.query_params[key.rstrip("_")] = value
        page.run()
        assert not page.exception, page.exception
        return page

    return open_it


@pytest.fixture(scope="module")
def served() -> Iterator[subprocess.Popen[bytes]]:
    environment = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT, env=environment
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def in_one_process(monkeypatch: pytest.MonkeyPatch, served: subprocess.Popen[bytes]) -> None:
    """Whatever is asked is answered by one process, otherwise as ever."""

    def run(request: str, seconds: float) -> bytes:
        assert served.stdin is not None
        assert served.stdout is not None
        written = request.encode("utf-8")
        served.stdin.write(b"%d\n" % len(written) + written)
        served.stdin.flush()
        return served.stdout.read(int(served.stdout.readline()))

    monkeypatch.setattr(asking, "_run", run)


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of one run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "dashboard-builds"
    folder.mkdir(exist_ok=True)
    return folder
