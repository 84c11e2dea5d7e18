"""What a page declares about itself: JSON-LD, OpenGraph, meta elements, links, headings. Nothing is concluded here."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.pages.headings import Headings, read_headings

MAX_LINKED_DATA_CHARS = 5_000_000
MAX_DEPTH = 30
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
MICRODATA = frozenset({"datepublished", "datemodified"})
TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True)
class Declared:
    """The declarations of one page as printed; '' or an empty list where there is none.

    `articles` are the JSON-LD objects of an article type, in the order of the page; `meta` maps a name or property, in
    lower case, to its contents.
    """

    articles: list[dict[str, Any]] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical_links: list[str] = field(default_factory=list)
    language: str = ""
    page_title: str = ""
    headings: Headings = field(default_factory=Headings)

    def first_meta(self, *names: str) -> str:
        """The first content that is not blank among these names."""
        return next((text for name in names for text in self.meta.get(name, ()) if text), "")

    @property
    def says_it_is_paid(self) -> bool:
        """Whether the article is declared not to be free: what is printed may be its beginning only."""
        said = [str(article.get("isAccessibleForFree")).strip().lower() for article in self.articles[:1]]
        return said == ["false"] or self.first_meta("article:content_tier") in ("locked", "metered")

    def first_of_articles(self, *names: str) -> str:
        """The first text under one of these names among the JSON-LD articles; entities and tags taken out."""
        found = (read_declared(article.get(name)) for name in names for article in self.articles)
        return next((text for text in found if text), "")


def read_declarations(tree: Any) -> Declared:
    """The declarations of a parsed page (an lxml element)."""
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                meta.setdefault(name, []).append(html.unescape(content))
    for element in tree.iter("time", "span", "div", "p", "data"):  # microdata outside the head
        name, stamp = element.get("itemprop"), element.get("datetime") or element.get("content")
        if name and stamp and name.lower() in MICRODATA:
            meta.setdefault(name.lower(), []).append(" ".join(stamp.split()))
    links = (element for element in tree.iter("link") if "canonical" in (element.get("rel") or "").lower().split())
    title = next(tree.iter("title"), None)
    headings = read_headings(tree)
    articles = [each for each in _read_linked_data(tree) if is_article(each)]
    page_title = " ".join((title.text or "").split()) if title is not None else ""
    printed = {*headings.of_first_rank, *meta.get("og:title", ()), page_title}
    return Declared(
        articles=sorted(articles, key=lambda each: not _is_about(each, printed)),
        meta=meta,
        canonical_links=[link.get("href").strip() for link in links if (link.get("href") or "").strip()],
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        page_title=page_title,
        headings=headings,
    )


def is_article(value: dict[str, Any]) -> bool:
    """Whether a JSON-LD object is an article by its @type."""
    types = value.get("@type")
    return any(
        isinstance(each, str) and ARTICLE_TYPE.search(each) for each in (types if isinstance(types, list) else [types])
    )


def read_declared(value: Any) -> str:
    """A declared value as one line of text: of a list the first, of an object its name; no entities, no tags."""
    if isinstance(value, list):
        return next((text for text in map(read_declared, value[:10]) if text), "") if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id") or ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = html.unescape(html.unescape(str(value)))
    return " ".join(TAG.sub(" ", text).split()) if "<" in text else " ".join(text.split())


def _is_about(article: dict[str, Any], printed: set[str]) -> bool:
    """Whether the page's own titles begin with this headline; others on the page are articles it points to."""
    headline = read_declared(article.get("headline"))
    return bool(headline) and any(title.startswith(headline) for title in printed)


def _read_linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if not text or len(text) > MAX_LINKED_DATA_CHARS:
            continue
        try:
            value = json.loads(text, strict=False)  # raw line breaks inside strings are common
        except (ValueError, RecursionError):
            continue  # a page is read without what it failed to declare
        yield from _walk(value, MAX_DEPTH)


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _walk(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part, depth - 1)
