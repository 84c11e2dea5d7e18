"""The hearsay command in this process, and a text for it to read."""

from __future__ import annotations

from typer.testing import CliRunner, Result

from orchestration.cli import app

TEXT = """Treaty near

The river minister, Ana Brook, said on Monday that the treaty would be signed before the end of the year.
"""


def run(*arguments: str) -> Result:
    """What the command does with these arguments: its code and all that it prints."""
    return CliRunner().invoke(app, list(arguments))
