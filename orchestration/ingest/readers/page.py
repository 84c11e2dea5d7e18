"""A web page is one article: its main text, and what it declares about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.pages.extraction import extract_page
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
