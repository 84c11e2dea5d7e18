"""The JSON that a page carries for its scripts, of whatever make; what it holds is not looked at here.

Frameworks put it into elements of that type (Next.js, Nuxt), assign it to a name (Fusion, Redux), or send it in pieces
that are put together again (the streams of React).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MIN_CHARS = 400  # what is assigned and shorter holds no article
MAX_CHARS = 5_000_000
MAX_VALUES = 500  # tried in one script
VALUE = re.compile(r"=\s{0,9}(?=[{\[])|(?P<stream>\b__next_f\.push\()(?=\[)|(?P<quoted>\bJSON\.parse\()(?=\")")
# A row of a stream: its name, and how many bytes of text follow, or JSON to the end of the line.
ROW = re.compile(rb"([0-9a-f]{0,8}):(?:T([0-9a-f]{1,8}),)?")


@dataclass(frozen=True)
class ScriptData:
    """One value, and the texts that its strings refer to ("$24") by their names ("24")."""

    value: Any
    texts: Mapping[str, str] = field(default_factory=dict)


def read_script_data(scripts: Sequence[Any]) -> Iterator[ScriptData]:
    """The values of script elements in their order, those of streams last; what cannot be read is passed over.

    JSON-LD is left out: it declares something.
    """
    pieces: list[str] = []
    for script in scripts:
        text, kind = script.text or "", (script.get("type") or "").lower()
        if "ld+json" not in kind and len(text) <= MAX_CHARS:
            yield from _read_whole(text) if "json" in kind else _read_assigned(text, pieces)
    yield from _read_stream("".join(pieces).encode("utf-8", "replace"))


def _read_whole(text: str, texts: Mapping[str, str] | None = None) -> Iterator[ScriptData]:
    try:
        yield ScriptData(json.loads(text, strict=False), texts or {})
    except (ValueError, RecursionError):
        return


def _read_assigned(text: str, pieces: list[str]) -> Iterator[ScriptData]:
    """The values that a script assigns; what it adds to a stream goes to `pieces`."""
    decoder = json.JSONDecoder(strict=False)
    position = 0
    for _ in range(MAX_VALUES):
        found = VALUE.search(text, position)
        if found is None:
            return
        position = found.end()
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            continue  # it is no JSON but code
        if found["stream"]:
            pieces += [part for part in value if isinstance(part, str)]
        elif found["quoted"]:
            yield from _read_whole(value)
        elif position - found.end() >= MIN_CHARS:
            yield ScriptData(value)


def _read_stream(data: bytes) -> Iterator[ScriptData]:
    texts: dict[str, str] = {}
    lines: list[str] = []
    position = 0
    while row := ROW.match(data, position):
        is_text = row[2] is not None
        end = row.end() + int(row[2], 16) if is_text else data.find(b"\n", row.end())
        end = len(data) if end < 0 else end
        content = data[row.end() : end].decode("utf-8", "replace")
        if is_text:
            texts[row[1].decode()] = content
        else:
            lines.append(content)
        position = end if is_text else end + 1
    for line in lines:
        yield from _read_whole(line, texts)
