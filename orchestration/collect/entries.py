"""What feeds, sitemaps and pages name: one entry for each article, and why a document gave none."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from orchestration.ingest.fields import read_text

MAX_FIELD_CHARS = 2_000
MAX_ADDRESS_CHARS = 4_000
MAX_ENTRIES = 10_000  # that are read of one feed


@dataclass(frozen=True)
class Entry:
    """One article as its source lists it. `published_on` as printed there; `text` is its full text, if it is there.

    `text` has its paragraphs apart by a blank line; `markup` is what it was read from. `fragment` is what stood behind
    the address: a place in its page.
    """

    url: str
    title: str = ""
    published_on: str | None = None
    modified_at: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    text: str = ""
    markup: str = ""
    fragment: str = ""

    @property
    def place(self) -> str:
        """The address as it was listed."""
        return f"{self.url}#{self.fragment}" if self.fragment else self.url

    @property
    def says_anything(self) -> bool:
        """Whether it has more than an address."""
        return bool(self.title or self.published_on or self.modified_at or self.text)

    @property
    def fingerprint(self) -> str:
        """Changes where the source says something else about the article: 16 hex digits."""
        said = json.dumps([self.title, self.published_on, self.modified_at, self.text])
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:16]

    def to_record(self) -> dict[str, object]:
        """What is landed of an entry that has its full text, with the markup that it was read from."""
        return {
            "url": self.url,
            "title": self.title,
            "body": self.text,
            "authors": list(self.authors),
            "published_on": self.published_on,
            "modified_at": self.modified_at,
            "language": self.language,
            "feed_markup": self.markup,
        }


@dataclass(frozen=True)
class Problem:
    """A document, or a part of one, that gives no entry: a code to count by and the reason in words."""

    code: str
    reason: str
    url: str = ""


@dataclass(frozen=True)
class Listing:
    """What one document lists. `children` are further sitemaps to read; `passed_over` counts what is too old."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    children: tuple[str, ...] = ()
    passed_over: int = 0
    kind: str = ""


def list_passed_by(count: int, most: int, url: str) -> list[Problem]:
    """What says that a document lists more than is read of it; empty where it does not."""
    if count <= most:
        return []
    return [Problem("too_many", f"it lists {count:,} entries, and only the first {most:,} are read", url)]


def join_address(base: str, address: str) -> str | None:
    """The absolute web address without its fragment, or None where it is none."""
    try:
        joined = urldefrag(urljoin(base, address.strip())).url
    except ValueError:
        return None
    is_usable = joined.lower().startswith(("http://", "https://")) and len(joined) <= MAX_ADDRESS_CHARS
    return joined if is_usable and joined.isprintable() and " " not in joined else None


def read_fragment(address: str) -> str:
    """What stands behind the `#` of an address, within the length of a field."""
    return cut(address.partition("#")[2])


def cut(value: object) -> str:
    """A short field as one line of text; anything but a string is none."""
    if not isinstance(value, str):
        return ""
    return " ".join(read_text(value[: 4 * MAX_FIELD_CHARS]).split())[:MAX_FIELD_CHARS]
