"""Whom of a statement's speakers a correction means, what they become by it, and how that is put in words."""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.corrections.correction import EVERYBODY, NONE, Correction
from orchestration.identity.names import PersonName, plain, read_person, relate

Speaker = dict[str, str | None]
NOBODY = "nobody"


def replace_speakers(correction: Correction, speakers: Sequence[Speaker]) -> list[Speaker]:
    """The speakers of a statement by a correction of who spoke: the one who is meant becomes the named one, and the
    others stay. Where it is unsure who is meant, or everybody is, the named one spoke alone.

    Of the same speaker by another name what the article prints of them stays too: kind, role and country. The role of
    somebody else is nobody else's.
    """
    if correction.speaker_name is None:
        return []
    found = choose_meant(correction, speakers)
    replaced = range(len(speakers)) if found is None else found
    meant = [speakers[position] for position in replaced]
    same = next((each for each in meant if is_same(correction.speaker_name, each)), None)
    named = correct_speaker(same or _only_printed(meant), correction)
    if named["kind"] in (None, "unnamed") and correction.speaker_kind is None:
        named["kind"] = "person"
    first = min(replaced, default=0)
    told = [
        named if place == first else each
        for place, each in enumerate(speakers)
        if place == first or (place not in replaced and each["name"] != named["name"])
    ]
    return told or [named]


def choose_meant(correction: Correction, speakers: Sequence[Speaker]) -> Sequence[int] | None:
    """The places of those whom a correction of who spoke replaces; None where it could be one of several."""
    if len(speakers) < 2 or correction.instead_of == EVERYBODY:
        return range(len(speakers))
    for name in (correction.instead_of, correction.speaker_name):
        printed = [place for place, each in enumerate(speakers) if name and plain(each["name"] or "") == plain(name)]
        alike = [place for place, each in enumerate(speakers) if name and each["name"] and _is_person(name, each)]
        if len(printed or alike) == 1:
            return printed or alike
    return None


def is_same(name: str, speaker: Speaker) -> bool:
    """Whether a speaker can be who is named: one without a name anybody, a person by the surname alone too."""
    is_named = bool(speaker["name"]) and speaker["kind"] != "unnamed"
    return not is_named or plain(name) == plain(speaker["name"] or "") or _is_person(name, speaker)


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Whether two names can be one person's; a surname alone is anybody's who has it."""
    return relate(one, other) is not None if one.given and other.given else one.surname == other.surname


def _is_person(name: str, speaker: Speaker) -> bool:
    one, other = read_person(name), read_person(speaker["name"] or "")
    return speaker["kind"] == "person" and one is not None and other is not None and may_be_one(one, other)


def correct_speaker(speaker: Speaker, correction: Correction) -> Speaker:
    """The speaker with the name, kind, role and country that a correction gives; what it does not give stays."""
    told = {**speaker, "name": correction.speaker_name, "kind": correction.speaker_kind or speaker["kind"]}
    if correction.speaker_role is not None:
        told["role"] = _unless_none(correction.speaker_role)
    if correction.country_code is not None:
        code = _unless_none(correction.country_code)
        told |= {"country_code": code, "country_basis": "correction" if code else None}
    return told


def describe_speakers(speakers: Sequence[Speaker], *, with_kind: bool = False) -> str:
    """Speakers in a few words: "Ana Brook, mayor (GB) and Obi Eze"."""
    return " and ".join(name_speaker(each, with_kind=with_kind) for each in speakers) or NOBODY


def name_speaker(speaker: Speaker, *, with_kind: bool = False) -> str:
    """A speaker in a few words: "Ana Brook, mayor (GB)"."""
    name = speaker.get("name") or speaker.get("mention") or NOBODY
    words = [name, speaker.get("role"), speaker.get("kind") if with_kind else None]
    country = speaker.get("country_code")
    return ", ".join(word for word in words if word) + (f" ({country})" if country else "")


def describe_given(correction: Correction) -> str:
    """The speaker as far as a correction itself tells, in a few words."""
    return name_speaker(correct_speaker(_only_printed(()), correction)) if correction.speaker_name else NOBODY


def _only_printed(speakers: Sequence[Speaker]) -> Speaker:
    nothing: Speaker = dict.fromkeys(("name", "kind", "role", "country_code", "country_basis"))
    return {"mention": speakers[0]["mention"] if speakers else None, **nothing}


def _unless_none(value: str) -> str | None:
    return None if value == NONE else value
