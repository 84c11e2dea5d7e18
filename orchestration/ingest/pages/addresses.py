"""The address of the article that a page holds: of the copies of one page (AMP, mobile, tracking) the one declared."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from orchestration.ingest.identity import canonicalise_url, read_domain
from orchestration.ingest.pages.declared import Declared
from orchestration.ingest.pages.linked_data import read_declared

# What a template should have been filled with.
TEMPLATE = re.compile(r"[{}]|%7B%7B|<%", re.IGNORECASE)


def choose_address(declared: Declared, url: str | None = None) -> str | None:
    """The address the page declares (rel=canonical, og:url, JSON-LD), else `url`, from where it was fetched.

    A declaration that names a front page is none. Where it names another site, the page is that site's article
    reprinted here: the page keeps an address of its own site, so that who carried it is not lost.
    """
    own = _find_own(declared, url)
    named = [address for address in _list_addresses(declared, url) if canonicalise_url(address)]
    if own is None:
        return named[0] if named else None
    at_home = [address for address in named if is_same_site(address, own)]
    return at_home[0] if at_home else own


def choose_original(declared: Declared, url: str | None = None) -> str | None:
    """The address on another site that the page says it is a reprint of, or None."""
    own = _find_own(declared, url)
    if own is None:
        return None
    links = (_resolve(link, url) for link in declared.canonical_links)
    return next((link for link in links if link and canonicalise_url(link) and not is_same_site(link, own)), None)


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, whatever the names before its domain."""
    first, second = _read_site(one), _read_site(other)
    return bool(first) and first == second


def _find_own(declared: Declared, url: str | None) -> str | None:
    """An address that is certainly the page's own site's: where it was fetched, else what it gives for sharing."""
    for address in (url, _resolve(declared.first_meta("og:url"), url)):
        if address and canonicalise_url(address):
            return address
    return None


def _list_addresses(declared: Declared, url: str | None) -> list[str]:
    article = declared.articles[0] if declared.articles else {}
    printed = [
        *declared.canonical_links,
        declared.first_meta("og:url"),
        read_declared(article.get("url")),
        read_declared(article.get("mainEntityOfPage")),
    ]
    resolved = (_resolve(address, url) for address in printed)
    return [address for address in resolved if address]


def _resolve(address: str, base: str | None) -> str | None:
    if TEMPLATE.search(address):
        return None
    try:
        return urljoin(base or "", address.strip()) or None
    except ValueError:
        return None


def _read_site(address: str) -> str:
    labels = (read_domain(None, address) or "").split(".")
    # "gazette.co.example" ends in two short names that anybody may register under.
    count = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])
