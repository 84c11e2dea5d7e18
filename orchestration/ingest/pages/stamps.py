"""When a page says it was published and changed. What cannot be read as a day is passed over for what can."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from orchestration.ingest.dates import read_modified_at, read_published_on
from orchestration.ingest.pages.blocks import DISCUSSION, split_names
from orchestration.ingest.pages.declared import Declared
from orchestration.ingest.pages.vocabulary import read_furniture

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
# What a date that was never set is printed as, among them the beginning of Unix time, also west of Greenwich.
NO_DAYS = (None, date(1970, 1, 1), date(1969, 12, 31))
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def choose_published(tree: Any, declared: Declared, url: str | None = None) -> str | None:
    """The first declared publication date that can be read, as printed; else the day that htmldate finds."""
    printed = [
        *(declared.first_of_articles(name) for name in ("datePublished", "dateCreated", "uploadDate")),
        *(text for name in PUBLISHED_META for text in declared.meta.get(name, ())),
    ]
    for text in printed:
        if text and read_published_on(text, url=url) not in NO_DAYS:
            return text
    from htmldate import find_date

    own = deepcopy(tree)
    _drop_others(own)
    return find_date(own, original_date=True, extensive_search=False, url=url)


def choose_modified(declared: Declared) -> str | None:
    """The first declared date of change that can be read, as printed, or None."""
    printed = [
        declared.first_of_articles("dateModified"),
        *(text for name in MODIFIED_META for text in declared.meta.get(name, ())),
    ]
    return next((text for text in printed if text and read_modified_at(text) is not None), None)


def _drop_others(tree: Any) -> None:
    """Take out of a parsed page, in place, where it prints the dates of other articles, of comments and of itself."""
    furniture = read_furniture()
    words = furniture.words_of_links | DISCUSSION | {"sidebar"}
    for element in [each for each in tree.iter() if isinstance(each.tag, str)]:
        is_other = element.tag in ("nav", "footer", "aside") or not words.isdisjoint(split_names(element))
        is_part = element.getparent() is not None and element.tag not in ("html", "head", "body", "main", "article")
        if is_other and is_part and next(element.iter("h1"), None) is None:
            element.drop_tree()
