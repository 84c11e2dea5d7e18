"""What stays of the id of something erased: enough to know it again, and not what it was."""

from __future__ import annotations

import hashlib


def hash_subject(subject_id: str) -> str:
    """SHA-256 of an article's or speaker's id: what a tombstone knows of it."""
    return hashlib.sha256(subject_id.encode()).hexdigest()
