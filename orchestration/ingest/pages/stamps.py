"""When a page says it was published and changed. What cannot be read as a day is passed over for what can."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from orchestration.ingest.dates import read_modified_at, read_published_on
from orchestration.ingest.pages.declared import Declared

PUBLISHED_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.date",
)
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def choose_published(tree: Any, declared: Declared, url: str | None = None) -> str | None:
    """The first declared publication date that can be read, as printed; else the day that htmldate finds."""
    printed = [
        *(declared.first_of_articles(name) for name in ("datePublished", "dateCreated", "uploadDate")),
        *(text for name in PUBLISHED_META for text in declared.meta.get(name, ())),
    ]
    for text in printed:
        if text and read_published_on(text, url=url) is not None:
            return text
    from htmldate import find_date

    return find_date(deepcopy(tree), original_date=True, extensive_search=False, url=url)


def choose_modified(declared: Declared) -> str | None:
    """The first declared date of change that can be read, as printed, or None."""
    printed = [
        declared.first_of_articles("dateModified"),
        *(text for name in MODIFIED_META for text in declared.meta.get(name, ())),
    ]
    return next((text for text in printed if text and read_modified_at(text) is not None), None)
