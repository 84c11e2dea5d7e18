"""Fetching one address politely and safely: robots, pace, retries, limits, and every redirect checked anew."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from orchestration.collect.connecting import GuardedTransport
from orchestration.collect.guarding import Guard, Refused, Resolve
from orchestration.collect.pacing import Pacer
from orchestration.collect.retrying import may_pass
from orchestration.collect.robots import ALLOW_ALL, MAX_BYTES, Robots, decode_robots, parse_robots
from orchestration.collect.sources import Fetching
from orchestration.collect.unpacking import ACCEPTED, Broken, TooLarge, Unpacker
from orchestration.collect.waiting import back_off, read_retry_after

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
RETRIED = frozenset({429, 500, 502, 503, 504})
MAX_HEADERS, MAX_HEADER_CHARS = 60, 1_000
USED_HEADERS = frozenset({"content-type", "etag", "last-modified", "location"})
# What was meant for this one visitor says nothing about the answer.
DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authenticate", "www-authenticate"})


@dataclass(frozen=True)
class Fetched:
    """An answer: the body unpacked, the address that gave it, when (UTC). `body` is empty where `is_unchanged`."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime
    is_unchanged: bool = False
    has_moved: bool = False


@dataclass(frozen=True)
class Failure:
    """No answer that can be used: `code` to count by, and the reason in words."""

    url: str
    code: str
    reason: str

    @property
    def is_passing(self) -> bool:
        """Whether a later run may fare better."""
        return may_pass(self.code)


@dataclass(frozen=True)
class Request:
    """What to ask for. `own_hosts` are the hosts that the outlet's configuration names itself.

    Of an answer larger than `max_bytes` nothing is taken, or its beginning where `takes_beginning`.
    """

    url: str
    own_hosts: frozenset[str] = frozenset()
    pace_seconds: float | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int | None = None
    takes_beginning: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


