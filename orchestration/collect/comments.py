"""Readers' comments: as a version of the article that they are about, one would stand in the place of its text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml

from orchestration.collect.entries import Listing, Problem

FEED_OF_COMMENTS = "feed_of_comments"
SOURCE = Path(__file__).with_name("comments.yml")


def is_comment(address: str) -> bool:
    """Whether an address, its fragment included, leads to one comment."""
    words = _read_words()
    try:
        parts = urlsplit(address)
        names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    except ValueError:
        return False
    first = re.match(r"[a-z]+", parts.fragment.lower())
    return (first is not None and first[0] in words["fragments"]) or not names.isdisjoint(words["parameters"])


def set_comments_apart(listing: Listing, url: str) -> Listing:
    """What a feed lists without readers' comments: each is a problem; where nothing else is listed, all are one."""
    comments = [entry for entry in listing.entries if is_comment(entry.place)]
    if not comments:
        return listing
    if len(comments) == len(listing.entries):
        reason = "the feed lists readers' comments and no article: take it out of the sources"
        return replace(listing, entries=(), problems=(Problem(FEED_OF_COMMENTS, reason, url),))
    found = tuple(Problem("a_comment", f"it is a reader's comment: {each.title!r}", each.place) for each in comments)
    kept = tuple(entry for entry in listing.entries if not is_comment(entry.place))
    return replace(listing, entries=kept, problems=(*listing.problems, *found))


def is_feed_of_comments(address: str, title: str) -> bool:
    """Whether a feed's address or the title of the link to it say that it has comments."""
    words = _read_words()
    parts = {part.lower() for part in re.split(r"[/?&=]", address)}
    return not parts.isdisjoint(words["paths"]) or not words["titles"].isdisjoint(re.findall(r"\w+", title.lower()))


@cache
def _read_words() -> dict[str, frozenset[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}
