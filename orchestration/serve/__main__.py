"""Run Hearsay on this machine until Ctrl-C: prepare, start the dashboard and Dagster, watch them, end them all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.errors import HearsayError
from orchestration.serve.dagster_home import close_interrupted_runs, dagster_home, prepare_home
from orchestration.serve.ports import HOST, require_free
from orchestration.serve.preparation import is_prepared
from orchestration.serve.processes import Service, ServiceEnded, StopRequested, Supervisor, stop_on_signals
from orchestration.settings import CHECKOUT, Settings, child_environment, load_settings

SECONDS_TO_COME_UP = 180.0
PROGRAMS = Path(sys.executable).parent


def main() -> int:
    """Run until a signal or until a service ends; the exit code."""
    stop_on_signals()
    try:
        settings = load_settings()
        require_free(
            {
                "HEARSAY_DASHBOARD_PORT": (settings.dashboard_port, "the dashboard"),
                "HEARSAY_DAGSTER_PORT": (settings.dagster_port, "Dagster"),
            }
        )
        with only_one(settings), Supervisor(CHECKOUT, service_environment(settings)) as supervisor:
            serve(settings, supervisor)
    except StopRequested:
        say("everything has stopped; `make run` starts again")
    except (HearsayError, ServiceEnded) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def serve(settings: Settings, supervisor: Supervisor) -> None:
    """Prepare the warehouse where that is still to be done, then run the services until one of them ends."""
    started = time.monotonic()
    close_interrupted_runs(prepare_home(settings))
    if not is_prepared(settings):
        prepare(settings, supervisor)
    say("starting the dashboard and Dagster")
    dashboard, webserver, daemon = services(settings)
    supervisor.start(dashboard)
    supervisor.start(webserver)
    supervisor.wait_until_up(SECONDS_TO_COME_UP, lambda service: say(f"{service.name} is up"))
    # Last, as both of Dagster's programs load the same code, and a page is waited for.
    supervisor.start(daemon)
    print(
        f"\n  Dashboard  http://localhost:{settings.dashboard_port}"
        f"\n  Dagster    http://localhost:{settings.dagster_port}"
        f"\n\n  Ready after {time.monotonic() - started:.0f} s. Ctrl-C stops everything. Data: {settings.data}\n",
        flush=True,
    )
    while True:
        supervisor.require_running()
        time.sleep(1)


def prepare(settings: Settings, supervisor: Supervisor) -> None:
    """Load, build and publish in a process of its own, which is ended with everything else on Ctrl-C."""
    command = [sys.executable, "-m", "orchestration.serve.preparation"]
    if supervisor.run(Service("the preparation", command)) == 0:
        return
    if not settings.current_path.exists():
        raise HearsayError("The warehouse could not be prepared; the reason is above.")
    say("the warehouse could not be prepared (see above): the last good build is shown")


def services(settings: Settings) -> tuple[Service, Service, Service]:
    """The programs that run until Ctrl-C: the dashboard, Dagster's pages, and the daemon that runs what is due."""
    logs = dagster_home(settings) / "services"
    dagster, dashboard = settings.dagster_port, settings.dashboard_port
    streamlit = [
        *(sys.executable, "-m", "streamlit", "run", str(settings.dashboard_app)),
        *("--server.address", HOST, "--server.port", str(dashboard), "--server.headless", "true"),
        *("--browser.serverAddress", "localhost", "--browser.gatherUsageStats", "false"),
        *(("--secrets.files", str(settings.sign_in)) if settings.sign_in else ()),
    ]
    location = ["--module-name", "orchestration.definitions", "--working-directory", str(CHECKOUT)]
    webserver = [str(PROGRAMS / "dagster-webserver"), "--host", HOST, "--port", str(dagster), *location]
    daemon = [str(PROGRAMS / "dagster-daemon"), "run", *location]
    return (
        Service("the dashboard", streamlit, logs / "dashboard.log", f"http://{HOST}:{dashboard}/_stcore/health"),
        Service("Dagster", webserver, logs / "dagster-webserver.log", f"http://{HOST}:{dagster}/server_info"),
        Service("Dagster's daemon", daemon, logs / "dagster-daemon.log"),
    )


def service_environment(settings: Settings) -> dict[str, str]:
    """What the services find in their environment: one data folder for all, and nobody told that they run."""
    return child_environment(
        HEARSAY_DATA=str(settings.data),
        DAGSTER_HOME=str(dagster_home(settings)),
        DAGSTER_DISABLE_TELEMETRY="yes",
        # A busy machine takes longer than Dagster's minute to start a run, which then counts as failed.
        DAGSTER_GRPC_TIMEOUT_SECONDS="300",
        DO_NOT_TRACK="1",
        PYTHONUNBUFFERED="1",
    )


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the place of the one supervisor of a data folder. Raises HearsayError where another one runs."""
    path = dagster_home(settings) / ".serving.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout:
        raise HearsayError(
            f"Hearsay already runs over {settings.data}: stop it first (Ctrl-C in its terminal),"
            " or give this one a data folder of its own: HEARSAY_DATA=… make run"
        ) from None


def say(message: str) -> None:
    """A line for the person at the terminal."""
    print(f"hearsay: {message}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
