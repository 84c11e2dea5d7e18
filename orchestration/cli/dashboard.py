"""`hearsay dashboard`: Streamlit over the published build, for this machine only."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Annotated

import typer

from orchestration.errors import HearsayError
from orchestration.settings import Settings, child_environment, load_settings

HOST = "127.0.0.1"


def open_dashboard(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Instead of HEARSAY_DASHBOARD_PORT.")] = None,
) -> None:
    """Open the dashboard over the published build, until Ctrl-C.

    Example: `hearsay dashboard --port 8600`
    """
    settings = load_settings()
    chosen = port or settings.dashboard_port
    require_free_port(chosen)
    typer.echo(f"Dashboard: http://localhost:{chosen} (Ctrl-C stops it)")
    raise typer.Exit(run_streamlit(settings, chosen))


def run_streamlit(settings: Settings, port: int) -> int:
    """Run Streamlit to its end; its exit code."""
    command = [sys.executable, "-m", "streamlit", "run", str(settings.dashboard_app)]
    command += ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false"]
    try:
        return subprocess.run(command, env=child_environment(HEARSAY_DATA=str(settings.data)), check=False).returncode
    except KeyboardInterrupt:
        return 0


def require_free_port(port: int) -> None:
    """Raise HearsayError that names the port and the way out where something listens on it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise HearsayError(
                f"Port {port} is taken: end the program that has it (see: lsof -i :{port}),"
                f" or choose another: hearsay dashboard --port {port + 1}"
            ) from None
