"""A JSON document: one article, a list of them, or an object with such a list under "articles"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.decoding import decode
from orchestration.ingest.readers.json_lines import parse_json
from orchestration.ingest.readers.ninjs import read_object
from orchestration.ingest.readers.reading import Reading, Source, Unreadable

# The document is held in memory whole; larger ones belong in JSON Lines.
MAX_BYTES = 300_000_000


def read_json_document(source: Source) -> Iterator[Reading]:
    """Yields a record per article object; whatever else stands in the list is a reject."""
    data = source.read_whole(MAX_BYTES)
    if isinstance(data, Reject):
        yield Unreadable(1, data)
        return
    text = decode(data)
    try:
        value = parse_json(text)
    except ValueError as error:
        yield Unreadable(1, Reject("malformed", f"the file is not JSON: {error}", cut_excerpt(text.strip())))
        return
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if _is_feed(value):
        reason = "it is a JSON Feed, which is collected and not loaded: name its address in sources.yml"
        yield Unreadable(1, Reject("a_feed", reason, cut_excerpt(value)))
        return
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict):
            yield read_object(number, item)
        else:
            yield Unreadable(number, Reject("malformed", f"item {number} is not a JSON object", cut_excerpt(item)))


def _is_feed(value: Any) -> bool:
    return (
        isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")) and isinstance(value.get("items"), list)
    )
