"""Typed settings, and the only reader of the environment. Paths are derived here; nothing is opened or created."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from orchestration.errors import HearsayError

PREFIX = "HEARSAY_"
EngineName = Literal["tagger", "rules"]  # as in extraction/engine.py, which takes a while to import
ReportsPolicy = Literal["wait", "apply"]
CHECKOUT = Path(__file__).resolve().parent.parent
# Read elsewhere: by the tests, and by dbt's profile, which is handed its paths by the build.
READ_ELSEWHERE = frozenset(
    {
        *("HEARSAY_REQUIRE_SHARED", "HEARSAY_SHARED", "HEARSAY_CHROMIUM", "HEARSAY_RAW_PATH", "HEARSAY_MARTS_PATH"),
        *("HEARSAY_BUILD_ID", "HEARSAY_PROJECT_CODE"),
    }
)


class Settings(BaseSettings):
    """Where the data lies, what finds statements, and how much of the machine may be used; every path is absolute."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = CHECKOUT / "data"
    sources: Path | None = None
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=512)
    # What DuckDB may hold while a warehouse is built. Its own measure, 80 %, leaves too little for what it does not
    # count and for whoever looks at the dashboard meanwhile: a build of ten million statements was killed by it.
    memory: str = Field(default="60%", pattern=r"^[1-9]\d*(\.\d+)?\s?([KMGT]i?B|%)$")
    engine: EngineName = "tagger"
    # Whoever sees the dashboard can send a report: taken at once, anybody could rewrite facts.
    reports: ReportsPolicy = "wait"
    keep_landed_days: int | None = Field(default=None, ge=1, le=36_500)
    dashboard_port: int = Field(default=8501, ge=1, le=65535)
    # Other machines reach the dashboard only with sign-in: a file in the form of Streamlit's secrets.
    dashboard_address: str = "127.0.0.1"
    sign_in: Path | None = None
    dagster_port: int = Field(default=3000, ge=1, le=65535)

    @field_validator("data", "sources", "sign_in", mode="before")
    @classmethod
    def _refuse_empty(cls, value: object) -> object:
        # An empty path would be the folder that the program happens to run in.
        if isinstance(value, str) and not value.strip():
            raise ValueError("it is empty")
        return value

    @field_validator("data", "sources", "sign_in")
    @classmethod
    def _make_absolute(cls, value: Path | None) -> Path | None:
        # dbt and Dagster run in other folders, so a relative path would mean another place there.
        return value.expanduser().absolute() if value is not None else None

    @property
    def sources_path(self) -> Path:
        """The outlets to collect from: `sources.yml` in the data folder, or the file that the settings name."""
        return self.sources or self.data / "sources.yml"

    @property
    def collect_dir(self) -> Path:
        """What collecting remembers between runs, and what it has fetched and not landed yet."""
        return self.data / "collect"

    @property
    def landing_dir(self) -> Path:
        """The landing zone: `<load date>/<load id>/`. Bytes stay as they came, for `keep_landed_days` or for ever."""
        return self.data / "landing"

    @property
    def reports_dir(self) -> Path:
        """Readers' reports of mistakes: `waiting/`, which the dashboard writes, `accepted/` and `rejected/`."""
        return self.data / "reports"

    @property
    def ledger_dir(self) -> Path:
        """Small JSON files about loads and builds, readable without the lock."""
        return self.data / "ledger"

    @property
    def raw_path(self) -> Path:
        """The DuckDB file of ingested and inferred facts, opened only by whoever holds the writer lock."""
        return self.data / "raw.duckdb"

    @property
    def marts_path(self) -> Path:
        """The DuckDB file that dbt builds, opened only by whoever holds the writer lock."""
        return self.data / "marts.duckdb"

    @property
    def lock_path(self) -> Path:
        """The lock file of everyone who writes raw.duckdb or marts.duckdb."""
        return self.data / ".writer.lock"

    @property
    def published_dir(self) -> Path:
        """Published builds, one DuckDB file each."""
        return self.data / "published"

    @property
    def current_path(self) -> Path:
        """A symlink to the published build that readers should open (by its resolved path)."""
        return self.published_dir / "current"

    @property
    def dbt_project_dir(self) -> Path:
        """The dbt project of this checkout; its profile lies in the same folder."""
        return CHECKOUT / "dbt_project"

    @property
    def dbt_target_dir(self) -> Path:
        """What dbt writes while it runs: kept with the data, so that two data folders never share it."""
        return self.data / "dbt" / "target"

    @property
    def dbt_log_dir(self) -> Path:
        """Dbt's log files."""
        return self.data / "dbt" / "logs"

    @property
    def seeds_dir(self) -> Path:
        """Countries and outlets as validated data, read by dbt and by the readers of plain text."""
        return self.dbt_project_dir / "seeds"

    @property
    def sample_dir(self) -> Path:
        """The sample articles that come with the project."""
        return CHECKOUT / "data" / "sample"

    @property
    def dashboard_app(self) -> Path:
        """The script that Streamlit runs."""
        return CHECKOUT / "dashboard" / "server.py"


def load_settings(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """Settings from the environment; `overrides` win. Raises HearsayError with the variable's name and the fix."""
    names = os.environ if environment is None else environment
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in names:
        if name.startswith(PREFIX) and name not in known | READ_ELSEWHERE:
            raise HearsayError(
                f"{name} is not a setting of Hearsay; unset it, or use one of {', '.join(sorted(known))}."
            )
    _require_checkout("data" in overrides or PREFIX + "DATA" in names)
    try:
        if environment is None:
            return Settings(**overrides)
        given = {name[len(PREFIX) :].lower(): value for name, value in environment.items() if name in known}
        return Settings(**{**given, **overrides})
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise HearsayError(f"{name}={first['input']!r} cannot be used: {first['msg']}. Correct or unset it.") from error


def _require_checkout(has_data_folder: bool) -> None:
    if not has_data_folder and not (CHECKOUT / "pyproject.toml").is_file():
        raise HearsayError("HEARSAY_DATA is not set and Hearsay does not run from a checkout: set it to a data folder.")


def child_environment(**extra: str) -> dict[str, str]:
    """The environment for a program that is started: this process's own, with `extra`."""
    return {**os.environ, **extra}
