"""Where the dashboard finds the data folder: the only reader of the environment in this package."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class DashboardSettings:
    """The data folder, absolute. The dashboard reads `published/` in it, writes reports, and nothing else."""

    data: Path

    @property
    def current_path(self) -> Path:
        """The symlink to the published build that readers open."""
        return self.data / "published" / "current"

    @property
    def waiting_reports_path(self) -> Path:
        """Where readers' reports of mistakes are put; a build makes the folder, and without it there is no form."""
        return self.data / "reports" / "waiting"


def load_settings() -> DashboardSettings:
    """Settings from HEARSAY_DATA, or the project's own data folder where it is not set.

    Raises:
        ValueError: HEARSAY_DATA is set but empty; falling through to another folder would show the wrong data.
    """
    named = os.environ.get("HEARSAY_DATA")
    if named is None:
        return DashboardSettings(data=PROJECT / "data")
    if not named.strip():
        raise ValueError("HEARSAY_DATA is empty: unset it to use the project's data folder, or name a folder")
    return DashboardSettings(data=Path(named).expanduser().absolute())
