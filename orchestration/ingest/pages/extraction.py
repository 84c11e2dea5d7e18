"""One page to the fields of a record, under the names that the project knows (ingest/fields.py)."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from orchestration.ingest.dates import read_published_on
from orchestration.ingest.pages.addresses import choose_address, choose_original
from orchestration.ingest.pages.blocks import read_blocks, remove_furniture
from orchestration.ingest.pages.bylines import choose_authors
from orchestration.ingest.pages.declared import Declared, read_declarations
from orchestration.ingest.pages.headline import choose_outlet, choose_title
from orchestration.ingest.pages.main_text import choose_paragraphs
from orchestration.ingest.pages.stamps import choose_modified, choose_published
from orchestration.ingest.pages.vocabulary import read_furniture

DECLARED_TAG = re.compile(r"</?(?:p|br|div|li|h\d)\b[^<>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{1,500}>")


def extract_page(html: str, url: str | None = None) -> dict[str, Any]:
    """The fields of one page: title, body (paragraphs apart by a blank line), authors, published_on, modified_at, url,
    outlet, language, topic, description, tags, is_paid (it may print a teaser only). `url` is where the page was
    fetched from, where that is known.

    {} where it holds no article text. Raises what the parser raises on bytes that are no page.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return {}  # nothing, or comments only
    declared = read_declarations(tree)
    published = choose_published(tree, declared, url)
    day = read_published_on(published, url=url)
    authors = choose_authors(tree, declared)
    title = choose_title(declared, url)
    body = _read_body(tree, declared, title, authors)
    if not body:
        return {}
    return {
        "title": title,
        "body": "\n\n".join(body),
        "authors": authors,
        "published_on": day.isoformat() if day else None,
        "published_at": published,
        "modified_at": choose_modified(declared),
        "url": choose_address(declared, url),
        "reprint_of": choose_original(declared, url),
        "outlet": choose_outlet(declared),
        "declared_language": declared.language or None,
        "topic": declared.first_meta("article:section") or declared.first_of_articles("articleSection") or None,
        "description": declared.first_meta("og:description", "description") or None,
        "tags": declared.meta.get("article:tag") or None,
        "is_paid": True if declared.says_it_is_paid else None,
    }


def _read_body(tree: Any, declared: Declared, title: str, authors: list[str]) -> list[str]:
    import trafilatura  # takes a second to import, and only pages need it

    furniture = read_furniture()
    body = next(tree.iter("body"), tree)
    remove_furniture(body, furniture)
    found = trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=False) or ""
    return choose_paragraphs(
        read_blocks(body),
        found,
        titles=[
            title,
            declared.page_title,
            *declared.headings.of_first_rank,
            *declared.meta.get("og:title", ()),
            declared.first_of_articles("headline"),
        ],
        descriptions=[
            *declared.meta.get("og:description", ()),
            *declared.meta.get("description", ()),
            declared.first_of_articles("description"),
            declared.first_of_articles("alternativeHeadline"),
        ],
        declared_body=_read_declared_body(declared),
        authors=authors,
        furniture=furniture,
    )


def _read_declared_body(declared: Declared) -> str:
    import html

    bodies = [value for each in declared.articles[:1] if isinstance(value := each.get("articleBody"), str)]
    text = html.unescape(html.unescape(max(bodies, key=len, default="")))
    return ANY_TAG.sub("", DECLARED_TAG.sub("\n", text)) if "<" in text else text
