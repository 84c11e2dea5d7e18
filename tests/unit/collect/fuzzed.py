"""What no site should send: strategies for feeds, JSON Feeds, sitemaps and robots.txt, damaged and made up."""

from __future__ import annotations

import gzip
import json
from typing import Any

from hypothesis import strategies as st

from tests.unit.ingest.fuzzed import damaged

LONG = " ".join(f"Sentence {number} says what the ferrymen want." for number in range(30))
PIECES = st.sampled_from(
    [
        *"<rss version='2.0'>|<channel>|<item>|</item>|<link>|</link>|<title>|<guid>|<![CDATA[|]]>|<entry>".split("|"),
        *"<link href='http://[::1'/>|<content type='xhtml'>|&lt;|&#0;|&#xD800;|&nosuch;|<!DOCTYPE|<!--|-->".split("|"),
        *"<urlset>|<url>|<loc>|http://a.example/|http://[|<sitemapindex>|<rdf:RDF>|<pubDate>|99999999999".split("|"),
        *'xml:base="http://%zz"|<base href="//["|{|}|[|]|"|items|:|url|,|1|null|\ud83d|\x00'.split("|"),
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<?xml version='1.0' encoding='utf-7'?>",
        "<lastmod>9999-99-99</lastmod>",
        "<lastmod>2026-11-19T25:61:00+99:00</lastmod>",
        "</loc></url>",
        "</sitemapindex>",
    ]
)
MADE_UP = st.lists(PIECES | st.text(max_size=6), max_size=25).map(
    lambda pieces: "".join(pieces).encode(errors="surrogatepass")
)

WHOLE_RSS = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'>"
    "<channel><title>Lantern</title><item><title>The bridge</title><link>/bridge</link>"
    f"<pubDate>Fri, 20 Nov 2026 05:00:00 GMT</pubDate><c:encoded><![CDATA[<p>{LONG}</p>]]></c:encoded></item>"
    "<item><guid isPermaLink='true'>https://lantern.example/ferry</guid></item></channel></rss>"
).encode()
WHOLE_ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://lantern.example/'><title>Lantern</title><entry>"
    "<title type='html'>The &lt;b&gt;bridge&lt;/b&gt;</title><link rel='alternate' href='bridge'/><id>tag:1</id>"
    "<author><name>Ada Brenk</name></author><updated>2026-11-20T05:00:00Z</updated>"
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>It opens.</p></div></content></entry></feed>"
).encode("utf-16")
WHOLE_RDF = (
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/>"
    b"<item><title>The river</title><link>/river</link></item></rdf:RDF>"
)
WHOLE_MAP = (
    b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    b"xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://lantern.example/a</loc>"
    b"<lastmod>2026-11-19</lastmod><n:news><n:publication><n:language>en</n:language></n:publication>"
    b"<n:publication_date>2026-11-19T10:00:00+02:00</n:publication_date><n:title>New &amp; old</n:title></n:news></url>"
    b"<url><loc>/old</loc><lastmod>2001-01-01</lastmod></url></urlset>"
)
WHOLE_INDEX = (
    b"<?xml version='1.0'?><sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2026-11-19</lastmod></sitemap>"
    b"<sitemap><loc>https://lantern.example/2.xml.gz</loc></sitemap></sitemapindex>"
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("http://a.example/"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
ITEM_KEYS = st.sampled_from(
    "url id external_url title content_html content_text authors author date_published date_modified language".split()
)
ITEMS = st.lists(st.dictionaries(ITEM_KEYS, VALUES | st.just(LONG), max_size=6) | VALUES, max_size=4)
JSON_FEEDS = st.builds(
    lambda items, more: json.dumps({**more, "items": items}).encode(),
    ITEMS,
    st.dictionaries(st.sampled_from(["version", "language", "title", "hubs"]), VALUES, max_size=3),
)
WHOLE_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "en",
        "items": [
            {"id": "1", "url": "/jay", "title": "The jay", "content_text": LONG, "date_published": "2026-11-20"},
            {"id": "https://lantern.example/2", "content_html": f"<p>{LONG}", "authors": [{"name": "Ada Brenk"}]},
        ],
    }
).encode()

FEEDS = st.one_of(
    MADE_UP, st.sampled_from([WHOLE_RSS, WHOLE_ATOM, WHOLE_RDF]).flatmap(damaged), st.binary(max_size=200)
)
SITEMAPS = st.one_of(
    MADE_UP,
    st.sampled_from([WHOLE_MAP, WHOLE_INDEX]).flatmap(damaged),
    damaged(WHOLE_MAP).map(gzip.compress),
    damaged(gzip.compress(WHOLE_INDEX, mtime=0)),
)
PATHS = st.text(alphabet="ab*$/%7E?é", max_size=8).map("/".__add__)
RULES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["User-agent", "user-agent ", "Allow", "Disallow", "Crawl-delay", "Sitemap", "#", "\ufeffAllow"]),
    st.sampled_from([":", ": ", " :\t", ""]),
    PATHS | st.sampled_from(["*", "Hearsay", "hearsay/2 (x)", "1e9", "5", "٣", "# why"]) | st.text(max_size=8),
)
ROBOTS = st.one_of(
    st.lists(RULES, max_size=12).flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda e: e.join(lines))
    ),
    st.text(max_size=200),
    damaged(b"User-agent: *\nDisallow: /a*b$\nAllow: /a/%7Eb\nCrawl-delay: 5\n").map(
        lambda data: data.decode("latin-1")
    ),
)
DOCUMENTS = st.one_of(
    FEEDS.map(lambda data: ("feed", data)),
    st.one_of(JSON_FEEDS, damaged(WHOLE_JSON)).map(lambda data: ("feed", data)),
    SITEMAPS.map(lambda data: ("sitemap", data)),
    st.tuples(st.sampled_from(["feed", "sitemap"]), st.binary(max_size=200)),
    ROBOTS.map(lambda text: ("robots", text.encode(errors="surrogatepass"))),
)
