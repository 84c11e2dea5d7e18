"""ninjs, the IPTC's news in JSON: an item becomes a record under the names that the project knows.

Items come as JSON documents or JSON Lines; the fields are those of ninjs 1.x, 2.x and 3.x (camel case).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.reading import Reading, Record, Unreadable

BODY_NAMES = ("body_text", "body_xhtml", "body_html", "bodies", "bodyText")
ITEM_NAMES = (
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
    "pubstatus",
    "pubStatus",
    "$standard",
)
# What the standard says of an item that must not be used.
WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
TEXT_TYPES = frozenset({"", "text", "composite", "article"})
# Said by the record once it is translated: kept under the project's names and not a second time.
TRANSLATED = frozenset(
    "body_text body_xhtml body_html bodies bodyText headline headlines title byline bylines by uri "
    "firstcreated firstCreated contentcreated contentCreated versioncreated versionCreated contentmodified "
    "contentModified infosources infoSources associations".split()
)


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a ninjs item: it has its address, and a body or a stamp as only ninjs names them."""
    return "uri" in record and any(name in record for name in (*BODY_NAMES, *ITEM_NAMES))


def read_object(number: int, value: dict[str, Any]) -> Reading:
    """The reading of a JSON object: as it is, or translated where it is a ninjs item."""
    if not is_ninjs(value):
        return Record(number, value)
    record = translate_ninjs(value)
    return Unreadable(number, record) if isinstance(record, Reject) else Record(number, record)


def translate_ninjs(item: Mapping[str, Any]) -> dict[str, Any] | Reject:
    """The record of an item, or why there is none: a picture, or one that its agency withdrew."""
    kind = str(item.get("type") or "").lower()
    if kind not in TEXT_TYPES:
        return Reject("no_text", f"the item is of type {kind}, not a text", cut_excerpt(dict(item)))
    status = str(item.get("pubstatus") or item.get("pubStatus") or "").lower()
    if status in WITHDRAWN:
        return Reject("withdrawn", f"the agency says that the item is {status}", cut_excerpt(dict(item)))
    uri = str(item.get("uri") or "")
    record = {
        "article_id": uri or None,
        "url": _pick(item, "url", "canonicalurl") or (uri if uri.startswith(("http://", "https://")) else None),
        "title": _pick(item, "headline", "title") or _read_main(item.get("headlines"), "main"),
        "body": _read_body(item),
        "authors": _read_authors(item),
        "outlet": _pick(item, "provider", "source", "copyrightholder", "copyrightHolder") or _read_source(item),
        "published_on": _pick(
            item, "firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated"
        ),
        "modified_at": _pick(item, "contentmodified", "contentModified", "versioncreated", "versionCreated"),
    }
    rest = {name: value for name, value in item.items() if name not in TRANSLATED and name not in record}
    return rest | {name: value for name, value in record.items() if value}


def read_markup(markup: str) -> str:
    """The paragraphs of a piece of HTML, apart by a blank line."""
    from lxml import etree
    from lxml import html as lxml_html

    from orchestration.ingest.pages.blocks import read_blocks

    if not markup.strip():
        return ""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return ""  # nothing but markup
    etree.strip_elements(tree, "script", "style", "figure", "head", with_tail=False)
    return "\n\n".join(block.text for block in read_blocks(tree))


def _pick(item: Mapping[str, Any], *names: str) -> str | None:
    for name in names:
        value = item.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return html.unescape(value.strip())
    return None


def _read_main(values: object, role: str) -> str | None:
    """The value with this role, else the first, of a list of objects with `role` and `value`."""
    entries = [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []
    entries.sort(key=lambda each: each.get("role") != role)
    return next((value for each in entries if isinstance(value := each.get("value"), str) and value.strip()), None)


def _read_body(item: Mapping[str, Any]) -> str:
    text = _pick(item, "body_text", "bodyText")
    if text:
        return re.sub(r"\r\n?", "\n", text)
    markup = _pick_raw(item, "body_xhtml", "body_html") or _read_main(item.get("bodies"), "main")
    if not markup:
        return ""
    return read_markup(markup) if re.search(r"</?[a-zA-Z][^<>]*>", markup) else markup


def _pick_raw(item: Mapping[str, Any], *names: str) -> str | None:
    return next((value for name in names if isinstance(value := item.get(name), str) and value.strip()), None)


def _read_authors(item: Mapping[str, Any]) -> list[str]:
    authors = item.get("authors")
    if isinstance(authors, list) and authors:
        return [str(each.get("name") or "") if isinstance(each, Mapping) else str(each) for each in authors]
    line = _pick(item, "byline", "by") or _read_main(item.get("bylines"), "main")
    return [line] if line else []


def _read_source(item: Mapping[str, Any]) -> str | None:
    sources = item.get("infosources") or item.get("infoSources")
    names = [each.get("name") for each in sources if isinstance(each, Mapping)] if isinstance(sources, list) else []
    return next((name for name in names if isinstance(name, str) and name.strip()), None)
