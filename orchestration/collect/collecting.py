"""Collecting from all outlets at once, into one load of the landing zone. A failing source never stops the others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from filelock import FileLock, Timeout

from orchestration.collect.claiming import Claims
from orchestration.collect.entries import Entry
from orchestration.collect.fetching import Fetcher
from orchestration.collect.folders import take_folder
from orchestration.collect.guarding import Resolve
from orchestration.collect.homes import Homes
from orchestration.collect.incoming import Incoming, find_left_over, land_incoming
from orchestration.collect.listing import Listed, list_feed, list_sitemap
from orchestration.collect.memory import Memory, parse_moment, read_memory
from orchestration.collect.outcomes import CollectReport, DocumentReport, OutletReport, Trouble
from orchestration.collect.sources import NO_CONTACT, Outlet, Sources
from orchestration.collect.taking import Run, Taker
from orchestration.errors import HearsayError
from orchestration.ingest.manifest import Landing
from orchestration.ingest.origin import Origin
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings

STAGE = "Collecting"


def collect(
    settings: Settings,
    sources: Sources,
    *,
    load_on: date | None = None,
    now: datetime | None = None,
    not_within: timedelta = timedelta(0),
    resolve: Resolve | None = None,
    progress: Progress = SILENT,
) -> CollectReport:
    """Fetch what is new and land it as one load of `load_on` (today, UTC); loading it is the caller's.

    Outlets that were collected without a failure within `not_within` are left alone. What a killed run had fetched is
    landed first. `now` (UTC) is what ages are measured from; `resolve` stands in for DNS. Raises HearsayError where
    another process collects into the same data folder, OSError where the disk fails.
    """
    moment, started = now or datetime.now(UTC), time.monotonic()
    if sources.fetching.contact == NO_CONTACT:
        progress.note("Sites are not told whom to write to: set fetching.contact in the sources file.")
    settings.collect_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.collect_dir / ".lock", timeout=0):
            left_over = _land_left_over(settings, progress)
            incoming = Incoming(settings, load_on=load_on or moment.date(), now=moment)
            try:
                fetcher, outlets = asyncio.run(
                    _collect(settings, sources, incoming, moment, not_within, resolve, progress)
                )
            finally:  # also where it is interrupted: what has come is landed, the rest comes next time
                incoming.close()
                landing = land_incoming(settings, incoming.folder)
    except Timeout:
        raise HearsayError(
            f"Another process collects into {settings.collect_dir}: wait for it to end, then try again."
        ) from None
    return CollectReport(
        outlets=tuple(outlets),
        load_ids=tuple(each.load_id for each in (*left_over, *([landing] if landing else []))),
        requests=fetcher.request_count,
        bytes=fetcher.byte_count,
        seconds=time.monotonic() - started,
    )


def _land_left_over(settings: Settings, progress: Progress) -> list[Landing]:
    landed = []
    for folder in find_left_over(settings):
        try:
            landing = land_incoming(settings, folder)
        except (ValueError, TypeError, KeyError) as error:  # a damaged journal must not stop every run from now on
            aside = folder.with_name(f".unread-{folder.name}")
            folder.rename(aside)
            progress.note(f"What an interrupted run had fetched cannot be read ({error!r}) and is kept in {aside}.")
            continue
        if landing is not None:
            progress.note(f"What an interrupted run had fetched is landed first, as load {landing.load_id}.")
            landed.append(landing)
    return landed


async def _collect(
    settings: Settings,
    sources: Sources,
    incoming: Incoming,
    now: datetime,
    not_within: timedelta,
    resolve: Resolve | None,
    progress: Progress,
) -> tuple[Fetcher, Sequence[OutletReport]]:
    outlets = [outlet for outlet in sources.outlets if outlet.enabled]
    progress.begin(STAGE, len(outlets), "outlets")
    done: list[OutletReport] = []
    async with Fetcher(sources.fetching, resolve=resolve) as fetcher:
        memories = {outlet.name: read_memory(settings.collect_dir / "memory", outlet.name) for outlet in outlets}
        run = Run(fetcher, incoming, now, Homes(outlets), Claims(memories))

        async def collect_one(outlet: Outlet) -> OutletReport:
            report = await _collect_outlet(run, outlet, memories[outlet.name], not_within)
            done.append(report)
            landed = sum(each.count("landed") for each in done)
            progress.update(STAGE, len(done), f"{landed:,} articles, {fetcher.request_count:,} requests")
            return report

        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(collect_one(outlet)) for outlet in outlets]
        except* OSError as failed:
            raise _first(failed) from None
        reports = [task.result() for task in tasks]
    progress.end(STAGE, f"{sum(each.count('landed') for each in reports):,} articles of {len(outlets):,} outlets")
    return fetcher, reports


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    found: BaseException = group
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found


async def _collect_outlet(run: Run, outlet: Outlet, memory: Memory, not_within: timedelta) -> OutletReport:
    report, started = OutletReport(outlet.name), time.monotonic()
    last = parse_moment(memory.collected_at)
    if last is not None and run.now - last < not_within:
        report.skipped = f"collected at {memory.collected_at[:16]}"
        run.claims.end_own(outlet.name)
        return report
    try:
        try:
            begun = await _collect_own(run, outlet, memory, report)
        finally:
            run.claims.end_own(outlet.name)
        for listed, taker in begun:
            await _end_document(listed, taker)
    except* OSError as failed:  # the disk's, which is everybody's: the run fails, and may be tried again
        raise _first(failed) from None
    except* Exception as failed:  # nobody foresaw it: it is named, and the others go on
        report.failure = Trouble(outlet.name, "unforeseen", f"collecting it broke: {_first(failed)!r}"[:500])
        run.incoming.add_problem(outlet.name, f"outlet:{outlet.name}", "unforeseen", report.failure.reason)
    run.incoming.end_outlet(
        outlet.name, at=run.at, is_whole=not report.failures, has_brought=report.count("landed") > 0
    )
    report.seconds = time.monotonic() - started
    return report


async def _collect_own(run: Run, outlet: Outlet, memory: Memory, report: OutletReport) -> list[tuple[Listed, Taker]]:
    """All places of an outlet, but for what its documents list of other outlets' sites."""
    begun = []
    for url in (*outlet.feeds, *outlet.sitemaps):
        taker = Taker(run, outlet, memory, DocumentReport(url))
        report.documents.append(taker.report)
        begun.append((await _begin_document(taker), taker))
    if outlet.pages:
        report.documents.append(await _collect_pages(run, outlet, memory))
    for folder in outlet.folders:
        report.documents.append(await take_folder(run, outlet, memory, folder))
    return begun


