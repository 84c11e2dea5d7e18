"""A real HTTP server on loopback that plays many sites at once: which one a request is for says its Host header."""

from __future__ import annotations

import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FETCHING = {
    "contact": "tests@hearsay.example",
    "pace_seconds": 0,
    "settle_seconds": 0,
    "attempts": 2,
    "backoff_seconds": 0.01,
    "timeout_seconds": 2,
    "longest_wait_seconds": 5,
    "max_bytes": 300_000,
    "intranet_hosts": ["*.example", "127.0.0.1"],
}


@dataclass(frozen=True)
class Answer:
    """What a site answers. `play` writes to the raw connection itself instead."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    play: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    host: str
    path: str
    headers: Mapping[str, str]
    began_at: float
    ended_at: float


Page = Answer | Callable[[Mapping[str, str]], Answer]


class PlayedSites:
    """Pages by host and path; what is not there is a 404. Requests are kept in the order of their answers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[tuple[str, str], Page] = {}
        self.asked: list[Asked] = []
        self.lock = threading.Lock()
        self.addresses: dict[str, list[str]] = {}
        self.is_recording = True
        self.delay_seconds = 0.0  # of every answer, beside its own

    def url(self, host: str, path: str) -> str:
        """The address of a page of a site."""
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, page: Page | bytes | str, **headers: str) -> str:
        """Put a page in place; returns its address. Header names are written with underscores."""
        if isinstance(page, str):
            page = page.encode()
        if isinstance(page, bytes):
            page = Answer(page, headers={name.replace("_", "-"): value for name, value in headers.items()})
        self.pages[host, path] = page
        return self.url(host, path)

    def count(self, host: str, path: str | None = None) -> int:
        """How often a site, or one of its pages, was asked."""
        return sum(each.host == host and path in (None, each.path) for each in self.asked)

    def by_host(self) -> dict[str, list[Asked]]:
        """The requests of each site."""
        found: dict[str, list[Asked]] = defaultdict(list)
        for each in self.asked:
            found[each.host].append(each)
        return found

    async def resolve(self, host: str, port: int) -> list[str]:
        """Stands in for DNS: names under .example are this server's, unless `addresses` says otherwise."""
        if host in self.addresses:
            return self.addresses[host]
        if host.endswith(".example") or host == "127.0.0.1":
            return ["127.0.0.1"]
        raise OSError("no such name")


@contextmanager
def play_sites() -> Iterator[PlayedSites]:
    """The server, for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            began = time.monotonic()
            host = self.headers.get("host", "").partition(":")[0]
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = self.path.partition("?")[0]
            page = sites.pages.get((host, path), Answer(status=404))
            answer = page(headers) if callable(page) else page
            time.sleep(answer.delay_seconds + sites.delay_seconds)
            with sites.lock:  # before it is sent: whoever has the answer may look at once
                if sites.is_recording:
                    sites.asked.append(Asked(host, path, headers, began, time.monotonic()))
            try:
                if answer.play is not None:
                    self.close_connection = True
                    answer.play(self.wfile)
                else:
                    self._send(answer)
            except (ConnectionError, BrokenPipeError):
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.body)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            if not isinstance(sys.exception(), ConnectionError):  # a client that was killed is part of the play
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sites = PlayedSites(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield sites
    finally:
        server.shutdown()
        server.server_close()


def stream_without_end(stream: Any) -> None:
    """An answer that never ends, as fast as it is read."""
    stream.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    for _ in range(100_000):
        stream.write(b"<p>on and on</p>" * 500)


def drip(stream: Any) -> None:
    """An answer that sends a little every so often: never idle for long, never done."""
    stream.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\n\r\n")
    for _ in range(100):
        stream.write(b"<")
        stream.flush()
        time.sleep(0.2)


def talk_nonsense(stream: Any) -> None:
    """An answer that is no HTTP."""
    stream.write(b"\x00\x01 go away\r\n\r\n")


def article(title: str, text: str, *, date: str = "2026-11-20") -> str:
    """A page with an article in it, long enough for its text to be found."""
    more = (
        "The harbour council met for three hours in the old customs house, and the ferrymen waited outside in the rain."
        " Nobody left before the vote, which the clerk counted twice because two of the lamps had gone out."
    )
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>"
        f"<meta property='og:title' content='{title}'><meta property='article:published_time' content='{date}'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1><p>{text}</p><p>{more}</p>"
        f"<p>“We will build it by spring,” said Ada Brenk, who chairs the council. {more}</p></article></body></html>"
    )


def rss(*items: tuple[str, str, str]) -> str:
    """An RSS feed of (address, title, date)."""
    listed = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>" for url, title, date in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed</title>{listed}</channel></rss>"


def rss_with_texts(*items: tuple[str, str, str]) -> str:
    """An RSS feed of (address, title, HTML of the whole text)."""
    listed = "".join(
        f"<item><title>{title}</title><link>{url}</link><content:encoded><![CDATA[{text}]]></content:encoded></item>"
        for url, title, text in items
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return f"<?xml version='1.0'?><rss version='2.0' xmlns:content='{space}'><channel>{listed}</channel></rss>"
