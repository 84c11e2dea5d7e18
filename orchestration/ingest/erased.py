"""What was erased and must not come back: known by a hash of its id, and by the mark that stands in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.article import Article, Reject
from orchestration.ingest.identity import canonicalise_url
from orchestration.ingest.printed import find_addresses
from orchestration.warehouse.subject_hash import hash_subject

REASON_CODE = "erased"
FIELD = "hearsay_erased"
# What a landed file and its record are called that told what was erased.
NAMELESS = "erased"
MARK = re.compile(r"hearsay-erased:(t[0-9TZ]+-[0-9a-f]+)")


@dataclass(frozen=True)
class Refused(Reject):
    """The reject of what was erased and came again, without a word of it.

    `needles` are the addresses and titles under which it came: what the landing zone is searched for, and in no row.
    """

    tombstone_id: str = ""
    needles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Tombstones:
    """The erasures that a load has to respect: hash of an article's id to the tombstone's id."""

    by_hash: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, content: Article | Reject, source_path: str) -> Article | Reject:
        """What is kept of an article that was erased, or of a reject that prints its address, in its file's name or in
        its excerpt; every other comes back as it is.
        """
        if not self.by_hash:
            return content
        if isinstance(content, Article):
            needles = {each for each in (content.article_id, content.url, content.title) if each}
            return self._bury([content.article_id], needles) or content
        own = source_path.partition(" ")[0]
        names = {own} if canonicalise_url(own) else set()
        return self._bury(list(find_addresses(f"{source_path} {content.excerpt}")), names) or content

    def _bury(self, subjects: list[str], needles: set[str]) -> Refused | None:
        for subject in subjects:
            tombstone_id = self.by_hash.get(hash_subject(subject))
            if tombstone_id is not None:
                printed = {each for each in needles if (canonicalise_url(each) or subject) == subject}
                reason = f"it was erased, came again and is not loaded: tombstone {tombstone_id}"
                return Refused(REASON_CODE, reason, "", tombstone_id, frozenset({subject, *printed}))
        return None


def write_mark(tombstone_id: str) -> str:
    """What stands in the place of an erased record."""
    return f"hearsay-erased:{tombstone_id}"


def find_mark(record: Mapping[str, Any]) -> Reject | None:
    """The reject of a record that stands in the place of an erased one; None for every other."""
    for value in record.values():
        found = MARK.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 100 else None
        if found is not None:
            return describe_erased(found.group(1))
    return None


def describe_erased(tombstone_id: str) -> Reject:
    """The reject, without a word of what was erased."""
    return Reject(REASON_CODE, f"it was erased: tombstone {tombstone_id}")