async def _begin_document(taker: Taker) -> Listed:
    run, outlet, report, url = taker.run, taker.outlet, taker.report, taker.report.url
    known = taker.memory.documents.get(url)
    if url in outlet.sitemaps:
        listed = await list_sitemap(run.fetcher, outlet, url, known, run.now)
    else:
        listed = await list_feed(run.fetcher, outlet, url, known)
    report.kind, report.is_unchanged, report.moved_to = listed.kind, listed.is_unchanged, listed.moved_to
    report.entries = report.too_old = listed.too_old
    if listed.failure is not None:
        report.failure = Trouble(url, listed.failure.code, listed.failure.reason)
        run.incoming.add_problem(outlet.name, url, listed.failure.code, listed.failure.reason)
    _note_problems(run, outlet, report, listed)
    await taker.take_own(listed.entries)
    return listed


async def _end_document(listed: Listed, taker: Taker) -> None:
    await taker.take_others()
    run, outlet, report = taker.run, taker.outlet, taker.report
    if report.landed:
        for answer in listed.evidence:
            origin = Origin(
                answer.final_url, report.url, answer.fetched_at.isoformat(), outlet.name, headers=dict(answer.headers)
            )
            run.incoming.add(answer.body, None, origin)
    # A feed with something left or failing in it must come whole next time: an answer "unchanged" would hide that.
    if listed.document is not None and not report.left and not report.may_pass:
        run.incoming.end_document(outlet.name, report.url, listed.document)


def _note_problems(run: Run, outlet: Outlet, report: DocumentReport, listed: Listed) -> None:
    is_nothing = not listed.entries and not listed.too_old
    for problem in listed.problems:
        place = problem.url or report.url
        trouble = Trouble(place, problem.code, problem.reason)
        if problem.code == "empty":  # nothing was there, which is no failure: a quiet outlet is told by the check
            report.troubles.append(trouble)
            continue
        if problem.code in ("no_address", "a_comment"):
            report.entries += 1
            report.reject(trouble)
        elif is_nothing and report.failure is None:
            report.failure = trouble
        else:
            report.troubles.append(trouble)
        run.incoming.add_problem(outlet.name, place, problem.code, problem.reason)


async def _collect_pages(run: Run, outlet: Outlet, memory: Memory) -> DocumentReport:
    report = DocumentReport(outlet.pages[0] if len(outlet.pages) == 1 else f"{outlet.name}: pages", kind="pages")
    await Taker(run, outlet, memory, report, is_always_looked_at=True).take_own(Entry(url) for url in outlet.pages)
    if report.entries and report.rejected == report.entries:
        report.failure = report.troubles.pop(0)
    return report
