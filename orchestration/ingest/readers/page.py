"""A web page is one article: main text, title, authors and date as trafilatura finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.decoding import decode
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable

MAX_BYTES = 20_000_000
# A string with such a declaration is refused by the parser: it is decoded already.
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_page(source: Source) -> Iterator[Reading]:
    """Yields one record with the page's own metadata, or one reject where no article text is found."""
    data = source.read_whole(MAX_BYTES)
    if isinstance(data, Reject):
        yield Unreadable(1, data)
        return
    html = XML_DECLARATION.sub("", decode(data).replace("\x00", ""))
    try:
        fields = extract_page(html)
    except Exception as error:
        yield Unreadable(1, Reject("broken_page", f"the page cannot be parsed: {error!r}", cut_excerpt(html)))
        return
    if not fields.get("body"):
        yield Unreadable(1, Reject("no_text", "no article text was found in the page", cut_excerpt(html.strip())))
        return
    yield Record(1, fields, date_basis="page")


def extract_page(html: str) -> dict[str, Any]:
    """The fields of one page: title, body (paragraphs apart by a blank line), authors, published_on, url, outlet."""
    import trafilatura  # takes a second to import, and only pages need it

    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return {}
    paragraphs = [line.strip() for line in (found.text or "").splitlines() if line.strip()]
    if paragraphs and found.title and _fold(paragraphs[0]) == _fold(found.title):
        paragraphs = paragraphs[1:]  # the headline is the title's, and would else be said twice
    outlet = found.sitename or ""
    return {
        "title": found.title,
        "body": "\n\n".join(paragraphs),
        "authors": found.author.split("; ") if found.author else [],
        "published_on": found.date,
        "url": found.url,
        "outlet": None if outlet.startswith("@") else outlet,
        "description": found.description,
        "tags": found.tags or None,
    }


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
