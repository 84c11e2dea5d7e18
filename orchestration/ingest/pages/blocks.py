"""A parsed page as the paragraphs it prints, in order, without its furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from orchestration.ingest.pages.vocabulary import Furniture

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup tt u var wbr".split()
)
# A page's whole text may stand under a class like "has-sidebar": what holds this much of the text is no furniture.
LARGEST_SHARE = 0.5
MOSTLY = 0.4
MIN_PROSE_CHARS = 80
DISCUSSION = frozenset({"comment", "comments", "disqus", "viafoura"})
DIALOGS = frozenset({"dialog", "alertdialog"})
CONSENT = frozenset({"consent", "cookie", "cookies"})
MIN_LEFT_CHARS = 300
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u200b]+")


@dataclass(frozen=True)
class Block:
    """One printed paragraph, heading or list item.

    `element` is the innermost block element around it; `linked_share` is the part of its letters inside links.
    """

    text: str
    element: Any
    linked_share: float

    @property
    def tag(self) -> str:
        """The element's name."""
        return str(self.element.tag)


def parse_html(text: str) -> Any:
    """A page, or a part of one, as an lxml element. Raises lxml's ParserError where it holds nothing."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)


def remove_furniture(body: Any, furniture: Furniture) -> None:
    """Take out of a parsed page, in place, what is no article text by element, role, class or identifier."""
    from lxml import etree

    etree.strip_elements(body, "script", "style", "template", "svg", with_tail=False)
    whole = len(body.text_content())
    doomed: list[Any] = []
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if element is not body and _is_furniture(element, furniture, whole):
            doomed.append(element)
            walk.skip_subtree()
    for element in doomed:
        element.drop_tree()


def read_blocks(body: Any) -> list[Block]:
    """The printed paragraphs of an element: cut at block elements and at two line breaks; one break is kept."""
    return list(_walk(body))


def split_words(value: str) -> list[str]:
    """The words of a class or identifier, in lower case: "imageCaption-x1 ad_slot" is image, caption, x, ad, slot."""
    return list(_split_words(value[:300]))


def split_names(element: Any) -> list[str]:
    """The words of an element's class and identifier."""
    return split_words(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=20_000)
def _split_words(value: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(value))


def _is_furniture(element: Any, furniture: Furniture, whole: int) -> bool:
    tag = element.tag.lower()
    if tag in furniture.elements:
        return tag not in ("form", "aside", "noscript") or not _holds_much(element, whole)
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return not _holds_prose(element)  # paragraphs behind a barrier are hidden, and are the article's
    role = (element.get("role") or "").lower()
    if role in furniture.roles:
        return not (_is_all_there_is(element, whole) if role in DIALOGS else _holds_much(element, whole))
    if tag in ("article", "main", "body"):
        return False
    return _is_named_furniture(element, furniture, whole)


def _is_named_furniture(element: Any, furniture: Furniture, whole: int) -> bool:
    for attribute in ("class", "id", "data-component", "data-testid"):
        for name in (element.get(attribute) or "").split():
            words = split_words(name)
            if not furniture.layout_words.isdisjoint(words):
                continue
            found = furniture.words.intersection(words)
            if not found and not furniture.words_of_links.isdisjoint(words) and _is_mostly_links(element):
                return not _holds_much(element, whole)
            if found or any(f"{a} {b}" in furniture.word_pairs for a, b in pairwise(words)):
                if found & CONSENT:
                    return not _is_all_there_is(element, whole)
                return bool(found & DISCUSSION) or not _holds_much(element, whole)
    return False


def _holds_prose(element: Any) -> bool:
    return any(len(each.text_content()) >= MIN_PROSE_CHARS for each in element.iter("p"))


def _is_mostly_links(element: Any) -> bool:
    linked = sum(len(each.text_content()) for each in element.iter("a"))
    return linked >= MOSTLY * len(element.text_content().strip())


def _holds_much(element: Any, whole: int) -> bool:
    return len(element.text_content()) > LARGEST_SHARE * whole or next(element.iter("h1"), None) is not None


def _is_all_there_is(element: Any, whole: int) -> bool:
    """Whether the article may stand in it: what is only laid over a short article can be most of a page's text."""
    return whole - len(element.text_content()) < MIN_LEFT_CHARS or next(element.iter("h1"), None) is not None


def _walk(body: Any) -> Iterator[Block]:
    from lxml import etree

    parts: list[tuple[str, bool]] = []
    links = 0
    around: list[Any] = [body]

    def add(text: str | None) -> None:
        if text and (parts or not text.isspace()):  # most between elements is space, and space begins no paragraph
            parts.append((text.replace("\n", " "), links > 0))

    def flush() -> list[Block]:
        joined = [_join(piece) for piece in _cut(parts)] if parts else []
        parts.clear()
        return [Block(text, around[-1], share) for text, share in joined if text]

    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            tag = element.tag.lower()
            if tag == "br":
                parts.append(("\n", False))
            elif tag not in INLINE:
                yield from flush()
                around.append(element)
            links += tag == "a"
            add(element.text)
            continue
        if event == "end":
            tag = element.tag.lower()
            links -= tag == "a"
            if tag not in INLINE and tag != "br":
                yield from flush()
                around.pop()
        if element is not body:
            add(element.tail)
    yield from flush()


def _cut(parts: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    """Cut where two line breaks follow each other, with nothing but space between them."""
    piece: list[tuple[str, bool]] = []
    broke = False
    for text, linked in parts:
        if text == "\n":
            if broke:
                yield piece
                piece = []
            broke = not broke
        elif text.strip():
            broke = False
        piece.append((text, linked))
    yield piece


def _join(piece: list[tuple[str, bool]]) -> tuple[str, float]:
    lines = (SPACES.sub(" ", line).strip() for line in "".join(text for text, _ in piece).split("\n"))
    text = "\n".join(line for line in lines if line)
    letters = sum(len(part.strip()) for part, _ in piece)
    linked = sum(len(part.strip()) for part, is_linked in piece if is_linked)
    return text, linked / letters if letters else 0.0
