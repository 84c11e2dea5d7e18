"""`hearsay sources`: whether the configured sources work, and finding new ones."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from orchestration.cli.paths import name_path
from orchestration.collect.adding import add_outlet, describe_outlet, name_after_host
from orchestration.collect.checking import Checked, check_sources
from orchestration.collect.fetching import Fetcher
from orchestration.collect.finding import FoundFeed, find_feeds
from orchestration.collect.sources import Fetching, read_fetching, read_sources, require_web_address
from orchestration.errors import HearsayError
from orchestration.settings import load_settings

sources = typer.Typer(no_args_is_help=True, help="The outlets to collect from: check them, add one.")


@sources.command("check")
def check(
    file: Annotated[
        Path | None, typer.Argument(parser=name_path, help="The file to check; none: that of the settings.")
    ] = None,
) -> None:
    """Fetch every source once and say what it would give; nothing is kept.

    Ends with code 1 where a source gives nothing.

    Example: `hearsay sources check sources.yml`
    """
    path = file or load_settings().sources_path
    checked = asyncio.run(check_sources(read_sources(path)))
    console = Console(highlight=False, soft_wrap=True)
    console.print(_tabulate(checked))
    failing = [each for each in checked if each.problem]
    for each in failing:
        console.print(f"{each.outlet}: {each.place}: {each.problem}", markup=False)
    if failing:
        raise HearsayError(f"{len(failing)} of {len(checked)} sources in {path} give nothing; the reasons are above.")
    console.print(f"All {len(checked)} sources in {path} work. Next: hearsay collect", markup=False)


@sources.command("add")
def add(
    url: Annotated[str, typer.Argument(help="A site, or a feed itself.")],
    name: Annotated[str | None, typer.Option(help="The outlet's name; none: its host.")] = None,
    file: Annotated[
        Path | None, typer.Option(parser=name_path, help="The file to add to; none: that of the settings.")
    ] = None,
    write: Annotated[bool, typer.Option("--write/--print", help="Add it to the file, or only print it.")] = True,
) -> None:
    """Find a site's feeds and news sitemaps, and add them to the sources.

    Example: `hearsay sources add https://lantern-post.example --name "Lantern Post"`
    """
    try:
        address = require_web_address(url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise HearsayError(str(error)) from None
    path = file or load_settings().sources_path
    config = read_fetching(path)
    found, reason = asyncio.run(_find(config, address))
    if not found:
        raise HearsayError(f"{reason}: look for its feeds in a browser and write them into {path}.")
    for feed in found:
        typer.echo(f"{feed.kind}: {feed.url}, {feed.entries:,} entries", err=True)
    entry = describe_outlet(name or name_after_host(address), found)
    if not write:
        typer.echo(entry, nl=False)
        return
    add_outlet(path, entry)
    typer.echo(f"Added to {path}. Next: hearsay collect")


async def _find(config: Fetching, url: str) -> tuple[list[FoundFeed], str]:
    async with Fetcher(config) as fetcher:
        return await find_feeds(fetcher, url)


def _tabulate(checked: list[Checked]) -> Table:
    table = Table("Outlet", "Source", "Kind", "Entries", "With text", "First dated", "Note", box=None, pad_edge=False)
    table.columns[1].overflow = "fold"  # an address that is cut is of no use
    for each in checked:
        note = "FAILS" if each.problem else each.note
        counts = (f"{each.entries:,}", f"{each.with_text:,}")
        table.add_row(*(escape(text) for text in (each.outlet, each.place, each.kind, *counts, each.newest, note)))
    return table
