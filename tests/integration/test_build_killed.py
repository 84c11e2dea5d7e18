"""A build whose dbt is killed, as the system does where memory runs out, says so and what to do."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from orchestration.build import BuildFailedError, build
from orchestration.settings import load_settings
from tests.integration.progress_told import Told


class Killer(Told):
    """Kills dbt at the first thing that it has done."""

    def update(self, stage: str, done: int, detail: str = "") -> None:
        """Dbt has built or tested something."""
        for children in Path("/proc/self/task").glob("*/children"):
            for pid in children.read_text(encoding="utf-8").split():
                if b"dbt.cli.main" in Path("/proc", pid, "cmdline").read_bytes():
                    os.kill(int(pid), signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds dbt by Linux's list of processes")
def test_a_build_killed_for_memory_says_so_and_publishes_nothing(tmp_path: Path) -> None:
    settings = load_settings({}, data=tmp_path / "data", memory="1GB")
    settings.data.mkdir()

    with pytest.raises(BuildFailedError, match=r"killed.*HEARSAY_MEMORY \(now 1GB\)"):
        build(settings, progress=Killer())

    assert not settings.current_path.exists()
