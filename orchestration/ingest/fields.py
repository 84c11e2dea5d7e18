"""How a record's field names are understood: the project's names, common names of others, and a given mapping."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from orchestration.errors import HearsayError

# field -> names under which records carry it, most trusted first
NAMES: dict[str, tuple[str, ...]] = {
    "article_id": ("article_id", "id", "guid", "uri"),
    "outlet": ("outlet", "outlet_name", "publisher", "publication", "source", "source_name", "site_name", "newspaper"),
    "outlet_domain": ("outlet_domain", "domain", "source_domain", "source_url"),
    "url": ("url", "canonical_url", "link", "web_url", "article_url"),
    "title": ("title", "headline", "headlines"),
    "authors": ("authors", "author", "byline", "creator"),
    "published_on": (
        "published_on",
        "published_at",
        "published",
        "publication_date",
        "date_published",
        "date_publish",
        "datePublished",
        "pub_date",
        "pubDate",
        "publish_date",
        "date",
    ),
    "modified_at": (
        "modified_at",
        "modified_on",
        "updated_at",
        "date_modified",
        "date_modify",
        "dateModified",
        "updated",
    ),
    "topic": ("topic", "section", "category"),
    "language": ("language", "lang"),
    "body": ("body", "text", "content", "maintext", "article_text", "full_text", "article"),
}
# Labels of a gold file: never looked at and never kept, so that no figure can come from them.
LABELS = frozenset({"statements", "speakers", "outlets", "attributions"})


def read_field_map(pairs: list[str]) -> dict[str, str]:
    """The mapping given as `field=theirs` pairs. Raises HearsayError for an unknown field or a pair without a name."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, _, theirs = pair.partition("=")
        if field.strip() not in NAMES or not theirs.strip():
            raise HearsayError(
                f"--map {pair} is not understood: write field=theirs, where field is one of {', '.join(NAMES)}."
            )
        mapping[field.strip()] = theirs.strip()
    return mapping


def pick_fields(record: Mapping[str, Any], field_map: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of known fields (those with a value), and everything else that should be kept.

    A mapped name wins over the names known here, and is nobody else's then; a second name of a field goes to the rest.
    """
    known: dict[str, Any] = {}
    used: set[str] = set()
    for field, theirs in field_map.items():
        if not is_missing(record.get(theirs)):
            known[field] = record[theirs]
        used.add(theirs)
    for field, names in NAMES.items():
        for name in names:
            if field in known or name in used or is_missing(record.get(name)):
                continue
            known[field] = record[name]
            used.add(name)
    rest = {
        replace_surrogates(str(name)): make_plain(value)
        for name, value in record.items()
        if name not in used and name not in LABELS and not is_missing(value)
    }
    return known, rest


def is_missing(value: object) -> bool:
    """No value: None, blank text, an empty list, or the NaN of a data frame."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return isinstance(value, str | list | dict) and not (value.strip() if isinstance(value, str) else value)


def read_text(value: object) -> str:
    """A value as text: a string as it is, an object by its `name`, a list by its parts; lone surrogates replaced.

    A lone surrogate cannot be stored; U+FFFD takes its place, one code point for one, so that spans stay true.
    """
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, list):
        return "\n\n".join(read_text(part) for part in value)
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text if text.isascii() else replace_surrogates(text)


def read_line(value: object) -> str | None:
    """A printed value on one line, as names of outlets are stored; None where nothing is printed."""
    return " ".join(read_text(value).split()) or None


def make_plain(value: Any) -> Any:
    """The value as JSON can hold it: dates as ISO text, no NaN, no lone surrogates."""
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, dict):
        return {replace_surrogates(str(name)): make_plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [make_plain(part) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, bool | int | None) else str(value)


def replace_surrogates(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which cannot be stored."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text
