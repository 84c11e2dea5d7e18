"""The words and phrases of page furniture, read from furniture.yml and checked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).with_name("furniture.yml")
EXPRESSIONS = ("paragraphs", "author_notes")
MAX_PARAGRAPH_CHARS = 400
NO_WORDS = re.compile(r"[\W_]+")
MAX_NOTICE_CHARS = 1_500


@dataclass(frozen=True)
class Furniture:
    """What is no article text: element names, roles, words of classes, and paragraphs that speak to the reader."""

    elements: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    words_of_links: frozenset[str]
    word_pairs: frozenset[str]
    layout_words: frozenset[str]
    standfirst_words: frozenset[str]
    notice_titles: frozenset[str]
    paragraph: re.Pattern[str]
    author_note: re.Pattern[str]

    def is_furniture(self, text: str) -> bool:
        """Whether a whole paragraph speaks to the reader ("Sign up to our newsletter") and not of the news."""
        return len(text) <= MAX_PARAGRAPH_CHARS and self.paragraph.match(text) is not None

    def is_author_note(self, text: str, authors: Sequence[str]) -> bool:
        """Whether a paragraph says who one of the authors is ("Ann Bell is a senior researcher at ...")."""
        rests = (text.removeprefix(author) for author in authors if text.startswith(f"{author} "))
        return any(self.author_note.match(rest.lstrip()) for rest in rests)

    def is_notice(self, title: str, body: str) -> bool:
        """Whether a page only says that something is missing or in the way ("Page not found"), and is no article."""
        # The site's own name may stand before it or behind.
        first, *_, last = f"{title}|{title}".split("|")
        return len(body) <= MAX_NOTICE_CHARS and not self.notice_titles.isdisjoint({fold(first), fold(last)})


def fold(text: str) -> str:
    """The letters and digits of a text, in one case: how two prints of the same words are compared."""
    return NO_WORDS.sub("", text).casefold()


def begins_one(text: str, ordered: Sequence[str]) -> bool:
    """Whether a text begins one of these, which are sorted; the empty text begins none."""
    place = bisect_left(ordered, text)
    return bool(text) and place < len(ordered) and ordered[place].startswith(text)


@cache
def read_furniture() -> Furniture:
    """The vocabulary. Raises ValueError where an entry stands twice in its list or is written with capitals."""
    lists: dict[str, list[str]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    for name, entries in lists.items():
        if len(entries) != len(set(entries)) or any(
            entry != entry.lower() for entry in entries if name not in EXPRESSIONS
        ):
            raise ValueError(f"{SOURCE.name}, {name}: an entry stands twice or has capitals")
    paragraph, author_note = (_compile(lists[name]) for name in EXPRESSIONS)
    return Furniture(
        elements=frozenset(lists["elements"]),
        roles=frozenset(lists["roles"]),
        words=frozenset(lists["words"]),
        words_of_links=frozenset(lists["words_of_links"]),
        word_pairs=frozenset(lists["word_pairs"]),
        layout_words=frozenset(lists["layout_words"]),
        standfirst_words=frozenset(lists["standfirst_words"]),
        notice_titles=frozenset(fold(title) for title in lists["notice_titles"]),
        paragraph=paragraph,
        author_note=author_note,
    )


def _compile(entries: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry})" for entry in entries), re.IGNORECASE | re.DOTALL)
