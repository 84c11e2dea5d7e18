"""The paragraphs of a piece of HTML that a feed carries: text only, what belongs to pictures and scripts left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from orchestration.ingest.fields import read_text

BREAKS = frozenset(
    "address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "table td th tr ul".split()
)
SKIPPED = frozenset("script style figure figcaption iframe object svg template noscript button form select".split())
MAX_CHARS = 2_000_000
# A text of its own, not a teaser: fewer characters are taken for a summary, and the page is fetched.
FULL_TEXT_CHARS = 800
# How a text says of itself that it goes on elsewhere.
CUT_OFF = re.compile(
    r"(\[…\]|\[\.\.\.\]|…|\.\.\.|\b(?:read|continue|view|see) (?:more|reading|(?:the )?full (?:article|story)))\W*$",
    re.IGNORECASE,
)


class _Reader:
    """Receives what lxml reads, one event after the other."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._skipped_depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in SKIPPED:
            self._skipped_depth += 1
        if tag in BREAKS:
            self.end_paragraph()

    def end(self, tag: str) -> None:
        if tag in SKIPPED:
            self._skipped_depth -= 1
        if tag in BREAKS:
            self.end_paragraph()

    def data(self, text: str) -> None:
        if not self._skipped_depth:
            self._pieces.append(text)

    def end_paragraph(self) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            self.paragraphs.append(text)

    def close(self) -> list[str]:
        self.end_paragraph()
        return self.paragraphs


def read_paragraphs(markup: str) -> list[str]:
    """The paragraphs of a fragment, in order. Whatever cannot be parsed is read as text without tags."""
    text = read_text(markup[:MAX_CHARS]).replace("\x00", "")
    if not text.strip():
        return []
    if "<" not in text and "&" not in text:
        return [" ".join(text.split())]
    from lxml import etree  # only texts with markup need it

    # Not the standard library's parser: unfinished tags take it the square of their number.
    parser = etree.HTMLParser(target=_Reader(), recover=True, no_network=True)
    try:
        parser.feed(text)
        found: list[str] = parser.close()
    except (etree.LxmlError, ValueError, AssertionError):
        return [" ".join(part.split()) for part in re.split(r"<[^<>]*>", text) if part.strip()]
    return found


def is_full_text(text: str) -> bool:
    """Whether a text is the article itself: long enough, and not one that says it goes on elsewhere."""
    return len(text) >= FULL_TEXT_CHARS and not is_cut_off(text)


def is_cut_off(text: str) -> bool:
    """Whether a text ends as one does that goes on elsewhere ("… Continue reading")."""
    return bool(CUT_OFF.search(text[-200:].strip()))
