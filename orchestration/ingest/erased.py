"""What was erased and must not come back: known by a hash of its id, and by the mark that stands in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orchestration.ingest.article import Article, Reject
from orchestration.warehouse.subject_hash import hash_subject

REASON_CODE = "erased"
FIELD = "hearsay_erased"
CAME_AGAIN = "it was erased, came again and is not loaded"
MARK = re.compile(r"hearsay-erased:(t[0-9TZ]+-[0-9a-f]+)")


@dataclass(frozen=True)
class Tombstones:
    """The erasures that a load has to respect: hash of an article's id to the tombstone's id."""

    by_hash: Mapping[str, str] = field(default_factory=dict)

    def refuse(self, content: Article | Reject) -> Article | Reject:
        """The reject of an article that was erased; every other comes back as it is."""
        if not self.by_hash or isinstance(content, Reject):
            return content
        tombstone_id = self.by_hash.get(hash_subject(content.article_id))
        return Reject(REASON_CODE, f"{CAME_AGAIN}: tombstone {tombstone_id}") if tombstone_id else content


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