class _Again(Exception):
    """The attempt may be repeated: why, and the seconds the server asks for."""

    def __init__(self, code: str, reason: str, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.code, self.reason, self.wait_seconds = code, reason, wait_seconds


class Fetcher:
    """Fetches addresses; use as an asynchronous context manager. `resolve` stands in for DNS where it is given."""

    def __init__(self, config: Fetching, *, resolve: Resolve | None = None) -> None:
        self.config = config
        self.request_count = 0
        self.byte_count = 0
        self._guard = Guard(config.intranet_hosts, resolve)
        self._pacer = Pacer()
        self._robots: dict[str, asyncio.Task[Robots | Failure]] = {}
        self._slots = asyncio.Semaphore(config.concurrency)
        self._chance = random.Random()

    async def __aenter__(self) -> Fetcher:
        transport = GuardedTransport(self._guard, connections=self.config.concurrency)
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=self.config.timeout_seconds,
            headers={"user-agent": self.config.user_agent, "accept-encoding": ACCEPTED, "accept": "*/*"},
            follow_redirects=False,
            # No cookies: a site should answer a run as it answers anybody's first visit.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._robots.values():
            task.cancel()
        await self._client.aclose()

    async def fetch(self, request: Request) -> Fetched | Failure:
        """The answer to one request, its redirects followed, or why there is none. Raises nothing but cancellation."""
        url, has_moved = urldefrag(request.url).url, False
        try:
            for _ in range(MAX_REDIRECTS + 1):
                allowed = await self._ask_robots(url, request)
                if allowed is not None:
                    return allowed
                answer = await self._fetch_patiently(url, request, is_first=url == urldefrag(request.url).url)
                if isinstance(answer, Failure):
                    return answer
                target = answer.headers.get("location")
                if answer.status not in REDIRECTS or target is None:
                    return self._judge(request, answer, has_moved)
                has_moved = has_moved or answer.status in (301, 308)
                url = urldefrag(urljoin(url, target.strip())).url
        except Refused as refused:
            return Failure(request.url, refused.code, _say_where(refused.reason, url, request.url))
        except (ValueError, httpx.InvalidURL) as error:  # an address that one of the libraries cannot take apart
            return Failure(
                request.url, "bad_address", _say_where(f"the address cannot be used: {error}", url, request.url)
            )
        except Exception as error:  # one address that nobody foresaw must not cost the others of its outlet
            return Failure(request.url, "unforeseen", f"fetching it broke: {error!r}"[:500])
        return Failure(request.url, "too_many_redirects", f"it redirects more than {MAX_REDIRECTS} times")

    def _judge(self, request: Request, answer: Fetched, has_moved: bool) -> Fetched | Failure:
        if answer.status == 304 and (request.etag or request.last_modified):
            return Fetched(request.url, answer.final_url, 304, answer.headers, b"", answer.fetched_at, True, has_moved)
        if answer.status != 200:
            is_gone = answer.status in (404, 410)
            code = "not_found" if is_gone else "http_error"
            reason = _say_where(f"the server answers {answer.status}", answer.final_url, request.url)
            return Failure(request.url, code, reason)
        return Fetched(
            request.url, answer.final_url, 200, answer.headers, answer.body, answer.fetched_at, False, has_moved
        )

    async def _fetch_patiently(self, url: str, request: Request, *, is_first: bool) -> Fetched | Failure:
        _, host, port = self._guard.check_url(url, request.own_hosts)
        # As the client will read the address: two libraries may see two hosts in an odd one.
        self._guard.check_host(httpx.URL(url).raw_host.decode("ascii").lower().strip("[]"), request.own_hosts)
        place = f"{host}:{port}"
        pace = self.config.pace_seconds if request.pace_seconds is None else request.pace_seconds
        self._pacer.slow_down(place, pace)
        async with self._pacer.turn(place):
            for attempt in range(1, self.config.attempts + 1):
                if self._pacer.why_gone(place):
                    return Failure(request.url, "host_failing", self._pacer.why_gone(place))
                try:
                    answer = await self._exchange(url, request, is_first=is_first)
                except _Again as again:
                    last = again
                    wait = again.wait_seconds
                    if wait is None:
                        wait = back_off(attempt, self.config.backoff_seconds, self._chance)
                    elif wait > self.config.longest_wait_seconds:
                        reason = f"{host} asks to come back in {wait:,.0f} seconds"
                        self._pacer.give_up(place, reason)
                        return Failure(request.url, "retry_later", f"{reason}: {again.reason}")
                    else:
                        self._pacer.hold_off(place, wait)
                    if attempt < self.config.attempts:
                        await self._pacer.rest(place, wait)
                    continue
                self._pacer.succeed(place)
                return answer
            self._pacer.fail(place)
        reason = _say_where(f"{last.reason}, {self.config.attempts} times", url, request.url)
        return Failure(request.url, last.code, reason)

    async def _exchange(self, url: str, request: Request, *, is_first: bool) -> Fetched | Failure:
        headers = dict(request.headers)
        conditions = {"if-none-match": request.etag, "if-modified-since": request.last_modified}
        # Only the address that gave them knows them; what is not ASCII could not be sent back.
        headers.update({name: value for name, value in conditions.items() if value and value.isascii() and is_first})
        limit = self.config.max_bytes if request.max_bytes is None else request.max_bytes
        self.request_count += 1
        try:
            async with (
                self._slots,
                asyncio.timeout(self.config.timeout_seconds),
                self._client.stream("GET", url, headers=headers) as response,
            ):
                return await self._read(url, response, limit, takes_beginning=request.takes_beginning)
        except (TimeoutError, httpx.TimeoutException, httpcore.TimeoutException):
            raise _Again("timeout", f"it took longer than {self.config.timeout_seconds:g} seconds") from None
        except TooLarge:
            return Failure(request.url, "too_large", f"it is larger than {limit:,} bytes")
        except Broken as error:
            return Failure(request.url, "broken_answer", str(error))
        except (httpcore.ProtocolError, httpx.ProtocolError) as error:
            raise _Again(
                "broken_answer", f"the server does not speak HTTP: {str(error) or type(error).__name__}"
            ) from None
        except (httpx.HTTPError, httpcore.NetworkError, OSError) as error:
            raise _Again("no_connection", f"no connection: {str(error) or type(error).__name__}") from None

    async def _read(self, url: str, response: httpx.Response, limit: int, *, takes_beginning: bool) -> Fetched:
        now = datetime.now(UTC)
        kept = _keep_headers(response.headers)
        if response.status_code in RETRIED:
            wait = read_retry_after(response.headers.get("retry-after"), now)
            raise _Again("http_error", f"the server answers {response.status_code}", wait)
        if response.status_code != 200:  # its body is of no use
            return Fetched(url, url, response.status_code, kept, b"", now)
        unpacker = Unpacker(limit, response.headers.get("content-encoding", ""))
        length = response.headers.get("content-length", "")
        is_told = length.isascii() and length.isdigit() and len(length) < 20 and int(length) > limit
        if is_told and not takes_beginning:
            raise TooLarge
        try:
            async for chunk in response.aiter_raw():
                self.byte_count += len(chunk)
                unpacker.add(chunk)
        except TooLarge:
            if not takes_beginning:
                raise
            return Fetched(url, url, 200, kept, unpacker.read_beginning(), now)
        return Fetched(url, url, 200, kept, unpacker.finish(), now)

    async def _ask_robots(self, url: str, request: Request) -> Failure | None:
        scheme, host, port = self._guard.check_url(url, request.own_hosts)
        place = f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        if place not in self._robots:
            self._robots[place] = asyncio.ensure_future(self._fetch_robots(place, request))
        robots = await asyncio.shield(self._robots[place])
        if isinstance(robots, Failure):
            return Failure(request.url, robots.code, f"robots.txt: {robots.reason}")
        if robots.delay_seconds is not None:
            self._pacer.slow_down(f"{host}:{port}", robots.delay_seconds)
        if robots.allows(url):
            return None
        return Failure(request.url, "robots", _say_where("robots.txt does not allow it", url, request.url))

    async def _fetch_robots(self, place: str, request: Request) -> Robots | Failure:
        # Redirects of robots.txt are followed without asking for robots.txt there: that is what RFC 9309 says.
        url = f"{place}/robots.txt"
        wanted = Request(url, request.own_hosts, request.pace_seconds, max_bytes=MAX_BYTES, takes_beginning=True)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = await self._fetch_patiently(url, wanted, is_first=True)
                if isinstance(answer, Failure):  # as RFC 9309 says: what cannot be read is not taken as a permission
                    return Failure(url, "robots_unreachable", answer.reason)
                if answer.status in REDIRECTS and "location" in answer.headers:
                    url = urldefrag(urljoin(url, answer.headers["location"].strip())).url
                elif answer.status >= 500:  # those that are not tried again are no permission either
                    return Failure(url, "robots_unreachable", f"the server answers {answer.status}")
                elif answer.status == 200:
                    return parse_robots(decode_robots(answer.body), self.config.agent)
                else:  # there is none, or it is not for us to see: nothing is asked of robots
                    return ALLOW_ALL
        except Refused as refused:
            return Failure(url, refused.code, refused.reason)
        except (ValueError, httpx.InvalidURL):
            return ALLOW_ALL
        return ALLOW_ALL


def _keep_headers(headers: httpx.Headers) -> dict[str, str]:
    kept = [(name.lower(), value) for name, value in headers.items() if name.lower() not in DROPPED_HEADERS]
    kept.sort(key=lambda header: header[0] not in USED_HEADERS)
    # An address is useless in part; it is checked for its length where it is asked.
    return {name: value if name == "location" else value[:MAX_HEADER_CHARS] for name, value in kept[:MAX_HEADERS]}


def _say_where(reason: str, url: str, asked: str) -> str:
    return reason if url == urldefrag(asked).url else f"{reason} (at {url[:200]}, where it was redirected to)"
