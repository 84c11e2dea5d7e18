"""The article's text where a page does not print it, but carries it for a script that does.

Only what stands together with the page's own title is its text: the same data hold other articles, menus, and whatever
a site has to say about cookies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestration.ingest.pages.blocks import parse_html, read_blocks, remove_furniture
from orchestration.ingest.pages.script_data import read_script_data
from orchestration.ingest.pages.vocabulary import Furniture, begins_one, fold

MAX_DEPTH = 80
MIN_TITLE_LETTERS = 8
MAX_TITLE_CHARS = 400
MIN_TEXT_CHARS = 300
# Under these names the parts of a text stand, the likeliest first.
PARTS = (
    "html text content value paragraph paragraphs body markup blocks elements content_elements nodes children items "
    "data model document".split()
)
KINDS = ("type", "_type", "__typename", "nodeType", "kind", "blockType")
NO_TEXT = re.compile(
    r"image|photo|picture|video|audio|gallery|caption|embed|iframe|promo|related|recommend|newsletter|link_?list|advert"
    r"|comment|author|byline|consent|cookie|menu|nav|footer|seo|popular|trending|latest|poll|quiz",
    re.IGNORECASE,
)
TITLES = re.compile(r"headlines?|titles?|meta|metadata", re.IGNORECASE)
MARKUP = re.compile(r"</?(?:p|br|div|h\d|li|span|strong|b|em|i|a)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?…。]['\"’”»)]*$")
NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # nor is the seam, where it joins
# Pieces of one paragraph are put together as they are; what is no sentence's middle on either side are two paragraphs.
SEAM, BREAK = "\x00", "\n"
SEAM_OF_PARAGRAPHS = re.compile(rf"(?<=[.!?…\"'”’»:>]){SEAM}+(?=\S)")


def read_embedded(scripts: Sequence[Any], titles: Sequence[str], furniture: Furniture) -> list[str]:
    """The paragraphs of the longest text that stands with one of the `titles` in the scripts' data; [] if none does."""
    wanted = sorted(folded for folded in map(fold, titles) if len(folded) >= MIN_TITLE_LETTERS)
    best: list[str] = []
    for data in read_script_data(scripts):
        for owner in _find_owners(data.value, wanted, MAX_DEPTH):
            for text in _list_texts(owner, data.texts, MAX_DEPTH):
                paragraphs = _split(text, furniture) if len(text) >= MIN_TEXT_CHARS else []
                best = max(best, paragraphs, key=_count_prose)
    return best


def _find_owners(value: Any, wanted: list[str], depth: int) -> Iterator[dict[str, Any]]:
    """The objects with such a title of their own."""
    if depth == 0:
        return
    if isinstance(value, list):
        for part in value:
            yield from _find_owners(part, wanted, depth - 1)
    elif isinstance(value, dict):
        named = (part for name, part in value.items() if isinstance(part, dict) and TITLES.fullmatch(name))
        if any(_is_title(text, wanted) for each in (value, *named) for text in each.values()):
            yield value
        for part in value.values():
            yield from _find_owners(part, wanted, depth - 1)


def _is_title(value: Any, wanted: list[str]) -> bool:
    """Whether a text is one of the titles, or the beginning of one, which may have the site's name behind."""
    if not isinstance(value, str) or len(value) > MAX_TITLE_CHARS:
        return False
    folded = fold(value)
    return len(folded) >= MIN_TITLE_LETTERS and begins_one(folded, wanted)


def _list_texts(owner: dict[str, Any], texts: Mapping[str, str], depth: int) -> Iterator[str]:
    """The texts below an object, of each list as one."""
    for name, value in owner.items():
        if NO_TEXT.search(name) or depth == 0:
            continue
        if isinstance(value, dict):
            yield from _list_texts(value, texts, depth - 1)
        else:
            yield _join(value, texts, depth - 1)


def _join(value: Any, texts: Mapping[str, str], depth: int) -> str:
    if depth == 0:
        return ""
    if isinstance(value, str):
        return texts.get(value[1:], value) if value.startswith("$") else value
    if isinstance(value, list):
        return SEAM.join(filter(None, (_join(part, texts, depth - 1) for part in value)))
    if not isinstance(value, dict) or any(NO_TEXT.search(str(value.get(kind))) for kind in KINDS):
        return ""
    return next(filter(None, (_join(value[name], texts, depth - 1) for name in PARTS if name in value)), "")


def _split(text: str, furniture: Furniture) -> list[str]:
    text = NO_CHARACTER.sub("", SEAM_OF_PARAGRAPHS.sub(BREAK, text))
    if not MARKUP.search(text):
        return [" ".join(line.split()) for line in text.split(BREAK) if line.strip()]
    tree = parse_html(f"<div>{text.replace(BREAK, '<br><br>')}</div>")
    remove_furniture(tree, furniture)
    return [block.text for block in read_blocks(tree)]


def _count_prose(paragraphs: list[str]) -> int:
    return sum(len(text) for text in paragraphs if SENTENCE_END.search(text))
