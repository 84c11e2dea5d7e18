"""Which of a page's paragraphs are its article.

trafilatura says where the article is. What it found is then taken from the page as printed, paragraphs of the same make
that it passed over are added, so is what the page declares as its text, and furniture is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from orchestration.ingest.pages.blocks import Block, split_names
from orchestration.ingest.pages.vocabulary import Furniture, fold

# Shorter texts are found inside others by chance.
MIN_FOUND_CHARS = 25
# Each search costs as much as the whole text is long; no article has as many paragraphs.
MAX_SEARCHED = 5_000
MIN_PARAGRAPH_CHARS = 60
# Paragraphs of one make hold at least this share of what was found, before others of that make are believed.
MIN_MAKE_SHARE = 0.2
MIN_DECLARED_CHARS = 400
MIN_DECLARED_SHARE = 0.5
CROSS_REFERENCE_LINKED = 0.9
# In a list of links a kicker may stand before each.
CROSS_REFERENCE_LINKED_IN_LIST = 0.6
MIN_LISTED = 5
MIN_LISTED_SHARE = 0.25
MAX_STANDFIRST_CHARS = 600
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
FINAL_STOP = re.compile(r"[.!?…]['\"’”»)]*$")


def choose_paragraphs(
    blocks: Sequence[Block],
    found: str,
    *,
    titles: Sequence[str],
    descriptions: Sequence[str],
    declared_body: str,
    authors: Sequence[str],
    is_declared: bool,
    furniture: Furniture,
) -> list[str]:
    """The article's paragraphs as printed, in order.

    `found` is trafilatura's text of the same page, `declared_body` what JSON-LD gives as articleBody (or ''), `titles`
    and `descriptions` what the page prints or declares as such: a title is left out, a description that is printed
    before the text is its standfirst. Who the `authors` are, printed at the end, is left out too. [] where the page
    lists articles; one that `is_declared` an article does not.
    """
    folded_titles = {fold(title) for title in titles} - {""}
    folded = [fold(block.text) for block in blocks]
    chosen = _match(folded, found) | _match_long(folded, declared_body)
    chosen |= _find_same_make(blocks, chosen)
    chosen = {
        place
        for place in chosen
        if folded[place]
        and folded[place] not in folded_titles
        and blocks[place].tag != "h1"
        and not furniture.is_furniture(blocks[place].text)
        and not is_cross_reference(blocks[place])
    }
    chosen = _drop_lone_headings(blocks, chosen)
    if not is_declared and _is_list(blocks, chosen):
        return []
    declared = [line.strip() for line in declared_body.split("\n") if line.strip()]
    if _covers_too_little(folded, chosen, declared_body):
        return [line for line in declared if not furniture.is_furniture(line)]
    if chosen:
        chosen |= _find_standfirst(blocks, folded, min(chosen), descriptions, folded_titles, furniture)
    kept: dict[str, str] = {}
    for place in sorted(chosen):
        kept.setdefault(folded[place], blocks[place].text)  # a paragraph shown twice is printed once
    return _drop_author_notes(list(kept.values()), authors, furniture)


def is_cross_reference(block: Block) -> bool:
    """A paragraph or list item that is all one link, and no sentence: a headline of another article."""
    least = CROSS_REFERENCE_LINKED if block.tag != "li" else CROSS_REFERENCE_LINKED_IN_LIST
    if block.linked_share < least or block.tag in HEADINGS:
        return False
    return not FINAL_STOP.search(block.text) or block.text.isupper()


def _match(folded: Sequence[str], found: str) -> set[int]:
    lines = {fold(line) for line in found.splitlines()}
    return {place for place, text in enumerate(folded) if text in lines} | _match_long(folded, found)


def _match_long(folded: Sequence[str], found: str) -> set[int]:
    whole = fold(found)
    searched = enumerate(folded[:MAX_SEARCHED])
    return {place for place, text in searched if len(text) >= MIN_FOUND_CHARS and text in whole}


def _find_same_make(blocks: Sequence[Block], chosen: set[int]) -> set[int]:
    """Paragraphs of the same element and the same kind of parent as most of those chosen."""
    chars: Counter[tuple[Any, ...]] = Counter()
    for place in chosen:
        chars[_describe_make(blocks[place])] += len(blocks[place].text)
    whole = sum(chars.values())
    makes = {make for make, count in chars.items() if count >= MIN_MAKE_SHARE * whole}
    return {
        place
        for place, block in enumerate(blocks)
        if place not in chosen
        and len(block.text) >= MIN_PARAGRAPH_CHARS
        and block.linked_share < 0.5
        and _describe_make(block) in makes
    }


def _describe_make(block: Block) -> tuple[Any, ...]:
    parent = block.element.getparent()
    if parent is None:
        return (block.element,)
    # Without a class to know it by, a parent is like no other.
    return (block.tag, parent.tag, parent.get("class") or parent)


def _is_list(blocks: Sequence[Block], chosen: set[int]) -> bool:
    """Whether many of the chosen are headings that lead elsewhere, as on a front page or that of a section."""
    tops = (blocks[place] for place in chosen if blocks[place].tag in HEADINGS)
    linked = sum(block.linked_share >= CROSS_REFERENCE_LINKED for block in tops)
    return linked >= MIN_LISTED and linked >= MIN_LISTED_SHARE * len(chosen)


def _drop_lone_headings(blocks: Sequence[Block], chosen: set[int]) -> set[int]:
    """Without headings that stand before nothing."""
    kept: set[int] = set()
    is_text_below = False
    for place in sorted(chosen, reverse=True):
        is_text_below = is_text_below or blocks[place].tag not in HEADINGS
        if is_text_below:
            kept.add(place)
    return kept


def _drop_author_notes(paragraphs: list[str], authors: Sequence[str], furniture: Furniture) -> list[str]:
    end = len(paragraphs)
    while end > 1 and furniture.is_author_note(paragraphs[end - 1], authors):
        end -= 1
    return paragraphs[:end]


def _covers_too_little(folded: Sequence[str], chosen: set[int], declared_body: str) -> bool:
    """Whether the page declares a text that it does not print (it is put there by a script)."""
    declared_chars = len(fold(declared_body))
    printed_chars = sum(len(folded[place]) for place in chosen)
    return declared_chars >= MIN_DECLARED_CHARS and printed_chars < MIN_DECLARED_SHARE * declared_chars


def _find_standfirst(
    blocks: Sequence[Block],
    folded: Sequence[str],
    first: int,
    descriptions: Sequence[str],
    titles: set[str],
    furniture: Furniture,
) -> set[int]:
    """The printed summary before the first paragraph: known by the page's description, or by its class."""
    known = [fold(text) for text in descriptions]
    known = [text for text in known if len(text) >= MIN_FOUND_CHARS]
    after_title = max((place for place in range(first) if folded[place] in titles), default=-1)
    for place in range(first):
        block = blocks[place]
        if folded[place] in titles or not MIN_FOUND_CHARS <= len(block.text) <= MAX_STANDFIRST_CHARS:
            continue
        if block.linked_share > 0.5 or furniture.is_furniture(block.text):
            continue
        is_described = any(_is_nearly(folded[place], text) for text in known)
        if is_described or (place > after_title >= 0 and _is_named_standfirst(block, furniture)):
            return {place}
    return set()


def _is_nearly(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and len(short) >= 0.7 * len(long)


def _is_named_standfirst(block: Block, furniture: Furniture) -> bool:
    around = (block.element, block.element.getparent())
    return any(
        element is not None and not furniture.standfirst_words.isdisjoint(split_names(element)) for element in around
    )
