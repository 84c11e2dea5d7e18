"""A web page is one article. Pages are parsed in a process apart: no page can stop the one that loads."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.page_process import Broken, PageProcess, TooSlow
from orchestration.ingest.readers.reading import Reading, Source, Unreadable

MAX_BYTES = 20_000_000
# Of the processor, and so the same on a busy machine. An article takes some hundredths, the largest live blogs a second
# or two; what takes longer is made to, or takes the parsers the square of its length.
MAX_SECONDS = 10.0
EXCERPT_BYTES = 2_000


def read_page(source: Source) -> Iterator[Reading]:
    """Yields one record with the page's own metadata, or one reject where no article text is found."""
    data = source.read_whole(MAX_BYTES)
    yield Unreadable(1, data) if isinstance(data, Reject) else read_page_bytes(1, data)


def read_page_bytes(number: int, data: bytes, *, url: str | None = None, charset: str | None = None) -> Reading:
    """One page as record `number` of its file. `url` and `charset` are what its server said, where that is known.

    The process that parses is begun with the first page and serves all that follow, until `end_page_process`.
    """
    try:
        return _find_process().parse(number, data, url, charset, seconds=MAX_SECONDS)
    except TooSlow:
        code, reason = "too_slow", f"parsing the page took more than {MAX_SECONDS:g} seconds of the processor"
    except Broken as error:
        code, reason = "broken_page", f"the page cannot be parsed: {error}"
    excerpt = cut_excerpt(data[:EXCERPT_BYTES].decode("utf-8", errors="replace").strip())
    return Unreadable(number, Reject(code, reason, excerpt))


def end_page_process() -> None:
    """End the process that parses pages, where there is one: it holds some hundred megabytes."""
    _find_process().end()


@cache
def _find_process() -> PageProcess:
    process = PageProcess()
    atexit.register(process.end)
    return process
