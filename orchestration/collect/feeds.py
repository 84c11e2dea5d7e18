"""RSS, Atom and RDF by feedparser, JSON Feed by itself: entries, or the reason why there are none."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.parsers import expat
from xml.sax import SAXException

from orchestration.collect.comments import set_comments_apart
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
from orchestration.collect.json_feed import looks_like_json, read_json_feed
from orchestration.collect.markup import is_full_text, read_paragraphs

# What is no XML is read by a lenient parser, which takes a minute and more for a few megabytes.
LOOSE_BYTES = 500_000
MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16le", codecs.BOM_UTF16_BE: "utf-16be"}
XML_TYPE = "application/xml"
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read_feed(data: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> Listing:
    """What a feed lists; relative addresses are taken from `url`. Never raises: what cannot be read is a problem."""
    return set_comments_apart(_read_any(data, url, headers or {}), url)


def _read_any(data: bytes, url: str, headers: Mapping[str, str]) -> Listing:
    if not data.strip():
        return Listing(problems=(Problem("empty", "the feed is empty", url),))
    if looks_like_json(data):
        return read_json_feed(data, url)
    # Before any parser sees it. NULs stand between the letters in UTF-16.
    if ENTITY.search(data.replace(b"\x00", b"")):
        return Listing(problems=(Problem("xml_entities", "the feed declares XML entities, which are not read", url),))
    if len(data) > LOOSE_BYTES and not _is_well_formed(data):
        reason = f"the feed is larger than {LOOSE_BYTES:,} bytes and no well-formed XML"
        return Listing(problems=(Problem("broken_feed", reason, url),))
    try:
        return _read(data, url, headers)
    except Exception as error:  # feedparser meets every kind of broken document, and not all of its errors are its own
        return Listing(problems=(Problem("broken_feed", f"the feed cannot be parsed: {error!r}"[:500], url),))


def _read(data: bytes, url: str, headers: Mapping[str, str]) -> Listing:
    import feedparser  # takes a while to import, and only feeds need it

    known = {"content-location": url, "content-type": _choose_type(data, headers)}
    # As a stream: bytes and strings might be taken for the name of a file or for an address.
    # Addresses inside of texts are not used, and resolving them takes most of the time.
    found = feedparser.parse(io.BytesIO(data), response_headers=known, sanitize_html=False, resolve_relative_uris=False)
    items = found.get("entries") or []
    if not items:
        return Listing(problems=(_explain_nothing(found, data, url),), kind=found.get("version") or "")
    language = cut(found.feed.get("language"))
    entries, problems = [], list_passed_by(len(items), MAX_ENTRIES, url)
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        entry = _read_entry(item, url, language)
        if entry is None:
            problems.append(Problem("no_address", f"entry {number} names no web address: {_name(item)}", url))
        else:
            entries.append(entry)
    return Listing(tuple(entries), tuple(problems), kind=found.get("version") or "unknown")


def _choose_type(data: bytes, headers: Mapping[str, str]) -> str:
    # What the bytes say themselves wins over a header. Without a type feedparser takes the letters for Latin-1.
    said = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    return f"{XML_TYPE}; charset={said}" if said else headers.get("content-type") or XML_TYPE


def _is_well_formed(data: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _explain_nothing(found: Any, data: bytes, url: str) -> Problem:
    error = found.get("bozo_exception") if found.get("bozo") else None
    if found.get("version") and not isinstance(error, SAXException):
        return Problem("empty", "the feed lists no entry", url)
    if re.search(rb"<(!doctype\s+html|html)\b", data[:2000], re.IGNORECASE):
        return Problem("not_a_feed", "it is a web page, not a feed: `hearsay sources add` finds a site's feeds", url)
    if error is not None:
        return Problem("broken_feed", f"it is no feed that can be read: {error}"[:500], url)
    return Problem("not_a_feed", "it is no feed", url)


def _read_entry(item: Any, url: str, language: str) -> Entry | None:
    found = _read_address(item, url)
    if found is None:
        return None
    address, fragment = found
    markup = _choose_markup(item)
    text = "\n\n".join(read_paragraphs(markup)) if markup else ""
    return Entry(
        url=address,
        title=" ".join(read_paragraphs(cut(item.get("title")))),
        published_on=cut(item.get("published")) or cut(item.get("created")) or None,
        modified_at=cut(dict.get(item, "updated")) or None,  # feedparser's own `get` puts `published` in its place
        authors=tuple(_read_authors(item)),
        language=language or None,
        text=text if is_full_text(text) else "",
        markup=markup if is_full_text(text) else "",
        fragment=fragment,
    )


def _read_address(item: Any, url: str) -> tuple[str, str] | None:
    """The address of an entry, and the fragment that stood behind it."""
    links = [link for link in _each_mapping(item.get("links")) if link.get("rel", "alternate") == "alternate"]
    # A page rather than another form of the same article.
    links.sort(key=lambda link: "html" not in (link.get("type") or "text/html"))
    candidates = [item.get("link"), *(link.get("href") for link in links)]
    if item.get("guidislink", False) or not any(candidates):
        candidates.append(item.get("id"))
    for each in candidates:
        if isinstance(each, str) and each.strip() and (address := join_address(url, each)):
            return address, read_fragment(each)
    return None


def _choose_markup(item: Any) -> str:
    # Only what a feed calls content: a description is a summary, however long.
    found = [each for each in _each_mapping(item.get("content")) if isinstance(each.get("value"), str)]
    kept = [
        each["value"] for each in found if "html" in (each.get("type") or "html") or each.get("type") == "text/plain"
    ]
    return max(kept, key=len, default="")


def _read_authors(item: Any) -> Iterable[str]:
    names = [cut(each.get("name")) for each in _each_mapping(item.get("authors"))]
    return dict.fromkeys(name for name in names if name)


def _each_mapping(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _name(item: Any) -> str:
    return (cut(item.get("title")) or cut(item.get("id")) or "without a title")[:100]
