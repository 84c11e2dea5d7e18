"""One document's entries, each to its end: landed, seen, rejected, or left for a later run."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from orchestration.collect.barriers import find_barrier, find_page_problem
from orchestration.collect.claiming import Claims
from orchestration.collect.entries import Entry
from orchestration.collect.fetching import Failure, Fetched, Fetcher, Request
from orchestration.collect.homes import Homes
from orchestration.collect.incoming import Incoming
from orchestration.collect.memory import Memory, Seen, is_due, is_fading
from orchestration.collect.outcomes import DocumentReport, Trouble
from orchestration.collect.sources import Outlet
from orchestration.ingest.identity import canonicalise_url
from orchestration.ingest.origin import Origin


@dataclass
class Run:
    """What all of a run share: where things go, the moment (UTC), whose sites there are, and who deals with what."""

    fetcher: Fetcher
    incoming: Incoming
    now: datetime
    homes: Homes
    claims: Claims

    @property
    def at(self) -> str:
        """The moment of the run, ISO."""
        return self.now.astimezone(UTC).isoformat()


@dataclass
class Taker:
    """Takes the entries of one document of one outlet: `take_own`, and once all outlets have done so, `take_others`."""

    run: Run
    outlet: Outlet
    memory: Memory
    report: DocumentReport
    is_always_looked_at: bool = False  # pages that are configured themselves are looked at in every run
    _others: list[Entry] = field(default_factory=list)
    _taken: int = 0

    async def take_own(self, entries: Iterable[Entry]) -> None:
        """Deal with every entry but those at another outlet's site; those that could still change are looked at again.

        Raises OSError for the disk's.
        """
        own: list[Entry] = []
        for entry in [*self._drop_same_address(entries), *self._list_due()]:
            (self._others if self._find_hosts(entry.url) else own).append(entry)
        await self._take(own)

    async def take_others(self) -> None:
        """Deal with what is left, after those at whose sites it is. Raises OSError for the disk's."""
        hosts = (outlet.name for entry in self._others for outlet in self._find_hosts(entry.url))
        await self.run.claims.wait_for(set(hosts))
        await self._take(self._others)

    def _drop_same_address(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Without entries that say something else of an address than one before them: one article cannot be both."""
        first: dict[str, Entry] = {}
        for entry in entries:
            key = name_article(entry.url)
            before = first.setdefault(key, entry)
            if (before.title, before.text) == (entry.title, entry.text):
                yield entry
                continue
            self.report.entries += 1
            own_key = f"{key}#{entry.fragment or entry.fingerprint}"
            known = self.memory.seen.get(own_key)
            if known is not None and known.fingerprint == entry.fingerprint:
                self.report.seen += 1
                self._keep_known(own_key)
            else:
                reason = f"another entry of the document has the same address and another text: {before.title!r}"
                self._reject(own_key, entry, Failure(entry.url, "same_address", reason))

    def _find_hosts(self, url: str) -> list[Outlet]:
        """The other outlets at whose site an address is, the nearest first; none where it is at this one's too."""
        homes = [] if self.is_always_looked_at else self.run.homes.find(url)
        return [] if self.outlet in homes else homes

    async def _take(self, entries: Iterable[Entry]) -> None:
        wanted: list[tuple[str, Entry]] = []
        for entry in entries:
            key = name_article(entry.url)
            if not self._is_mine(key, entry):
                continue
            self.report.entries += 1
            if self._is_waiting(key, entry):
                self.report.leave(self._say_waiting(key), entry.url)
            elif not self._is_wanted(key, entry):
                self.report.seen += 1
                self._keep_known(key)
            else:
                wanted.append((key, entry))
        wanted = self._choose(wanted)
        for key, _ in wanted:
            self.run.claims.begin(key, self.outlet.name)
        self._land_texts([(key, entry) for key, entry in wanted if self._has_own_text(entry)])
        pages = [(key, entry) for key, entry in wanted if not self._has_own_text(entry)]
        async with asyncio.TaskGroup() as group:
            for key, entry in pages:
                group.create_task(self._take_page(key, entry))

    def _is_mine(self, key: str, entry: Entry) -> bool:
        """Whether this outlet has to deal with an entry; what another one brings, or tries to, is counted here."""
        is_new = self.run.claims.is_listed_anew(self.outlet.name, key)
        claim = self.run.claims.find(key)
        if claim is not None and claim.is_brought is False and self._has_own_text(entry):
            return True  # its page could not be had, and here is its text
        if not is_new:
            return False  # listed twice: it is one entry, and counted where it is dealt with
        if claim is None and not self._is_brought_by_others(key, entry):
            return True
        self.report.entries += 1
        if claim is None or claim.is_brought:
            self.report.seen += 1
        else:
            self.report.leave(f"{claim.outlet} lists it too, and asks for it in this run", entry.url)
        return False

    def _is_brought_by_others(self, key: str, entry: Entry) -> bool:
        own = self.memory.seen.get(key)
        if self.is_always_looked_at or (own is not None and own.was_brought):
            return False
        known_to = self.run.claims.who_knew(key)
        homes = {outlet.name for outlet in self.run.homes.find(entry.url)}
        # Who is at home there takes it also from another who brought it, but not from one who is at home there too.
        return bool(known_to & homes if self.outlet.name in homes else known_to)

    def _choose(self, wanted: list[tuple[str, Entry]]) -> list[tuple[str, Entry]]:
        """As many as one run may take, those that have failed least first: what stays shut keeps nothing else away."""
        known = self.memory.seen
        ordered = sorted(wanted, key=lambda each: known[each[0]].failures if each[0] in known else 0)
        most = self.run.fetcher.config.max_entries - self._taken
        self._taken += len(ordered[:most])
        self.report.left += len(ordered[most:])
        return ordered[:most]

    def _list_due(self) -> list[Entry]:
        # What has its text in the feed changes there.
        mine = (each for each in self.memory.seen.values() if each.listed_by == self.report.url and each.sha256)
        return [Entry(each.url) for each in mine if self._is_due(each)]

    def _is_due(self, seen: Seen) -> bool:
        config = self.run.fetcher.config
        return is_due(seen, self.run.now, hours=config.revisit_hours, days=config.revisit_days)

    def _is_wanted(self, key: str, entry: Entry) -> bool:
        known = self.memory.seen.get(key)
        if known is None or self.is_always_looked_at:
            return True
        if known.came_as_text and not self._has_own_text(entry):
            return False  # its page, or a feed that has only its title, says no more than its text
        if self._says_other(entry, known):
            return True
        if known.has_failed:
            return not known.is_waiting(self.run.now)
        return not self._has_own_text(entry) and self._is_due(known)

    def _is_waiting(self, key: str, entry: Entry) -> bool:
        """Whether an article that was never brought is left alone for now, as it has failed lately."""
        known = self.memory.seen.get(key)
        if known is None or known.was_brought or self.is_always_looked_at:
            return False
        return known.is_waiting(self.run.now) and not self._says_other(entry, known)

    def _say_waiting(self, key: str) -> str:
        known = self.memory.seen[key]
        return f"it failed at {known.failed_at[:16]} ({known.failures} times in a row) and is asked for again later"

    def _says_other(self, entry: Entry, known: Seen) -> bool:
        return entry.says_anything and bool(known.fingerprint) and entry.fingerprint != known.fingerprint

    def _keep_known(self, key: str) -> None:
        """Not to fetch anew what a source lists for longer than it would be remembered."""
        known = self.memory.seen[key]
        if is_fading(known, self.run.now):
            self.run.incoming.remember(self.outlet.name, {key: replace(known, fetched_at=self.run.at)})

    def _has_own_text(self, entry: Entry) -> bool:
        if not entry.text or self.outlet.full_text == "page":
            return False
        # A text at another site's address would become a version of that site's article: there the page decides.
        return self.outlet.full_text == "feed" or self.run.homes.is_home(self.outlet, entry.url)

    def _land_texts(self, texts: list[tuple[str, Entry]]) -> None:
        if not texts:
            return
        lines = [json.dumps(entry.to_record()) for _, entry in texts]
        seen = {key: self._remember(key, entry) for key, entry in texts}
        origin = replace(self._describe(self.report.url, self.run.at, Entry(self.report.url), {}), holds_records=True)
        data = ("\n".join(lines) + "\n").encode()
        self.run.incoming.add(data, "jsonl", origin, seen=seen)
        for key, _ in texts:
            self.run.claims.end(key, is_brought=True)
        self.report.landed += len(texts)
        self.report.from_feed += len(texts)

    async def _take_page(self, key: str, entry: Entry) -> None:
        known = self.memory.seen.get(key)
        answer = await self.run.fetcher.fetch(
            Request(
                entry.url,
                own_hosts=self.outlet.hosts,
                pace_seconds=self.outlet.pace_seconds,
                etag=known.etag if known else None,
                last_modified=known.last_modified if known else None,
            )
        )
        if isinstance(answer, Fetched) and (problem := self._find_problem(entry, answer)) is not None:
            answer = problem
        self.run.claims.end(key, is_brought=isinstance(answer, Fetched))
        if isinstance(answer, Failure):
            self._reject(key, entry, answer)
            return
        digest = known.sha256 if answer.is_unchanged and known else hashlib.sha256(answer.body).hexdigest()
        seen = {key: self._remember(key, entry, answer, digest)}
        if known is not None and digest == known.sha256:
            self.run.incoming.remember(self.outlet.name, seen)
            self.report.seen += 1
            return
        origin = self._describe(answer.final_url, answer.fetched_at.isoformat(), entry, dict(answer.headers))
        self.run.incoming.add(answer.body, "page", origin, listed_for=self.outlet.name, seen=seen)
        self.report.landed += 1

    def _find_problem(self, entry: Entry, answer: Fetched) -> Failure | None:
        # A page that somebody configured may be meant to lead elsewhere.
        barrier = None if self.is_always_looked_at else find_barrier(entry.url, answer.final_url)
        return barrier or find_page_problem(answer)

    def _reject(self, key: str, entry: Entry, failure: Failure) -> None:
        trouble = Trouble(entry.place, failure.code, failure.reason)
        self.report.reject(trouble, is_passing=failure.is_passing)
        seen = {key: self._note_failure(key, entry, failure)}
        self.run.incoming.add_problem(self.outlet.name, entry.place, failure.code, failure.reason, seen=seen)

    def _note_failure(self, key: str, entry: Entry, failure: Failure) -> Seen:
        known, noted = self.memory.seen.get(key), self._remember(key, entry)
        if not failure.is_passing:
            return replace(noted, gone=failure.code)
        if known is not None and known.was_brought:
            # What was brought stays known, and is compared with when it comes again.
            noted = replace(known, fingerprint=noted.fingerprint)
        return replace(noted, failures=known.failures + 1 if known else 1, failed_at=self.run.at)

    def _remember(self, key: str, entry: Entry, answer: Fetched | None = None, digest: str = "") -> Seen:
        known = self.memory.seen.get(key)
        headers = answer.headers if answer else {}
        return Seen(
            url=entry.url,
            listed_by=self.report.url,
            first_at=known.first_at if known and known.was_brought else self.run.at,
            fetched_at=self.run.at,
            fingerprint=entry.fingerprint if known is None or entry.says_anything else known.fingerprint,
            sha256=digest,
            etag=headers.get("etag") or (known.etag if known and answer and answer.is_unchanged else None),
            last_modified=headers.get("last-modified")
            or (known.last_modified if known and answer and answer.is_unchanged else None),
        )

    def _describe(self, url: str, at: str, entry: Entry, headers: dict[str, str]) -> Origin:
        # An article is of the outlet at whose site it is, whoever lists it; where there is none, of who lists it.
        outlet = next(iter(self._find_hosts(url)), self.outlet)
        return Origin(
            url=url,
            listed_by=self.report.url,
            fetched_at=at,
            outlet=outlet.name,
            outlet_country=outlet.country,
            language=outlet.language or entry.language,
            title=entry.title,
            authors=entry.authors,
            published_on=entry.published_on,
            headers=headers,
        )


def name_article(url: str) -> str:
    """What an address is remembered by: the same article is one, however its address is decorated."""
    return canonicalise_url(url) or url
