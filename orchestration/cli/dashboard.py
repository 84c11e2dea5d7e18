"""`hearsay dashboard`: Streamlit over the published build, for this machine only, or for others with sign-in."""

from __future__ import annotations

import errno
import socket
import subprocess
import sys
from ipaddress import ip_address
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
    require_sign_in(settings)
    chosen = port or settings.dashboard_port
    require_free_port(chosen, settings.dashboard_address)
    host = "localhost" if is_loopback(settings.dashboard_address) else settings.dashboard_address
    signed = ", with sign-in" if settings.sign_in else ""
    typer.echo(f"Dashboard: http://{host}:{chosen}{signed} (Ctrl-C stops it)")
    raise typer.Exit(run_streamlit(settings, chosen))


def run_streamlit(settings: Settings, port: int) -> int:
    """Run Streamlit to its end; its exit code."""
    command = [sys.executable, "-m", "streamlit", "run", str(settings.dashboard_app)]
    command += ["--server.address", settings.dashboard_address, "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false"]
    environment = child_environment(HEARSAY_DATA=str(settings.data))
    if settings.sign_in is not None:
        command += ["--secrets.files", str(settings.sign_in)]
        environment["HEARSAY_SIGN_IN"] = str(settings.sign_in)
    try:
        return subprocess.run(command, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


def require_sign_in(settings: Settings) -> None:
    """Raise HearsayError where other machines would reach a dashboard without sign-in, or its file is not there."""
    if settings.sign_in is None and not is_loopback(settings.dashboard_address):
        raise HearsayError(
            f"HEARSAY_DASHBOARD_ADDRESS={settings.dashboard_address} opens the dashboard to other machines, and there"
            " is no sign-in: name the file of an OpenID Connect provider in HEARSAY_SIGN_IN (docs/sign-in.md), or unset"
            " HEARSAY_DASHBOARD_ADDRESS"
        )
    if settings.sign_in is not None and not settings.sign_in.is_file():
        raise HearsayError(f"HEARSAY_SIGN_IN names {settings.sign_in}, which is no file: write it (docs/sign-in.md)")


def is_loopback(address: str) -> bool:
    """Whether a server on this address is reached from its own machine alone."""
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def require_free_port(port: int, address: str = HOST) -> None:
    """Raise HearsayError that names port or address, and the way out, where no server could listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise HearsayError(
                    f"Port {port} is taken: end the program that has it (see: lsof -i :{port}),"
                    f" or choose another: hearsay dashboard --port {port + 1}"
                ) from None
            raise HearsayError(
                f"The dashboard cannot listen on {address}, port {port} ({error.strerror}): name an address of this"
                " machine in HEARSAY_DASHBOARD_ADDRESS, and a port that this user may open."
            ) from None
