"""Where a collected file came from, and what that says about the articles in it where they do not say it themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.fields import is_missing
from orchestration.ingest.identity import canonicalise_url, read_asked_host, read_domain
from orchestration.ingest.readers.reading import Reading, Record


@dataclass(frozen=True)
class Origin:
    """The address that gave the bytes, what listed it, when (UTC, ISO), and the answer's headers.

    Title, authors and date are those of the feed or sitemap, as printed there; outlet, language and country are those
    of the configuration. `holds_records`: the bytes are records of a feed, each with an address of its own.
    """

    url: str
    listed_by: str
    fetched_at: str
    outlet: str
    outlet_country: str | None = None
    language: str | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    published_on: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    holds_records: bool = False


def complete_reading(reading: Reading, origin: Origin | None) -> Reading:
    """The record with what its origin knows: the outlet always, everything else where the record has nothing.

    A record's own address is believed only within the site that it was fetched from: no page can pass itself off as
    another outlet's.
    """
    if origin is None or not isinstance(reading, Record):
        return reading
    fields: dict[str, Any] = dict(reading.fields)
    known = {
        "title": origin.title,
        "authors": list(origin.authors),
        "language": origin.language,
        "outlet_country": origin.outlet_country,
        "listed_by": origin.listed_by,
        "fetched_at": origin.fetched_at,
    }
    fields.update({name: value for name, value in known.items() if value and is_missing(fields.get(name))})
    fields["outlet"] = origin.outlet
    own = fields.get("url")
    if not origin.holds_records and not is_same_site(own, origin.url):
        fields["url"] = origin.url
    date_basis = reading.date_basis
    if is_missing(fields.get("published_on")) and origin.published_on:
        fields["published_on"], date_basis = origin.published_on, "record"
    return Record(reading.number, fields, date_basis)


def is_same_site(own: object, fetched: str) -> bool:
    """Whether an address belongs to the host that was asked, or to one above or below it; a bare front page does not.

    `own` is read as what it is a copy of, `fetched` is not: else whoever can be asked under a cache's name, or have an
    address taken for one, would speak for every site.
    """
    if not isinstance(own, str) or canonicalise_url(own) is None:  # no web address, or only the site's front page
        return False
    mine, theirs = read_domain(None, own), read_asked_host(fetched)
    if mine is None or theirs is None:
        return False
    return mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine)
