"""Inputs that nobody would write: strategies for pages, records and archives, whole ones damaged and made-up ones."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.unit.ingest.archives import write_archive
from tests.unit.ingest.pages.page_parts import PARAGRAPHS, linked_data, make_page

TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", "2026-01-02", "1/2/26", "9" * 400, "https://gazette.example/a", "http://[", "//", "\x00", "&#x110000;"]
    ),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["name", "@type", "@id", "@value", "role", "value", "url"]), inner, max_size=4),
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    "title headline body text authors byline published_on date modified_at url uri outlet outlet_domain language id "
    "bodies headlines body_xhtml body_text versioncreated infosources type pubstatus extra".split()
)
RECORDS = st.dictionaries(st.one_of(FIELDS, st.text(max_size=8)), VALUES, max_size=8)

DECLARATIONS = st.dictionaries(
    st.sampled_from(
        ["headline", "author", "datePublished", "dateModified", "articleBody", "publisher", "url", "@graph"]
    ),
    VALUES,
    max_size=6,
).map(lambda value: linked_data({"@type": "NewsArticle"} | value))
TAGS = (
    "p div article h1 h2 a br li ul span time table tr td form aside svg math template frameset body html title".split()
)
ATTRIBUTES = [
    'class="comment"',
    'id="x"',
    "hidden",
    'aria-hidden="true"',
    'href="http://["',
    'itemprop="datePublished"',
    'lang=""',
]
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)).map(lambda pair: f"<{pair[0]} {pair[1]}>"),
    st.sampled_from(
        [
            "<!--",
            "-->",
            "<![CDATA[",
            "<?xml version='1.0'?>",
            "<!DOCTYPE html>",
            "&nbsp;",
            "&#0;",
            "\x00",
            "<",
            "\ufeff",
        ]
    ),
    st.sampled_from([*PARAGRAPHS, "Sign up to our newsletter", "Bridge opens"]),
    st.sampled_from(
        ['<meta charset="utf-16">', '<meta property="og:title" content="A | B">', '<link rel=canonical href="//">']
    ),
    DECLARATIONS,
    st.text(max_size=20),
)
MADE_UP_PAGES = st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode("utf-8", "replace"))

WHOLE_PAGE = make_page(
    head=linked_data({"@graph": [{"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": "2026-01-02"}]})
    + '<meta property="og:site_name" content="River Gazette">'
).encode()
WHOLE_ARCHIVES = [
    write_archive(
        [
            {"url": "https://gazette.example/1", "data": WHOLE_PAGE},
            {"url": "https://gazette.example/2", "data": b"x", "status": "404 Not Found"},
            {"url": "https://gazette.example/3", "data": WHOLE_PAGE, "headers": [("Transfer-Encoding", "chunked")]},
        ],
        packed=packed,
    )
    for packed in (True, False)
]
WHOLE_LINES = json.dumps(
    {"title": "Bridge opens", "body": "\n\n".join(PARAGRAPHS), "published_on": "2026-01-02"}
).encode()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A whole input with up to four places overwritten, cut out, said twice or filled in; perhaps cut short."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        filling = draw(st.one_of(st.binary(max_size=40), st.just(bytes(data[place : place + length]) * 2)))
        data[place : place + length] = filling
    return bytes(data[: draw(st.integers(len(data) // 2, len(data)))]) if draw(st.booleans()) else bytes(data)


PAGES = st.one_of(MADE_UP_PAGES, damaged(WHOLE_PAGE), st.binary(max_size=300))
ARCHIVES = st.sampled_from(WHOLE_ARCHIVES).flatmap(damaged)
LINES = st.one_of(
    st.lists(RECORDS.map(lambda record: json.dumps(record).encode()), max_size=3).map(b"\n".join), damaged(WHOLE_LINES)
)
INPUTS = st.one_of(
    PAGES.map(lambda data: ("page", data)),
    LINES.map(lambda data: ("jsonl", data)),
    LINES.map(lambda data: ("json", data)),
    ARCHIVES.map(lambda data: ("warc", data)),
    st.tuples(st.sampled_from(["csv", "text", "jsonl", "page"]), st.binary(max_size=200)),
)
