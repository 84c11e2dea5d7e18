"""The headline and the outlet's name, chosen among what a page declares and prints."""

from __future__ import annotations

import re

from orchestration.ingest.identity import read_domain
from orchestration.ingest.pages.declared import Declared
from orchestration.ingest.pages.vocabulary import fold

SEPARATOR = re.compile(r"\s+[|–—\-•·:«»]+\s+")
MAX_OUTLET_CHARS = 80


def choose_title(declared: Declared) -> str:
    """The article's headline, without the site's name behind it.

    In this order: JSON-LD, what is declared for sharing and for search (og:title, twitter:title and their like), the
    first heading that the page's title has too, the first heading, the page's title. JSON-LD comes first because it
    names the article; what is made for sharing is often reworded. Where both have the same words, they stand as shared:
    for search engines a headline is put into capitals, or a dash where the page prints a colon.
    """
    headline = declared.first_of_articles("headline", "name")
    shared = declared.first_meta("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
    headings = declared.headings
    page_title = declared.page_title
    confirmed = [heading for heading in headings if fold(heading) and fold(heading) in fold(page_title)]
    chosen = headline or shared or next(iter(confirmed or headings), "") or page_title
    names, others = _list_site_names(declared), [*headings, headline]
    title, as_shared = strip_outlet(chosen, names, others), strip_outlet(shared, names, others)
    return as_shared if as_shared and fold(as_shared) == fold(title) else title


def choose_outlet(declared: Declared) -> str | None:
    """The site's name as the page gives it, or None."""
    first = declared.articles[0] if declared.articles else {}
    publisher = declared.first_of_articles("publisher") if first.get("publisher") else ""
    for name in (
        declared.first_meta("og:site_name"),
        publisher,
        declared.first_meta("application-name", "twitter:site"),
    ):
        if name and not name.startswith("@") and "//" not in name and len(name) <= MAX_OUTLET_CHARS:
            return name
    return None


def strip_outlet(title: str, site_names: list[str], others: list[str]) -> str:
    """The title without " | The Gazette" behind it: where that is the site's name, or another title ends before it."""
    known = {fold(name) for name in site_names} - {""}
    plain = {fold(other) for other in others} - {""}
    cuts = list(SEPARATOR.finditer(title))
    for cut in cuts:
        if fold(title[: cut.start()]) in plain:
            return title[: cut.start()].strip()
    for cut in reversed(cuts):
        if fold(title[cut.end() :]) not in known:
            break
        title = title[: cut.start()].strip()
    return title.strip()


def _list_site_names(declared: Declared) -> list[str]:
    names = [choose_outlet(declared) or "", declared.first_meta("og:site_name", "application-name")]
    domain = read_domain(None, declared.first_meta("og:url") or next(iter(declared.canonical_links), None)) or ""
    return [*names, domain, *domain.split(".")[:-1]]
