"""A text file is one article: a title line, paragraphs, and perhaps the outlet's name standing alone at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.ingest.article import Reject
from orchestration.ingest.outlets import normalise_outlet
from orchestration.ingest.readers.decoding import decode
from orchestration.ingest.readers.reading import Reading, Record, Source, Unreadable

MAX_BYTES = 20_000_000
MAX_TITLE_CHARS = 200
MAX_LONE_TITLE_CHARS = 120
MAX_OUTLET_CHARS = 60
FINAL_STOP = re.compile(r"[.!?…:;,]['\"’”»)]*$")
OUTLET_LEAD = re.compile(r"^(?:source\s*:|[—–-]|©|\(c\))\s*", re.IGNORECASE)


def read_plain_text(source: Source) -> Iterator[Reading]:
    """Yields one record, or one reject where the file is empty, broken or too large."""
    data = source.read_whole(MAX_BYTES)
    if isinstance(data, Reject):
        yield Unreadable(1, data)
        return
    lines = re.split(r"\r\n|\r|\n", decode(data).replace("\x00", ""))
    rest = _drop_blank_ends(lines)
    if not rest:
        yield Unreadable(1, Reject("no_text", "the file is empty"))
        return
    rest, outlet = split_outlet(rest, source.known_outlets)
    title, rest = split_title(rest)
    yield Record(1, {"title": title, "body": "\n".join(rest), "outlet": outlet})


def split_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title (or "") and the lines of the body.

    The first line is the title where a blank line follows it and it is no paragraph by its length; or where it is
    short, has no final stop and the next line is much longer (else the text is only wrapped).
    """
    first = lines[0].strip()
    following = lines[1].strip() if len(lines) > 1 else None
    has_stop = bool(FINAL_STOP.search(first))
    if following is None:
        is_title = not has_stop and len(first) <= MAX_TITLE_CHARS
    elif following == "":
        is_title = len(first) <= MAX_TITLE_CHARS
    else:
        is_title = not has_stop and len(first) <= MAX_LONE_TITLE_CHARS and len(following) > 1.5 * len(first)
    return (first, _drop_blank_ends(lines[1:])) if is_title else ("", lines)


def split_outlet(lines: list[str], known_outlets: frozenset[str]) -> tuple[list[str], str | None]:
    """The lines without a closing outlet line, and the outlet's name as printed, or None.

    A short last line without a final stop, after a blank line, is the outlet where its name is known, or where two
    blank lines set it apart and it is written like a name.
    """
    last = OUTLET_LEAD.sub("", lines[-1].strip())
    blank_count = 0
    while blank_count < len(lines) - 1 and not lines[-2 - blank_count].strip():
        blank_count += 1
    is_alone = 0 < blank_count <= len(lines) - 2
    if not is_alone or not last or len(last) > MAX_OUTLET_CHARS or FINAL_STOP.search(last):
        return lines, None
    is_known = normalise_outlet(last) in known_outlets
    if not is_known and (blank_count < 2 or not _is_name(last)):
        return lines, None
    return _drop_blank_ends(lines[:-1]), " ".join(last.split())


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) <= 8 and all(word[0].isupper() or word[0].isdigit() or len(word) < 4 for word in words)


def _drop_blank_ends(lines: list[str]) -> list[str]:
    kept = [number for number, line in enumerate(lines) if line.strip()]
    return lines[kept[0] : kept[-1] + 1] if kept else []
