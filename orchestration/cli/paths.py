"""Paths that a person names on the command line."""

from __future__ import annotations

from pathlib import Path

import typer


def name_path(given: str) -> Path:
    """The path as given. Raises BadParameter where it is empty: it would mean the folder that one happens to be in."""
    if not given.strip():
        raise typer.BadParameter("it is empty: name a file or a folder ('.' is the folder that you are in).")
    return Path(given)
