"""The application: its commands, and how it speaks of errors."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Any

import duckdb
import typer
from rich.console import Console
from rich.markup import escape

from orchestration.cli import (
    build,
    collect,
    correct,
    dashboard,
    erase,
    evaluate,
    explain,
    export,
    extract,
    load,
    prune,
    sources,
    sql,
    status,
    versions,
)
from orchestration.errors import HearsayError


class _Application(typer.Typer):
    """A typer application that answers an error of the user's with a message, never with a traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        _end_in_order_on_sigterm()
        try:
            return super().__call__(*args, **kwargs)
        except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
            sys.stderr.close()
            sys.exit(0)
        except (HearsayError, OSError, duckdb.Error) as error:
            Console(stderr=True, soft_wrap=True, highlight=False).print(f"[red]Error:[/red] {escape(str(error))}")
            sys.exit(1)


def _end_in_order_on_sigterm() -> None:
    # As Ctrl-C does: the load is marked as interrupted, the lock given back, the extraction's processes ended.
    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)


app = _Application(
    name="hearsay",
    help="A warehouse of who said what in the news: load articles, build the warehouse, look at it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("load")(load.load)
app.command("collect")(collect.collect)
app.command("prune")(prune.prune)
app.add_typer(sources.sources, name="sources")
app.command("extract")(extract.extract)
app.command("explain")(explain.explain)
app.command("build")(build.build_warehouse)
app.command("correct")(correct.correct)
app.command("dashboard")(dashboard.open_dashboard)
app.command("status")(status.show_status)
app.command("versions")(versions.show_versions)
app.command("sql", cls=sql.SqlCommand)(sql.run_sql)
app.command("export")(export.export)
app.command("erase")(erase.erase_subject)
app.command("evaluate")(evaluate.evaluate)
