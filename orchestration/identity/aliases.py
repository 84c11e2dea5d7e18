"""Ids that were given and are no profile's any more: whom they mean now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.identity.identify import Identity


@dataclass(frozen=True, slots=True)
class GivenId:
    """An id that was given once: of what name, and the speaker that it led to last."""

    alias_id: str
    speaker_id: str | None
    kind: str
    key: str
    country_code: str | None


def resolve_retired(given: Iterable[GivenId], identities: Iterable[Identity]) -> dict[str, str | None]:
    """The speaker of every given id that no profile has now; None where the articles no longer print anybody like that.

    Whoever the id led to last is followed; else the one speaker of that name, first of that country.
    """
    speaker_of: dict[str, str] = {}
    by_name: dict[tuple[str, str, str | None], set[str]] = defaultdict(set)
    for each in identities:
        profile = each.profile
        speaker_of[profile.profile_id] = each.speaker_id
        by_name[profile.kind, profile.key, profile.country_code].add(each.speaker_id)
        by_name[profile.kind, profile.key, ""].add(each.speaker_id)
    resolved: dict[str, str | None] = {}
    for old in given:
        if old.alias_id in speaker_of:
            continue
        led_to = speaker_of.get(old.speaker_id or "")
        same = by_name.get((old.kind, old.key, old.country_code)) or by_name.get((old.kind, old.key, "")) or set()
        resolved[old.alias_id] = led_to or (next(iter(same)) if len(same) == 1 else None)
    return resolved
