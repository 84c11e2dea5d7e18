"""News sitemaps, plain sitemaps and indexes of them, by defusedxml: no document types, no entities."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from orchestration.collect.entries import Entry, Listing, Problem, cut, join_address, list_passed_by
from orchestration.collect.unpacking import Broken, TooLarge, unpack_gzip
from orchestration.ingest.dates import read_published_on

MAX_LISTED = 50_000  # what the format allows in one file
SITEMAP, INDEX = "urlset", "sitemapindex"


def read_sitemap(data: bytes, url: str, *, now: datetime, max_age: timedelta, max_bytes: int) -> Listing:
    """What a sitemap lists that is not older than `max_age`, or the sitemaps that an index names.

    An article without any date is listed; an index's sitemaps are taken by their own dates. Never raises.
    """
    try:
        data = unpack_gzip(data, max_bytes)
    except TooLarge:
        return _problem("too_large", f"the sitemap unpacks to more than {max_bytes:,} bytes", url)
    except Broken as error:
        return _problem("broken_sitemap", str(error), url)
    try:
        root = _parse(data)
    except Exception as error:  # defusedxml's refusals, the parser's errors, an encoding that nobody knows
        is_refused = type(error).__name__ in ("DTDForbidden", "EntitiesForbidden", "ExternalReferenceForbidden")
        if is_refused:
            return _problem("xml_entities", "the sitemap declares a document type or entities, which are not read", url)
        return _problem("broken_sitemap", f"the sitemap is not XML that can be read: {error}"[:500], url)
    kind = _local(root)
    if kind not in (SITEMAP, INDEX):
        return _problem("not_a_sitemap", f"it is no sitemap: its first element is {kind[:60]!r}", url)
    earliest = (now - max_age).date()
    return _read(root, kind, url, earliest.isoformat())


def _parse(data: bytes) -> Any:
    from defusedxml.ElementTree import fromstring

    return fromstring(data.strip(), forbid_dtd=True)


def _read(root: Any, kind: str, url: str, earliest: str) -> Listing:
    entries, children, problems, passed_over = [], [], list_passed_by(len(root), MAX_LISTED, url), 0
    for number, node in enumerate(root[:MAX_LISTED], start=1):
        if _local(node) not in ("url", "sitemap"):
            continue
        said = _read_fields(node)
        address = join_address(url, said.get("loc", "")) if said.get("loc") else None
        if address is None:
            problems.append(Problem("no_address", f"item {number} names no web address", url))
            continue
        day = read_published_on(said.get("publication_date") or said.get("lastmod"))
        if day is not None and day.isoformat() < earliest:
            passed_over += 1
        elif kind == INDEX:
            children.append(address)
        else:
            entries.append(
                Entry(
                    address,
                    said.get("title", ""),
                    said.get("publication_date"),
                    said.get("lastmod"),
                    language=said.get("language"),
                )
            )
    if not (entries or children or problems or passed_over):
        problems.append(Problem("empty", "the sitemap lists nothing", url))
    return Listing(tuple(entries), tuple(problems), tuple(children), passed_over, kind)


def _read_fields(node: Any) -> dict[str, str]:
    wanted = ("loc", "lastmod", "publication_date", "title", "language")
    found: dict[str, str] = {}
    for part in node.iter():
        name = _local(part)
        # Pictures and videos have a loc and a title of their own.
        if name in wanted and not _is_of_media(part) and part.text and part.text.strip():
            found.setdefault(name, cut(part.text))
    return found


def _is_of_media(node: Any) -> bool:
    return isinstance(node.tag, str) and ("sitemap-image" in node.tag or "sitemap-video" in node.tag)


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _problem(code: str, reason: str, url: str) -> Listing:
    return Listing(problems=(Problem(code, reason, url),))
