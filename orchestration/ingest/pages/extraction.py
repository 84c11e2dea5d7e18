"""One page to the fields of a record, under the names that the project knows (ingest/fields.py)."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from orchestration.ingest.dates import read_published_on
from orchestration.ingest.pages.addresses import choose_address, choose_original
from orchestration.ingest.pages.blocks import parse_html, read_blocks, remove_furniture
from orchestration.ingest.pages.bylines import choose_authors
from orchestration.ingest.pages.declared import Declared, read_declarations
from orchestration.ingest.pages.embedded import read_embedded
from orchestration.ingest.pages.headline import choose_outlet, choose_title
from orchestration.ingest.pages.main_text import choose_paragraphs
from orchestration.ingest.pages.stamps import choose_modified, choose_published
from orchestration.ingest.pages.vocabulary import read_furniture

# A page that prints this much needs no script to print its article.
SHORT_CHARS = 1_500
# What it carries for a script is its text where it prints less than this part of it.
MAX_PRINTED_SHARE = 0.5
DECLARED_TAG = re.compile(r"</?(?:p|br|div|li|h\d)\b[^<>]*>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{1,500}>")


def extract_page(html: str, url: str | None = None) -> dict[str, Any]:
    """The fields of one page: title, body (paragraphs apart by a blank line), authors, published_on, modified_at, url,
    outlet, language, topic, description, tags, is_paid (it may print a teaser only). `url` is where the page was
    fetched from, where that is known.

    {} where it holds no article text. Raises what the parser raises on bytes that are no page.
    """
    from lxml import etree

    try:
        tree = parse_html(html)
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
    scripts = list(tree.iter("script"))  # which are taken out of the tree next
    body = next(tree.iter("body"), tree)
    remove_furniture(body, furniture)
    found = trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=False) or ""
    titles = [
        title,
        declared.page_title,
        *declared.headings.of_first_rank,
        *declared.meta.get("og:title", ()),
        declared.first_of_articles("headline"),
    ]
    printed = choose_paragraphs(
        read_blocks(body),
        found,
        titles=titles,
        descriptions=[
            *declared.meta.get("og:description", ()),
            *declared.meta.get("description", ()),
            declared.first_of_articles("description"),
            declared.first_of_articles("alternativeHeadline"),
        ],
        declared_body=_read_declared_body(declared),
        authors=authors,
        is_declared=declared.says_it_is_an_article,
        furniture=furniture,
    )
    is_complete = _count_chars(printed) >= SHORT_CHARS
    if is_complete or declared.says_it_is_paid or not declared.says_it_is_an_article:
        return printed
    embedded = [text for text in read_embedded(scripts, titles, furniture) if not furniture.is_furniture(text)]
    return embedded if _count_chars(embedded) * MAX_PRINTED_SHARE > _count_chars(printed) else printed


def _count_chars(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _read_declared_body(declared: Declared) -> str:
    """What JSON-LD gives as the article's text; of a live page that has none, its posts."""
    import html

    article = declared.articles[0] if declared.articles else {}
    body, posts = article.get("articleBody"), article.get("liveBlogUpdate")
    if not isinstance(body, str):
        of_posts = (
            (post.get("articleBody") for post in posts if isinstance(post, dict)) if isinstance(posts, list) else ()
        )
        body = "\n".join(text for text in of_posts if isinstance(text, str))
    text = html.unescape(html.unescape(body))
    return ANY_TAG.sub("", DECLARED_TAG.sub("\n", text)) if "<" in text else text
