"""From bytes to text: byte order mark, UTF-8, what the page declares, what charset-normalizer finds, in this order.

UTF-8 may be damaged in places: most of what is not ASCII has to be right. Names of encodings mean what browsers mean.
"""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
LAST_RESORT = "cp1252"
# What sites mean by these names, as the Encoding Standard has it (encoding.spec.whatwg.org/#names-and-labels).
MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Of a text in another encoding hardly any two bytes happen to be UTF-8; of a damaged one hardly any are not.
MIN_RIGHT_PER_WRONG = 4
# With fewer bytes above ASCII than this a detector guesses among dozens of code pages; the Western one is most common.
MIN_HIGH_BYTES = 24


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes; what no encoding explains is read as Windows-1252 with replacement characters.

    `declared` is the encoding that came with them: believed where they are not UTF-8 and it can read them.
    """
    encoding = detect_encoding(data, is_whole=True)
    if declared and not encoding.startswith("utf"):
        encoding = _choose_named(data, declared) or encoding
    return data.decode(encoding, errors="replace")


def detect_encoding(data: bytes, *, is_whole: bool = False) -> str:
    """The encoding of a file from its beginning (or from all of it)."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if _is_utf8(data, is_whole) or _is_damaged_utf8(data):
        return "utf-8"
    declared = DECLARED.search(data[:4096])
    named = _choose_named(data, declared.group(1).decode("ascii")) if declared else None
    if named is not None:
        return named
    if _count_high_bytes(data) < MIN_HIGH_BYTES and _can_decode(data, LAST_RESORT):
        return LAST_RESORT
    from charset_normalizer import from_bytes  # not needed for the UTF-8 that nearly everything is

    best = from_bytes(data[:200_000]).best()
    if best is not None and _can_decode(data, best.encoding):
        return best.encoding
    return LAST_RESORT


def _count_high_bytes(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(128, 256))))


def _is_utf8(data: bytes, is_whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    right = len(text) - len(text.encode("ascii", errors="ignore")) - wrong
    return right >= MIN_RIGHT_PER_WRONG * wrong


def _choose_named(data: bytes, name: str) -> str | None:
    """The encoding that is meant by a name, where it can read the bytes, else the one that is named, else None."""
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return next((each for each in (MEANT.get(known, known), known) if _can_decode(data, each)), None)


def _can_decode(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True
