"""Adding an outlet to `sources.yml`: as text behind the others, so that a person's comments and order stay."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from orchestration.collect.finding import FoundFeed
from orchestration.collect.sources import EMPTY_OUTLETS, holds_no_outlet, parse_sources
from orchestration.errors import HearsayError

BEGINNING = "# Where Hearsay collects from; sources.example.yml explains every field.\noutlets:\n"


def describe_outlet(name: str, feeds: Sequence[FoundFeed]) -> str:
    """The outlet as an item of the list `outlets`, in YAML."""
    entry: dict[str, object] = {"name": name}
    for key, is_sitemap in (("feeds", False), ("sitemaps", True)):
        addresses = [feed.url for feed in feeds if feed.is_sitemap is is_sitemap]
        if addresses:
            entry[key] = addresses
    return yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=1000)


def name_after_host(url: str) -> str:
    """A name to begin with: the host without www."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def add_outlet(path: Path, entry: str) -> None:
    """Write the entry to the end of the file's outlets; the file is begun where it is not there.

    The result is checked before it replaces the file. Raises HearsayError where it would not be valid: `outlets` must
    be in block style.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else BEGINNING
    text = text.rstrip("\n") + "\n"
    if holds_no_outlet(text):
        text = EMPTY_OUTLETS.sub("", text).rstrip("\n") + "\n\noutlets:\n"
    # As the items are indented that stand there already.
    first = re.search(r"(?m)^outlets:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*([ ]*)- ", text)
    end = _find_end(text)
    text = text[:end] + textwrap.indent(entry, first.group(1) if first else "  ") + text[end:]
    try:
        parse_sources(text, path)
    except HearsayError as error:
        raise HearsayError(f"{error}\nThe outlet was not added to {path}. Add it by hand:\n{entry}") from error
    place = path.resolve()  # a link stays one: the file that it leads to is replaced
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(place.name + ".tmp")
    partial.write_text(text, encoding="utf-8")
    if place.exists():
        shutil.copymode(place, partial)
    partial.replace(place)


def _find_end(text: str) -> int:
    """Where the next outlet belongs: behind the last one where another key follows, else at the end of the text."""
    try:
        content = yaml.compose(text, Loader=yaml.SafeLoader)
        pairs = content.value if isinstance(content, yaml.MappingNode) else []
        for key, value in pairs[:-1]:
            if key.value == "outlets" and isinstance(value, yaml.SequenceNode) and value.value:
                # An outlet's own end is only where the next key begins, with the comments before that.
                line, column = max((mark.line, mark.column) for mark in _list_ends(value.value[-1]))
                return sum(map(len, text.splitlines(keepends=True)[: line + (column > 0)]))
    except (yaml.YAMLError, RecursionError):
        pass  # what is wrong is said when the whole is checked
    return len(text)


def _list_ends(node: yaml.Node) -> Iterator[yaml.Mark]:
    """Where the node ends, or what is below it where it is a list or mapping in block style."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        yield node.end_mark
        return
    for part in node.value:
        for each in part if isinstance(part, tuple) else (part,):
            yield from _list_ends(each)
