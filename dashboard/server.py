"""The dashboard's server: `streamlit run dashboard/server.py`. `app.py` alone runs the pages too, without being warm.

What the pages need is imported and asked beside the serving, so that the server answers at once and its first reader
waits for neither.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

APP = Path(__file__).resolve().parent / "app.py"


@asynccontextmanager
async def stay_warm(_: st.App) -> AsyncIterator[None]:
    """Warms builds for as long as the server runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_warm, args=(stop,), name="warming", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        await asyncio.to_thread(thread.join, 5)


def _warm(stop: threading.Event) -> None:
    # Streamlit puts the folder of a script on the path, not the project's.
    if str(APP.parent.parent) not in sys.path:
        sys.path.insert(0, str(APP.parent.parent))
    from dashboard.settings import load_settings
    from dashboard.warming import keep_warm

    keep_warm(load_settings(), stop)


app = st.App(APP, lifespan=stay_warm)
