"""At whose site an address is: that of the outlets whose configuration names its host, or one above or below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from orchestration.collect.sources import Outlet
from orchestration.ingest.identity import canonicalise_url, read_asked_host, read_domain


class Homes:
    """The outlets by the hosts of their feeds and sitemaps, and behind them by those of single pages.

    Who looks at one page of a site does not speak for it where another has its feed.
    """

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self._by_lists = _Hosts((outlet, (*outlet.feeds, *outlet.sitemaps)) for outlet in outlets)
        self._by_pages = _Hosts((outlet, outlet.pages) for outlet in outlets)

    def find(self, url: str) -> list[Outlet]:
        """The outlets at whose site an article's address is, the nearest first; none for a bare front page."""
        host = read_domain(None, url) if canonicalise_url(url) else None
        return (self._by_lists.find(host) or self._by_pages.find(host)) if host else []

    def is_home(self, outlet: Outlet, url: str) -> bool:
        """Whether an article's address is at the outlet's own site."""
        return any(each.name == outlet.name for each in self.find(url))


class _Hosts:
    # Looked up by every domain above a host: nothing is compared with all outlets.
    def __init__(self, addresses: Iterable[tuple[Outlet, Sequence[str]]]) -> None:
        self._at: dict[str, list[Outlet]] = defaultdict(list)
        self._below: dict[str, list[Outlet]] = defaultdict(list)
        for outlet, urls in addresses:
            for host in {host for each in urls if (host := read_asked_host(each))}:
                self._at[host].append(outlet)
                for parent in list(_climb(host))[1:]:
                    self._below[parent].append(outlet)

    def find(self, host: str) -> list[Outlet]:
        above = (outlet for each in _climb(host) for outlet in self._at.get(each, ()))
        return list({outlet.name: outlet for outlet in (*above, *self._below.get(host, ()))}.values())


def _climb(host: str) -> Iterator[str]:
    """The host and the domains above it."""
    while host:
        yield host
        host = host.partition(".")[2]
