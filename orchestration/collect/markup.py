"""The paragraphs of a piece of HTML that a feed carries: text only, what belongs to pictures and scripts left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from orchestration.ingest.fields import read_text

BREAKS = frozenset(
    "address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "table td th tr ul".split()
)
SKIPPED = frozenset("script style figure figcaption iframe object svg template noscript button form select".split())
VOID = frozenset("br hr img input meta link source wbr embed area col track base".split())
MAX_CHARS = 2_000_000
# How a text says of itself that it goes on elsewhere.
CUT_OFF = re.compile(
    r"(\[…\]|\[\.\.\.\]|…|\.\.\.|\b(?:read|continue|view|see) (?:more|reading|(?:the )?full (?:article|story)))\W*$",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SKIPPED:
            self._skipping.append(tag)
        if tag in BREAKS:
            self.end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipping:
            del self._skipping[self._skipping.index(tag) :]
        if tag in BREAKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._pieces.append(data)

    def end_paragraph(self) -> None:
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            self.paragraphs.append(text)


def read_paragraphs(markup: str) -> list[str]:
    """The paragraphs of a fragment, in order. Whatever cannot be parsed is read as text without tags."""
    reader = _Reader()
    try:
        reader.feed(read_text(markup[:MAX_CHARS]))
        reader.close()
    except (AssertionError, ValueError, RecursionError):  # html.parser's answer to some declarations that are none
        return [text for part in re.sub(r"<[^<>]*>", " ", markup[:MAX_CHARS]).split("\n\n") if (text := part.strip())]
    reader.end_paragraph()
    return reader.paragraphs


def is_cut_off(text: str) -> bool:
    """Whether a text ends as one does that goes on elsewhere ("… Continue reading")."""
    return bool(CUT_OFF.search(text[-200:].strip()))
