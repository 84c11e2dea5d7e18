"""The headings that a page prints. A heading among the breadcrumbs says where the page is filed, and is no headline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.pages.blocks import split_names

PRINTED = frozenset({"h1", "h2", "h3", "div", "p", "span"})
CRUMB_WORDS = frozenset({"breadcrumb", "breadcrumbs", "crumb", "crumbs"})


@dataclass(frozen=True)
class Headings:
    """What a page prints as headings, in its order, as single lines; '' or an empty list where there is none.

    `first` are those of the first rank outside the breadcrumbs, `crumbs` those of the first rank inside them, `second`
    those of the second rank. `marked` is the text that microdata marks as the headline.
    """

    first: list[str] = field(default_factory=list)
    second: list[str] = field(default_factory=list)
    crumbs: list[str] = field(default_factory=list)
    marked: str = ""

    @property
    def of_first_rank(self) -> list[str]:
        """Those outside the breadcrumbs before those inside."""
        return [*self.first, *self.crumbs]


def read_headings(tree: Any) -> Headings:
    """The headings of a parsed page (an lxml element)."""
    first: list[str] = []
    crumbs: list[str] = []
    for element in tree.iter("h1"):
        (crumbs if _is_among_crumbs(element) else first).append(read_line(element))
    return Headings(
        first=[text for text in first if text],
        second=[text for text in map(read_line, tree.iter("h2")) if text],
        crumbs=[text for text in crumbs if text],
        marked=_find_marked(tree),
    )


def read_line(element: Any) -> str:
    """The text of an element as one line: a line break is a space."""
    if next(element.iter("br"), None) is None:
        return " ".join(element.text_content().split())
    parts = element.xpath("descendant::text() | descendant::br")
    return " ".join("".join(part if isinstance(part, str) else " " for part in parts).split())


def _find_marked(tree: Any) -> str:
    """Of several marked ones the heading of the first rank; others are of articles that the page points to."""
    marked = [each for each in tree.xpath("//*[@itemprop]") if each.tag in PRINTED and _is_marked(each)]
    chosen = [each for each in marked if each.tag == "h1"] or marked
    texts = {read_line(each) for each in chosen} - {""}
    return texts.pop() if len(texts) == 1 else ""


def _is_marked(element: Any) -> bool:
    return "headline" in element.get("itemprop").split()


def _is_among_crumbs(element: Any) -> bool:
    for each in (element, *element.iterancestors()):
        if each.tag == "nav" or each.get("role") == "navigation" or not CRUMB_WORDS.isdisjoint(split_names(each)):
            return True
    return False
