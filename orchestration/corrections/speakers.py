"""Who is who after people merged and split speakers: on top of what identity decided, which stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.corrections.correction import Correction

# Two profiles that identity joined, and how sure it was.
Edge = tuple[str, str, float]


@dataclass
class Rearranged:
    """`speaker_of`: profile to speaker where it is another one than identity's; `lost`: without speakers left."""

    speaker_of: dict[str, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)


def rearrange(
    corrections: Sequence[Correction],
    identified: Mapping[str, str | None],
    edges: Sequence[Edge],
    retired: Collection[str] = (),
) -> Rearranged:
    """Apply merges and splits of speakers, oldest first, all splits before all merges.

    `identified`: every id that was ever given, with the speaker that identity leads it to (None: to nobody any more);
    those of them that no article prints any more are `retired`: they can be merged, and not be split. A split part
    keeps the id that it was named by; of two merged speakers the first named keeps its own.
    """
    found = Rearranged()
    now = {profile: speaker for profile, speaker in identified.items() if speaker is not None}
    splits: list[tuple[str, str]] = []
    for correction in corrections:
        one, other = correction.subject_id or "", correction.other_subject_id or ""
        is_split = correction.kind == "split_speakers"
        if one not in now or other not in now or (is_split and (one in retired or other in retired)):
            found.lost.add(correction.correction_id)
            continue
        if is_split and now[one] == now[other]:
            splits.append((one, other))
    for speaker in sorted({now[one] for one, _ in splits}):
        pairs = [(one, other) for one, other in splits if now[one] == speaker]
        now.update(_split(speaker, pairs, edges, now))
    for correction in corrections:
        if correction.kind == "merge_speakers" and correction.correction_id not in found.lost:
            stays, goes = now[correction.subject_id or ""], now[correction.other_subject_id or ""]
            now = {profile: stays if speaker == goes else speaker for profile, speaker in now.items()}
    found.speaker_of = {profile: speaker for profile, speaker in now.items() if identified[profile] != speaker}
    return found


def _split(
    speaker: str, pairs: Sequence[tuple[str, str]], edges: Sequence[Edge], now: Mapping[str, str]
) -> dict[str, str]:
    """The profiles of one speaker in their parts: joined again by its edges, the surest first, but for these pairs."""
    mine = {profile for profile, led_to in now.items() if led_to == speaker}
    joined = sorted((edge for edge in edges if edge[0] in mine), key=lambda edge: (-edge[2], edge[0], edge[1]))
    in_edges = {profile for edge in joined for profile in edge[:2]} | {profile for pair in pairs for profile in pair}
    part: dict[str, set[str]] = {profile: {profile} for profile in in_edges}
    for left, right, _ in joined:
        whole = part[left] | part[right]
        if not any(one in whole and other in whole for one, other in pairs):
            part.update(dict.fromkeys(whole, whole))
    named = [profile for one, other in pairs for profile in (other, one)]
    names: dict[str, str] = {}
    for members in {frozenset(each) for each in part.values()}:
        # The part with the id that the speaker had keeps it; ids that lead to nobody's profile stay with that part.
        given = speaker if speaker in members else next((each for each in named if each in members), min(members))
        names.update(dict.fromkeys(members, given))
    return names
