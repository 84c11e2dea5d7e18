"""Scripts that pages run in the browser: each a file of `assets`, and in the page a component that shows nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

ASSETS = Path(__file__).resolve().parent / "assets"


@cache
def _read_script(name: str) -> str:
    return (ASSETS / f"{name}.js").read_text(encoding="utf-8")


def run_script(name: str, *, key: str, data: dict[str, str], **on_change: Any) -> Any:
    """Runs the script `name` in the browser; returns its answers, each an attribute.

    Args:
        name: of the file, without its ending.
        key: of the component, by which its answers are kept.
        data: what the script is given; it runs again where this changes.
        on_change: for each answer, as `on_<answer>_change`, what is called when it comes.
    """
    # Registered anew in each run: the registry belongs to a server, which a test starts more than once.
    component = st.components.v2.component(f"hearsay_{name}", js=_read_script(name))
    with st.container(height=1, border=False, key=name):
        return component(data=data, key=key, **on_change)
