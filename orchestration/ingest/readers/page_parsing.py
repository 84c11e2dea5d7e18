"""The bytes of one page to a record: its text and what it declares about itself, or why there is no article."""

from __future__ import annotations

import re

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.pages.extraction import extract_page
from orchestration.ingest.pages.vocabulary import read_furniture
from orchestration.ingest.readers.decoding import decode
from orchestration.ingest.readers.reading import Reading, Record, Unreadable

# Characters that no tree can hold, as they are and as references to them.
NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    "|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));?(?![0-9a-fA-F])"
)
# A string with such a declaration is refused by the parser: it is decoded already.
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_page(number: int, data: bytes, url: str | None = None, charset: str | None = None) -> Reading:
    """One page as record `number` of its file, however long that takes. Never raises."""
    html = XML_DECLARATION.sub("", NO_CHARACTER.sub("", decode(data, charset)))
    try:
        fields = extract_page(html, url)
    except Exception as error:
        return Unreadable(number, Reject("broken_page", f"the page cannot be parsed: {error!r}", cut_excerpt(html)))
    if not fields.get("body"):
        return Unreadable(number, Reject("no_text", "no article text was found in the page", cut_excerpt(html.strip())))
    if read_furniture().is_notice(str(fields["title"]), str(fields["body"])):
        reason = f"the page is a notice and no article: {fields['title']!r}"
        return Unreadable(number, Reject("a_notice", reason, cut_excerpt(str(fields["body"]))))
    return Record(number, fields, date_basis="page")
