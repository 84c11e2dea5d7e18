"""Which article a text is, and which version of it: said here and nowhere else."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that say how a reader came, not which article it is. Only names that can mean nothing else: a short one
# (cid, mod, via, ref) may be what tells articles apart, and a duplicate costs less than two articles made one.
TRACKING_PREFIXES = ("utm_", "hsa_", "wt.", "guce_")
TRACKING_NAMES = frozenset(
    "_ga __twitter_impression clicksource emailtoken fbclid gclid gclsrc guccounter igshid intcmp mc_cid mc_eid "
    "mkt_tok ns_campaign ns_fee ns_linkname ns_mchannel ns_source oref pgtype pk_campaign pk_content pk_keyword "
    "pk_kwd pk_medium pk_source reflink refsrc rref smid smtyp sr_share wpisrc".split()
)
# The same page for telephones and in the format of search engines: names before the domain, marks in path and query.
COPY_HOSTS = ("www.", "m.", "mobile.", "amp.", "touch.")
COPY_PARAMETERS = frozenset({"amp", "_amp", "amp_gsa", "amp_js_v", "usqp"})
COPY_PATH = re.compile(r"^/amp(?=/[^/])|/amp$|\.amp(?=\.html?$)|\.amp$")
CACHED_COPY = re.compile(r"/(?:c|v|amp)/(?:s/)?(?=[^/]+\.[^/]+/.)")
# Nobody but their owner can put a page there: hosts, and where they begin with a dot all below a domain.
COPY_CACHES = ("google.com", "www.google.com", ".cdn.ampproject.org")
URI = re.compile(r"[A-Za-z][\w+.-]+:\S")  # urn:…, tag:…
DEFAULT_PORTS = {"http": 80, "https": 443}
# Some sites escape letters as Windows-1251 has them: read as UTF-8 all such addresses of one length would be one.
AS_BYTES = "surrogateescape"


def identify_article(
    *,
    url: str | None,
    outlet_name: str | None,
    outlet_domain: str | None,
    source_article_id: str | None,
    title: str,
    body: str,
    published_on: date | None,
) -> str:
    """The article's id, readable and never a hash where something better is known.

    The canonical address; else `<outlet domain or outlet>:<the source's own id>`; else `<outlet>|<title>|<date>`.
    A text without outlet and date has too little to be a new version of another: its text's hash is added. Nor has an
    id without an outlet, unless it is an address of its own: "1" is the first row of many files, so title and date are
    added to it.
    """
    address = canonicalise_url(url) if url else None
    if address:
        return address
    outlet = outlet_domain or _collapse(outlet_name or "")
    if source_article_id and (outlet or URI.match(source_article_id)):
        return f"{outlet}:{source_article_id}" if outlet else source_article_id
    name = _collapse(title) or _collapse(body)[:120]
    origin = source_article_id or _collapse(outlet_name or "") or outlet
    parts = [origin, name, published_on.isoformat() if published_on else ""]
    if not parts[0] and not parts[2]:
        parts.append(hash_version(title, body))
    return "|".join(parts)


def hash_version(title: str, body: str) -> str:
    """The version of an article: the first 16 hex digits of SHA-256 over its title, a blank line and its body."""
    return hashlib.sha256(f"{title}\n\n{body}".encode()).hexdigest()[:16]


def canonicalise_url(url: str) -> str | None:
    """The address without what does not tell articles apart, or None where it is no article's address.

    https for http, no www., no port that is the default, no fragment, no tracking parameters, parameters sorted,
    no repeated or final slash; of a copy for telephones (m.) or search engines (AMP) the page itself.
    None for anything but http(s), and for a site's bare front page.
    """
    parts = _split(url)
    if parts is None:
        return None
    scheme, host, port, path, query = parts
    named = parse_qsl(query, keep_blank_values=True, errors=AS_BYTES)
    kept = sorted((name, value) for name, value in named if not _is_tracking(name))
    if path == "" and not kept:
        return None
    place = host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return f"https://{place}{path}" + (f"?{urlencode(kept, errors=AS_BYTES)}" if kept else "")


def read_domain(value: str | None, url: str | None = None) -> str | None:
    """The host in lower case without www., from a domain or address as given, else from the article's address."""
    for text in (value, url):
        if not text:
            continue
        parts = _split(text if "//" in text else f"https://{text.strip()}")
        if parts is not None and "." in parts[1]:
            return parts[1]
    return None


def read_asked_host(url: str) -> str | None:
    """The host that an address leads to, in lower case without www.; of a copy in a cache that is the cache's."""
    try:
        host = (urlsplit(url.strip()).hostname or "").removesuffix(".")
    except ValueError:
        return None
    return _strip_copy_host(host) or None


def _split(url: str) -> tuple[str, str, int | None, str, str] | None:
    try:
        found = urlsplit(re.sub(r"[\t\r\n]", "", url.strip()))
        port = found.port
        host = (found.hostname or "").removesuffix(".")
    except ValueError:
        return None
    scheme = found.scheme.lower()
    if scheme not in DEFAULT_PORTS or not host or re.search(r"[\s|]", host):
        return None
    # Percent signs may escape a letter or not: 'Assad%27s' and "Assad's" are one page.
    printed = re.sub(r"/{2,}", "/", unquote(found.path, errors=AS_BYTES)).rstrip("/")
    path = quote(printed, safe="/:@!$&'()*+,;=~", errors=AS_BYTES)
    cached = CACHED_COPY.match(path) if _is_cache(host) else None
    if cached is not None:
        host, _, path = path[cached.end() :].partition("/")
        host, path = host.lower(), f"/{path}"
    return scheme, _strip_copy_host(host), port, COPY_PATH.sub("", path), found.query


def _is_cache(host: str) -> bool:
    return any(host.endswith(cache) if cache.startswith(".") else host == cache for cache in COPY_CACHES)


def _strip_copy_host(host: str) -> str:
    for prefix in COPY_HOSTS:
        rest = host.removeprefix(prefix)
        if rest != host and (prefix == "www." or "." in rest):  # "m.example" is a domain of its own
            return rest
    return host


def _is_tracking(name: str) -> bool:
    lowered = name.lower().lstrip("?")
    return lowered in TRACKING_NAMES or lowered in COPY_PARAMETERS or lowered.startswith(TRACKING_PREFIXES)


def _collapse(text: str) -> str:
    return " ".join(text.split())
