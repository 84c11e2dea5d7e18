"""What a page declares about itself: JSON-LD, OpenGraph, meta elements, links, headings. Nothing is concluded here."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.pages.headings import Headings, read_headings
from orchestration.ingest.pages.linked_data import is_article, read_articles, read_declared

DATED = frozenset({"time", "span", "div", "p", "data"})
MICRODATA = frozenset({"datepublished", "datemodified"})


@dataclass(frozen=True)
class Declared:
    """The declarations of one page as printed; '' or an empty list where there is none.

    `articles` are the JSON-LD objects that are the page's own article, the surest first; `meta` maps a name or
    property, in lower case, to its contents.
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

    @property
    def says_it_is_an_article(self) -> bool:
        """Whether it declares an article, or when one was published."""
        is_shared_as_one = self.first_meta("og:type").lower().endswith("article")
        return is_shared_as_one or "article:published_time" in self.meta or any(map(is_article, self.articles))

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
    for element in tree.xpath("//*[@itemprop]"):  # microdata outside the head
        name, stamp = element.get("itemprop").lower(), element.get("datetime") or element.get("content")
        if stamp and name in MICRODATA and element.tag in DATED:
            meta.setdefault(name, []).append(" ".join(stamp.split()))
    links = (element for element in tree.iter("link") if "canonical" in (element.get("rel") or "").lower().split())
    title = next(tree.iter("title"), None)
    headings = read_headings(tree)
    page_title = " ".join((title.text or "").split()) if title is not None else ""
    titles = {*headings.of_first_rank, *meta.get("og:title", ()), page_title}
    return Declared(
        articles=read_articles(tree, titles),
        meta=meta,
        canonical_links=[link.get("href").strip() for link in links if (link.get("href") or "").strip()],
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip(),
        page_title=page_title,
        headings=headings,
    )
