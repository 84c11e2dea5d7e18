"""Requests a second against a server on this machine: fetching alone, and collecting whole runs into a landing zone.

    python -m tests.benchmarks.bench_collect --hosts 20 --pages 50

The server runs in a process of its own. The pace is zero here: on the web it decides, not this.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from orchestration.collect.collecting import collect
from orchestration.collect.fetching import Fetched, Fetcher, Request
from orchestration.collect.sources import Sources, parse_sources
from orchestration.settings import load_settings
from tests.integration.played_sites import FETCHING, article, play_sites, rss


def serve(hosts: int, pages: int) -> None:
    """Play so many sites with so many pages each; prints the port, and ends with standard input."""
    with play_sites() as sites:
        sites.is_recording = False
        for host in name_hosts(hosts):
            items = [(f"/{number}", f"Story {number} of {host}", "") for number in range(pages)]
            sites.put(host, "/rss.xml", rss(*items), content_type="application/rss+xml")
            for path, title, _ in items:
                sites.put(host, path, article(title, f"{title} is told here."), content_type="text/html")
        print(sites.port, flush=True)
        sys.stdin.read()


def name_hosts(hosts: int) -> list[str]:
    """The names of the played sites."""
    return [f"site{number}.example" for number in range(hosts)]


@contextmanager
def start_server(hosts: int, pages: int) -> Iterator[int]:
    """A server process; gives its port."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_collect", "--serve"]
    command += ["--hosts", str(hosts), "--pages", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield int(server.stdout.readline())
        server.stdin.close()


async def resolve(host: str, port: int) -> list[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]


def configure(port: int, hosts: int, pages: int, concurrency: int) -> Sources:
    """The sources of all played sites."""
    fetching = {**FETCHING, "timeout_seconds": 60, "concurrency": concurrency, "max_entries": pages}
    outlets = [{"name": host, "feeds": [f"http://{host}:{port}/rss.xml"]} for host in name_hosts(hosts)]
    return parse_sources(yaml.safe_dump({"fetching": fetching, "outlets": outlets}), Path("sources.yml"))


async def fetch_all(sources: Sources, pages: int) -> tuple[int, float]:
    """Requests and seconds of fetching every page once, robots.txt included."""
    async with Fetcher(sources.fetching, resolve=resolve) as fetcher:
        wanted = [
            Request(outlet.feeds[0].replace("rss.xml", str(number)), outlet.hosts)
            for number in range(pages)
            for outlet in sources.outlets
        ]
        began = time.perf_counter()
        answers = await asyncio.gather(*(fetcher.fetch(request) for request in wanted))
        seconds = time.perf_counter() - began
        failed = [answer for answer in answers if not isinstance(answer, Fetched)]
        if failed:
            raise SystemExit(f"{len(failed)} of {len(answers)} requests failed, the first: {failed[0]}")
        return fetcher.request_count, seconds


def main() -> None:
    """Measure, and print a line for each figure; `--json FILE` keeps them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.hosts, options.pages)
        return
    figures: dict[str, float] = {"hosts": options.hosts, "pages": options.hosts * options.pages}
    with start_server(options.hosts, options.pages) as port, tempfile.TemporaryDirectory() as folder:
        sources = configure(port, options.hosts, options.pages, options.concurrency)
        requests, seconds = asyncio.run(fetch_all(sources, options.pages))
        figures["fetching_requests_per_second"] = requests / seconds
        settings = load_settings({}, data=Path(folder) / "data")
        for name in ("first_run", "second_run"):
            report = collect(settings, sources, resolve=resolve)
            figures[f"{name}_landed"] = report.count("landed")
            figures[f"{name}_requests"] = report.requests
            figures[f"{name}_requests_per_second"] = report.requests / report.seconds
    for name, value in figures.items():
        print(f"{name:35} {value:12,.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
