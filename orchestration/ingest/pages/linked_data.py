"""What a page declares in JSON-LD: which of its objects are the page's own article, and their values as text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from orchestration.ingest.pages.vocabulary import begins_one, fold

MAX_CHARS = 5_000_000
MAX_OBJECTS = 100  # in one script; mostly there is one
MAX_DEPTH = 30
MAX_VALUES = 30
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
TAG = re.compile(r"<[^<>]{1,200}>")
# What scripts are wrapped in so that parsers of other languages pass them over.
WRAPPING = re.compile(r"(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>)\s{0,9}(?:\*/)?|<!--|-->")
OPENING = re.compile(r"[{\[]")
EXTRA_COMMA = re.compile(r",(?=\s*[}\]])")
# Under these names stand other articles than the page's own.
OTHERS = frozenset(
    {"itemListElement", "liveBlogUpdate", "hasPart", "mentions", "citation", "relatedLink", "isRelatedTo", "isBasedOn"}
)
# Where no article is declared, what is may have its dates.
PAGE_TYPES = frozenset({"WebPage", "VideoObject", "AudioObject", "PodcastEpisode"})
DATES = ("datePublished", "dateCreated", "uploadDate", "dateModified")
REFERRING = ("author", "creator", "publisher", "mainEntityOfPage")


def read_articles(tree: Any, titles: set[str]) -> list[dict[str, Any]]:
    """The objects of an article type that are the page's own; first those whose headline begins one of its `titles`.

    References within the page ("author": {"@id": ...}) are replaced by what they refer to. Articles that the page only
    lists or points to are left out: all under such names, and where one is the page's own, all with another headline.
    """
    values = list(_read_scripts(tree))
    nodes = [node for value in values for node in _walk(value, MAX_DEPTH)]
    known = {str(node["@id"]): node for node, _ in nodes if len(node) > 1 and isinstance(node.get("@id"), str)}
    folded = sorted(map(fold, titles))
    articles = [(node, is_listed, _is_about(node, folded)) for node, is_listed in nodes if is_article(node)]
    is_one_about = any(is_about for _, _, is_about in articles)
    own = [
        (node, is_about)
        for node, is_listed, is_about in articles
        if is_about or not (is_listed or (is_one_about and read_declared(node.get("headline"))))
    ]
    if own:
        return [_resolve(node, known) for node, _ in sorted(own, key=lambda each: not each[1])]
    pages = (node for node, is_listed in nodes if not is_listed and _is_page(node, folded))
    return [{name: page[name] for name in DATES if name in page} for page in pages]


def is_article(value: dict[str, Any]) -> bool:
    """Whether a JSON-LD object is an article by its @type."""
    return any(isinstance(each, str) and ARTICLE_TYPE.search(each) for each in _list_types(value))


def read_declared(value: Any) -> str:
    """A declared value as one line of text: of a list the first, of an object its name; no entities, no tags."""
    return next((text for text in list_declared(value) if text), "")


def list_declared(value: Any, depth: int = 4) -> list[str]:
    """Each text of a declared value: of a list all, of an object its names; not those further down than `depth`."""
    if isinstance(value, list):
        return [text for part in value[:MAX_VALUES] for text in list_declared(part, depth - 1)] if depth else []
    if isinstance(value, dict):
        named = value.get("name") or value.get("@value") or value.get("@id")
        return list_declared(named, depth - 1) if depth else []
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return []
    text = html.unescape(html.unescape(str(value)))
    return [" ".join((TAG.sub(" ", text) if "<" in text else text).split())]


def _is_about(article: dict[str, Any], titles: list[str]) -> bool:
    return begins_one(fold(read_declared(article.get("headline"))), titles)


def _is_page(node: dict[str, Any], titles: list[str]) -> bool:
    """Whether an object stands for the page itself, or for the film or recording that it shows."""
    is_page = not PAGE_TYPES.isdisjoint(map(str, _list_types(node)))
    return is_page and begins_one(fold(read_declared(node.get("name"))), titles)


def _list_types(value: dict[str, Any]) -> list[Any]:
    types = value.get("@type")
    return types if isinstance(types, list) else [types]


def _read_scripts(tree: Any) -> Iterator[Any]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "").lower() and len(text) <= MAX_CHARS:
            yield from _read_values(WRAPPING.sub("", text) if "<!" in text else text)


def _read_values(text: str) -> Iterator[Any]:
    """The JSON values of a script, one after the other; it ends at one that cannot be read, however mended."""
    decoder = json.JSONDecoder(strict=False)  # raw line breaks inside strings are common
    position = 0
    for _ in range(MAX_OBJECTS):
        opening = OPENING.search(text, position)
        if opening is None:
            return
        try:
            value, position = decoder.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            mended = _mend(text[opening.start() :])
            if mended is None:
                return  # a page is read without what it failed to declare
            yield mended
            return
        yield value


def _mend(text: str) -> Any:
    """The value with commas too many taken out, or written with entities; None where it cannot be read so either."""
    mended = EXTRA_COMMA.sub("", html.unescape(text) if '"' not in text else text)
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(mended)
    except (ValueError, RecursionError):
        return None
    return value


def _walk(value: Any, depth: int, is_listed: bool = False) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each object, and whether it stands under a name of other articles."""
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value, is_listed
        for name, part in value.items():
            yield from _walk(part, depth - 1, is_listed or name in OTHERS)
    elif isinstance(value, list):
        for part in value:
            yield from _walk(part, depth - 1, is_listed)


def _resolve(article: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    def find(value: Any) -> Any:
        if isinstance(value, list):
            return [find(part) for part in value]
        is_reference = isinstance(value, dict) and isinstance(value.get("@id"), str) and not value.get("name")
        return known.get(value["@id"], value) if is_reference else value

    return article | {name: find(article[name]) for name in REFERRING if name in article}
