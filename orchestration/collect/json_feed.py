"""JSON Feed (jsonfeed.org, versions 1 and 1.1): entries, or the reason why there are none."""

from __future__ import annotations

import json
from typing import Any

from orchestration.collect.entries import (
    MAX_ENTRIES,
    Entry,
    Listing,
    Problem,
    cut,
    join_address,
    list_passed_by,
    read_fragment,
)
from orchestration.collect.markup import is_full_text, read_paragraphs
from orchestration.ingest.fields import read_text


def looks_like_json(data: bytes) -> bool:
    """Whether the first sign is a brace, as no XML begins."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def read_json_feed(data: bytes, url: str) -> Listing:
    """What a JSON Feed lists; relative addresses are taken from `url`. Never raises."""
    try:
        value = json.loads(data.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        return Listing(problems=(Problem("broken_feed", f"the feed is not JSON that can be read: {error}"[:500], url),))
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return Listing(problems=(Problem("not_a_feed", "it is JSON without a list of items, so no JSON Feed", url),))
    if not items:
        return Listing(problems=(Problem("empty", "the feed lists no entry", url),), kind="json")
    entries, problems = [], list_passed_by(len(items), MAX_ENTRIES, url)
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        entry = _read_item(item, url, cut(value.get("language"))) if isinstance(item, dict) else None
        if entry is None:
            problems.append(Problem("no_address", f"item {number} names no web address", url))
        else:
            entries.append(entry)
    return Listing(tuple(entries), tuple(problems), kind="json")


def _read_item(item: dict[str, Any], url: str, language: str) -> Entry | None:
    candidates = (item.get("url"), item.get("id"), item.get("external_url"))
    links = ((join_address(url, each), each) for each in candidates if isinstance(each, str) and "/" in each)
    address, printed = next(((address, each) for address, each in links if address), (None, ""))
    if address is None:
        return None
    markup = item.get("content_html")
    plain = item["content_text"] if isinstance(item.get("content_text"), str) else ""
    markup = markup if isinstance(markup, str) else ""
    paragraphs = read_paragraphs(markup) if markup else read_text(plain).split("\n\n")
    text = "\n\n".join(part for each in paragraphs if (part := " ".join(each.split())))
    is_full = is_full_text(text)
    return Entry(
        url=address,
        title=cut(item.get("title")),
        published_on=cut(item.get("date_published")) or None,
        modified_at=cut(item.get("date_modified")) or None,
        authors=tuple(_read_authors(item)),
        language=cut(item.get("language")) or language or None,
        text=text if is_full else "",
        markup=markup if is_full else "",
        fragment=read_fragment(printed),
    )


def _read_authors(item: dict[str, Any]) -> list[str]:
    found = item.get("authors")
    people = [*(found if isinstance(found, list) else []), item.get("author")]
    names = [cut(each.get("name")) for each in people if isinstance(each, dict)]
    return list(dict.fromkeys(name for name in names if name))
