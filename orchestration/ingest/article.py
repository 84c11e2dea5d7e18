"""The article as it is read from any format, and the reject that stands for an input that could not be one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from orchestration.ingest.dates import print_date, read_dateline, read_modified_at, read_published_on
from orchestration.ingest.fields import is_missing, pick_fields, read_line, read_text
from orchestration.ingest.identity import hash_version, identify_article, read_domain
from orchestration.ingest.languages import detect_language

MAX_BODY_CHARS = 5_000_000
EXCERPT_CHARS = 200


@dataclass(frozen=True)
class LoadOptions:
    """What the person who loads says about the records: values for what they lack, and names for their fields."""

    published_on: date | None = None
    outlet: str | None = None
    field_map: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As kept in a manifest."""
        printed = self.published_on.isoformat() if self.published_on else None
        return {"published_on": printed, "outlet": self.outlet, "field_map": dict(self.field_map)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> LoadOptions:
        """The options of a manifest."""
        day = kept.get("published_on")
        return cls(date.fromisoformat(day) if day else None, kept.get("outlet"), dict(kept.get("field_map") or {}))


@dataclass(frozen=True)
class Reject:
    """Why an input is no article: a code to count by, the reason in words, and the beginning of what was printed."""

    reason_code: str
    reason: str
    excerpt: str = ""


@dataclass(frozen=True)
class Article:
    """One version of one article; the columns of raw.articles without those of the load. `extra` is JSON text."""

    article_id: str
    article_version: str
    source_article_id: str | None
    url: str | None
    outlet_name: str | None
    outlet_domain: str | None
    title: str
    body: str
    authors: list[str]
    published_on: date | None
    published_on_printed: str | None
    published_on_basis: str
    modified_at: datetime | None
    language: str
    topic: str | None
    extra: str | None

    @property
    def outlet_country(self) -> str | None:
        """The outlet's country as the record gives it, ISO 3166-1 alpha-2."""
        value = json.loads(self.extra).get("outlet_country") if self.extra else None
        return value if isinstance(value, str) else None

    def to_row(self) -> dict[str, Any]:
        """Column name to value."""
        return asdict(self)


def read_article(
    record: Mapping[str, Any], options: LoadOptions, *, not_after: date | None = None, date_basis: str = "record"
) -> Article | Reject:
    """The article of one record of any format, or why there is none.

    `not_after` is the day of landing: a publication date past it is not believed. `date_basis` says where the record's
    own date comes from ('record' or 'page'); the article has its date from there, else as 'given' by the options, else
    from its dateline ('text').
    """
    known, rest = pick_fields(record, options.field_map)
    title = read_text(known.get("title"))
    body = read_text(known.get("body"))
    if not title.strip() and not body.strip():
        return Reject("no_text", "the record has neither a title nor a body", cut_excerpt(record))
    if len(body) > MAX_BODY_CHARS:
        return Reject(
            "too_large", f"the body has {len(body)} characters, more than {MAX_BODY_CHARS}", body[:EXCERPT_CHARS]
        )
    url = read_line(known.get("url"))
    if url is not None and not body.strip():
        # A row of an index: as a version of that article it would stand in the place of its text.
        reason = "the record has a title and an address but no text: name the field that holds it with --map body=FIELD"
        return Reject("no_body", reason, cut_excerpt(record))
    outlet = read_line(known.get("outlet")) or options.outlet
    domain = read_domain(read_line(known.get("outlet_domain")), url)
    own_id = read_line(known.get("article_id"))
    published_on, basis = _date_article(known, url, options, not_after, date_basis)
    if published_on is None:
        published_on = read_dateline(body, not_after=not_after)
        basis = "text" if published_on else "none"
    return Article(
        article_id=identify_article(
            url=url,
            outlet_name=outlet,
            outlet_domain=domain,
            source_article_id=own_id,
            title=title,
            body=body,
            published_on=published_on,
        ),
        article_version=hash_version(title, body),
        source_article_id=own_id,
        url=url,
        outlet_name=outlet,
        outlet_domain=domain,
        title=title,
        body=body,
        authors=read_authors(known.get("authors")),
        published_on=published_on,
        published_on_printed=print_date(known.get("published_on")),
        published_on_basis=basis,
        modified_at=read_modified_at(known.get("modified_at")),
        language=detect_language(title, body, read_line(known.get("language"))),
        topic=read_line(known.get("topic")),
        extra=json.dumps(rest, ensure_ascii=False) if rest else None,
    )


def read_authors(value: object) -> list[str]:
    """The names of a byline, given as a list or as one line; "Jr." and its like stay with the name before them."""
    if is_missing(value):
        return []
    parts = (
        value if isinstance(value, list) else re.split(r";|,(?!\s*(?:Jr|Sr|II|III|IV)\b)|\s+and\s+", read_text(value))
    )
    names = (" ".join(read_text(part).split()) for part in parts)
    return list(dict.fromkeys(re.sub(r"^[Bb]y\s+", "", name) for name in names if name))


def cut_excerpt(value: object) -> str:
    """The beginning of an input as it was printed, for the row of a reject."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return read_text(text[:EXCERPT_CHARS]).replace("\x00", "�")


def _date_article(
    known: Mapping[str, Any], url: str | None, options: LoadOptions, not_after: date | None, date_basis: str
) -> tuple[date | None, str]:
    found = read_published_on(known.get("published_on"), url=url, not_after=not_after)
    if found is not None:
        return found, date_basis
    if options.published_on is not None:
        return options.published_on, "given"
    return None, "none"
