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
    # A file in the form of Streamlit's secrets, with the section [auth]; without one the dashboard has no sign-in.
    sign_in: Path | None = None

    @property
    def current_path(self) -> Path:
        """The symlink to the published build that readers open."""
        return self.data / "published" / "current"

    @property
    def waiting_reports_path(self) -> Path:
        """Where readers' reports of mistakes are put; a build makes the folder, and without it there is no form."""
        return self.data / "reports" / "waiting"


def load_settings() -> DashboardSettings:
    """Settings from HEARSAY_DATA, or the project's own data folder where it is not set, and from HEARSAY_SIGN_IN.

    Raises:
        ValueError: one is set but empty; falling through would show the wrong data, or show it to everybody.
    """
    named, sign_in = os.environ.get("HEARSAY_DATA"), os.environ.get("HEARSAY_SIGN_IN")
    if named is not None and not named.strip():
        raise ValueError("HEARSAY_DATA is empty: unset it to use the project's data folder, or name a folder")
    if sign_in is not None and not sign_in.strip():
        raise ValueError("HEARSAY_SIGN_IN is empty: unset it to do without sign-in, or name a file")
    return DashboardSettings(
        data=Path(named).expanduser().absolute() if named else PROJECT / "data",
        sign_in=Path(sign_in).expanduser().absolute() if sign_in else None,
    )
