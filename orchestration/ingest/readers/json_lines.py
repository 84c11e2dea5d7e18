"""JSON Lines: one record a line, in constant memory; a line that is none is one reject, and the rest go on."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

from orchestration.ingest.article import Reject, cut_excerpt
from orchestration.ingest.readers.decoding import decode, detect_encoding
from orchestration.ingest.readers.ninjs import read_object
from orchestration.ingest.readers.reading import BROKEN_FILE, Reading, Source, Unreadable, describe_broken

HEAD_BYTES = 1 << 20
# Twice the longest body that is read. What a line holds may take fifty times its length once it is parsed.
MAX_LINE_CHARS = 10_000_000
SKIPPED_CHARS = 1 << 16


def read_json_lines(source: Source) -> Iterator[Reading]:
    """Yields a record or a reject per line that is not blank; the number is the line's."""
    number = 0
    try:
        encoding = detect_encoding(source.read_head(HEAD_BYTES))
        with source.open() as stream:
            # What is not UTF-8 comes through as surrogates, so that one bad line is looked at by itself. In other
            # encodings a bad byte may be below 128, which no surrogate stands for.
            errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
            text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="\n")
            while line := text.readline(MAX_LINE_CHARS):
                number += 1
                if len(line) == MAX_LINE_CHARS and not line.endswith("\n"):
                    yield Unreadable(
                        number, Reject("too_large", f"line {number} is longer than {MAX_LINE_CHARS:,} characters")
                    )
                    while (line := text.readline(SKIPPED_CHARS)) and not line.endswith("\n"):
                        pass
                elif line.strip():
                    yield _read_line(number, line, encoding)
    except BROKEN_FILE as error:
        yield Unreadable(number + 1, describe_broken(error))


def parse_json(text: str) -> object:
    """The value of a JSON text, NaN and infinities as None. Raises ValueError with the reason."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _read_line(number: int, line: str, encoding: str) -> Reading:
    if any("\udc80" <= character <= "\udcff" for character in line) if not line.isascii() else False:
        line = decode(line.encode(encoding, "surrogateescape"))
    try:
        value = parse_json(line)
    except ValueError as error:
        return Unreadable(number, Reject("malformed", f"line {number} is not JSON: {error}", cut_excerpt(line.strip())))
    if not isinstance(value, dict):
        return Unreadable(number, Reject("malformed", f"line {number} is not a JSON object", cut_excerpt(line.strip())))
    return read_object(number, value)
