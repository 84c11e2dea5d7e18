"""`hearsay status`: what has been loaded and published, from the ledger alone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console

from orchestration.settings import load_settings
from orchestration.warehouse.ledger import Status, read_status


def show_status(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Show the last load, the published build, how fresh it is, and the counts over all loads.

    Needs no lock, so it answers while a load runs. records = articles + new_versions + duplicates + rejects + erased.

    Example: `hearsay status --json`
    """
    status = read_status(load_settings())
    if as_json:
        typer.echo(json.dumps(status.to_json(), indent=1))
    else:
        Console(highlight=False, soft_wrap=True).print(describe(status, datetime.now(UTC)), markup=False)


def describe(status: Status, now: datetime) -> str:
    """The status in words; `now` (UTC) tells the ages."""
    counts = status.counts
    erased = f" + {counts['erased']:,} erased" if counts["erased"] else ""
    lines = [
        f"Records    {counts['records']:,} = {counts['articles']:,} articles + {counts['new_versions']:,} new versions"
        f" + {counts['duplicates']:,} duplicates + {counts['rejects']:,} rejects{erased}, in {status.loads} loads",
        f"Undated    {counts['undated']:,}     not in English {counts['unsupported_language']:,}"
        f"     statements {counts['statements']:,}",
        f"Last load  {_describe_load(status)}",
        f"Published  {_describe_build(status, now)}",
        f"Freshness  {_describe_freshness(status, now)}",
    ]
    if status.unextracted:
        lines.append(f"Unread     {status.unextracted:,} articles have no extraction yet: hearsay load")
    if status.is_loading:
        lines.append("A load is running now.")
    return "\n".join(lines)


def _describe_load(status: Status) -> str:
    load = status.last_load
    if load is None:
        return "none yet: hearsay load PATH"
    fix = " (interrupted: hearsay load finishes it)" if load["status"] == "failed" else ""
    return f"{load['load_id']}, {load['status']}{fix}: {load['record_count']:,} records of {load['source']}"


def _describe_build(status: Status, now: datetime) -> str:
    if status.published_build is None:
        return "nothing yet: hearsay build"
    if status.published_at is None:
        return status.published_build
    return f"{status.published_build}, {_describe_age(now - datetime.fromisoformat(status.published_at))} ago"


def _describe_freshness(status: Status, now: datetime) -> str:
    if status.newest_published_on is None:
        return "no dated article yet"
    days = (now.date() - date.fromisoformat(status.newest_published_on)).days
    return f"newest article of {status.newest_published_on}, {days:,} days old"


def _describe_age(age: object) -> str:
    return str(age).split(".")[0]
