"""The `hearsay` command: a thin face over the functions that Dagster's assets call too. One module per command."""

from orchestration.cli.application import app

__all__ = ["app"]
