"""Who wrote a page: as it declares, else as its byline prints."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from orchestration.ingest.article import read_authors
from orchestration.ingest.pages.declared import Declared
from orchestration.ingest.pages.linked_data import list_declared

MAX_NAME_CHARS = 80
NOT_A_NAME = re.compile(r"//|@|^\W*$|^\d+$|^(?:admin|editor|staff|author|unknown|none|null|undefined)$", re.IGNORECASE)
MAIL_ADDRESS = re.compile(r"\S+@\S+")
# What a byline says beside a name ("Ann Bell, Chief Reporter"); alone it is all that is said.
ROLE = re.compile(
    r"\b(?:analyst|columnist|contributor|correspondent|editor|journalist|photographer|producer|reporter|writer)s?$",
    re.IGNORECASE,
)
META_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "byl",
    "sailthru.author",
    "cxenseparse:author",
)


def choose_authors(tree: Any, declared: Declared) -> list[str]:
    """The names in printed order: from JSON-LD, else from meta elements, else from the byline; each once."""
    for article in declared.articles:
        names = _clean(list_declared(article.get("author") or article.get("creator")))
        if names:
            return names
    for name in META_NAMES:
        names = _clean(declared.meta.get(name, []))
        if names:
            return names
    return _clean(_read_byline(tree))


def _clean(printed: list[str]) -> list[str]:
    names = (MAIL_ADDRESS.sub("", name).strip(" ,|") for text in printed for name in read_authors(text))
    kept = dict.fromkeys(name for name in names if 1 < len(name) <= MAX_NAME_CHARS and not NOT_A_NAME.search(name))
    people = [name for name in kept if not ROLE.search(name)]
    return people or list(kept)


def _read_byline(tree: Any) -> list[str]:
    from trafilatura.metadata import extract_author

    found = extract_author(deepcopy(tree))
    return found.split("; ") if found else []
