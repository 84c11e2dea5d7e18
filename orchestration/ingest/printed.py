"""Whether a text that is no article, a feed or the excerpt of a reject, prints an article's address or title."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator

from orchestration.ingest.identity import canonicalise_url

# A shorter title may be anybody's.
MIN_TITLE_CHARS = 20
ADDRESS = re.compile(r"https?://[^\s\"'<>|\\]+", re.IGNORECASE)
# An address may have them, and may be followed by them: in a row of a table, in brackets.
ENDS = re.compile(r"[,;()\[\]{}]")


def spell(words: str) -> Iterator[str]:
    """An address or title as a document may have it: plain, escaped for XML, and as JSON; no title that is short."""
    if "://" in words or len(words) >= MIN_TITLE_CHARS:
        yield from sorted({words, html.escape(words), html.escape(words, quote=False), json.dumps(words)[1:-1]})


def find_addresses(text: str) -> Iterator[str]:
    """The addresses in a text, each as it is compared; where it may end earlier, the shorter ones too."""
    for match in ADDRESS.finditer(html.unescape(text).replace("\\/", "/")):
        whole = match[0]
        for end in (len(whole), *(found.start() for found in ENDS.finditer(whole))):
            address = whole[:end].rstrip(".:!?")
            yield canonicalise_url(address) or address


def prints_any(text: str, addresses: Collection[str], titles: Collection[str]) -> bool:
    """Whether one of these addresses (as they are compared) or titles (as they are spelt) stands in a text.

    Not by the characters of an address: another article's may begin with all of them.
    """
    return any(title in text for title in titles) or any(each in addresses for each in find_addresses(text))
