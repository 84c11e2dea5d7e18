"""Who is who in all articles: appearances in; speakers, edges with their evidence, and open questions out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orchestration.identity.join import Components, Pair
from orchestration.identity.known_people import KnownPeople, load_known_people
from orchestration.identity.mixed import find_mixed
from orchestration.identity.people import join_people
from orchestration.identity.profiles import Appearance, Profile, group
from orchestration.identity.surnames import describe_person, join_surnames


@dataclass(frozen=True, slots=True)
class Member:
    """An appearance, the profile that it belongs to, and the speaker that the profile is."""

    appearance: Appearance
    profile_id: str
    speaker_id: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A profile and the speaker that it is. `known_person_key` is the speaker's, None where no table knows it."""

    profile: Profile
    speaker_id: str
    known_person_key: str | None


@dataclass
class Identification:
    """What was found. `reviews` are pairs that may be one and were not joined, of a profile with itself where it may be
    two; `comparisons` counts judged pairs.
    """

    members: list[Member] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    edges: list[Pair] = field(default_factory=list)
    reviews: list[Pair] = field(default_factory=list)
    comparisons: int = 0


def identify(appearances: Iterable[Appearance]) -> Identification:
    """Decide which of these appearances are one speaker; unnamed ones are not to be handed in."""
    profiles, profile_of = group(appearances)
    found = identify_profiles(profiles)
    speaker_of = {each.profile.profile_id: each.speaker_id for each in found.identities}
    found.members = [
        Member(each, profile_of[each], speaker_of[profile_of[each]])
        for each in sorted(profile_of, key=lambda each: (*each.article, each.kind, each.name))
    ]
    return found


def identify_profiles(profiles: Iterable[Profile]) -> Identification:
    """Decide which of these profiles are one speaker; members are left to whoever knows the appearances.

    A speaker's id is that of its profile which is printed first: a function of what is in the articles, whatever the
    order of loading. Blocks do not touch each other, so the outcome for a block is the same with or without the rest.
    """
    found = Identification()
    blocks: dict[str, list[Profile]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda each: each.profile_id):
        blocks[profile.block].append(profile)
    known = load_known_people()
    for block in sorted(blocks):
        _identify_block(blocks[block], known, found)
    for pairs in (found.edges, found.reviews):
        pairs.sort(key=lambda pair: (pair.left_id, pair.right_id))
    return found


def _identify_block(profiles: Sequence[Profile], known: KnownPeople, found: Identification) -> None:
    by_id = {profile.profile_id: profile for profile in profiles}
    components = Components(by_id)
    if profiles[0].kind == "person":
        full = [each for each in profiles if not each.is_surname]
        edges, reviews, count = join_people(full, components, known)
        people = [
            describe_person([by_id[each] for each in members])
            for members in components.all()
            if not by_id[members[0]].is_surname
        ]
        surnames = [each for each in profiles if each.is_surname]
        more, unsure, compared = join_surnames(surnames, people, components, known)
        found.edges += edges + more
        found.reviews += reviews + unsure + find_mixed(full)
        found.comparisons += count + compared
    for members in components.all():
        listed = [by_id[each] for each in members]
        # A surname alone names nobody for good: it may be given to another when more is known.
        first = min(listed, key=lambda each: (each.is_surname, each.first_on, each.profile_id))
        key = _find_known(listed, known)
        found.identities += [Identity(each, first.profile_id, key) for each in listed]


def _find_known(members: Sequence[Profile], known: KnownPeople) -> str | None:
    countries: Counter[str] = Counter()
    for each in members:
        if each.country_code:
            countries[each.country_code] += each.article_count
    if not countries or members[0].kind != "person":
        return None
    country = min(countries, key=lambda code: (-countries[code], code))
    days = [each.days[0] for each in members if each.days]
    return known.find([each.key for each in members], country, min(days) if days else None)
