"""What each configured address would give now: fetched once, read, and nothing of it kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from orchestration.collect.barriers import find_page_problem
from orchestration.collect.fetching import Failure, Fetcher, Request
from orchestration.collect.guarding import Resolve
from orchestration.collect.listing import Listed, list_feed, list_sitemap
from orchestration.collect.sources import Outlet, Sources
from orchestration.errors import HearsayError
from orchestration.ingest.discovery import find_files


@dataclass(frozen=True)
class Checked:
    """One address: what it is, how many entries it lists and how many with their full text, or why it gives none.

    `note` says what a person may want to correct although it works: it has moved, some entries have no address.
    """

    outlet: str
    place: str
    kind: str
    entries: int = 0
    with_text: int = 0
    newest: str = ""
    problem: str = ""
    note: str = ""


async def check_sources(sources: Sources, *, resolve: Resolve | None = None) -> list[Checked]:
    """Every feed, sitemap, page and folder of every outlet, in the order of the file."""
    async with Fetcher(sources.fetching, resolve=resolve) as fetcher:
        found = await asyncio.gather(*(_check_outlet(fetcher, outlet) for outlet in sources.outlets))
    return [each for outlet in found for each in outlet]


async def _check_outlet(fetcher: Fetcher, outlet: Outlet) -> list[Checked]:
    now = datetime.now(UTC)
    checked = [_describe(outlet, url, await list_feed(fetcher, outlet, url, None)) for url in outlet.feeds]
    for url in outlet.sitemaps:
        checked.append(_describe(outlet, url, await list_sitemap(fetcher, outlet, url, None, now)))
    for url in outlet.pages:
        checked.append(await _check_page(fetcher, outlet, url))
    return checked + [_check_folder(outlet, folder) for folder in outlet.folders]


def _describe(outlet: Outlet, url: str, listed: Listed) -> Checked:
    problem = listed.failure.reason if listed.failure else ""
    if not problem and not listed.entries and not listed.too_old:
        problem = listed.problems[0].reason if listed.problems else "it lists nothing"
    notes = []
    if listed.moved_to:
        notes.append(f"has moved to {listed.moved_to}")
    if listed.too_old:
        notes.append(f"{listed.too_old:,} older entries are passed over")
    if listed.problems and not problem:
        notes.append(f"{len(listed.problems):,} problems, the first: {listed.problems[0].reason}")
    dates = [each.published_on for each in listed.entries[:1] if each.published_on]
    return Checked(
        outlet.name,
        url,
        listed.kind,
        len(listed.entries),
        sum(bool(each.text) for each in listed.entries),
        dates[0] if dates else "",
        problem,
        "; ".join(notes),
    )


async def _check_page(fetcher: Fetcher, outlet: Outlet, url: str) -> Checked:
    answer = await fetcher.fetch(Request(url, outlet.hosts, outlet.pace_seconds))
    problem = answer if isinstance(answer, Failure) else find_page_problem(answer)
    if problem is not None:
        return Checked(outlet.name, url, "page", problem=problem.reason)
    return Checked(outlet.name, url, "page", entries=1)


def _check_folder(outlet: Outlet, folder: Path) -> Checked:
    if not folder.is_dir():
        return Checked(outlet.name, str(folder), "folder", problem="the folder is not there")
    try:
        files = find_files([folder])
    except HearsayError:
        return Checked(outlet.name, str(folder), "folder", note="no file lies there yet")
    unread = sum(file.format is None for file in files)
    note = f"{unread:,} files of a format that is not read" if unread else ""
    return Checked(outlet.name, str(folder), "folder", entries=len(files) - unread, note=note)
