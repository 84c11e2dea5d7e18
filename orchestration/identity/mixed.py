"""Profiles that may be of two people: one name without a country, and offices that nobody is printed with together.

A profile is one speaker, so what is found here is a question for a person, who can tell the two apart by a mark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import combinations

from orchestration.identity import offices
from orchestration.identity.compare import count_near, judge
from orchestration.identity.join import Components, Pair
from orchestration.identity.profiles import Profile


def find_mixed(profiles: Iterable[Profile]) -> list[Pair]:
    """A pair of a profile with itself for each that would be a question if its offices were printed of two."""
    return [pair for profile in profiles if (pair := _ask(profile)) is not None]


def _ask(profile: Profile) -> Pair | None:
    """Offices held within a story's length by one person are printed of one somewhere, or agree; else who knows?

    The parts are weighed as two profiles are, so that a country that both have makes them one.
    """
    parts = _part(profile.main_offices & profile.held_on.keys(), profile.printed_together)
    for one, other in combinations(parts, 2):
        if any(_are_near(profile, first, second) for first in one for second in other):
            judgement = judge(_keep(profile, one), _keep(profile, other))
            if judgement.verdict == "unsure":
                return Pair(profile.profile_id, profile.profile_id, judgement)
    return None


def _part(held: Collection[str], together: Collection[Collection[str]]) -> list[set[str]]:
    """The offices in sets, each of which one person may hold."""
    linked = Components({*held}.union(*together))
    ties = (pair for pair in combinations(held, 2) if offices.agree(*pair))
    for first, *others in (*ties, *together):
        for other in others:
            linked.unite(first, other)
    parts = ({*part} & {*held} for part in linked.all())
    return sorted(filter(None, parts), key=sorted)


def _are_near(profile: Profile, one: str, other: str) -> bool:
    days = [day.toordinal() for day in profile.held_on[other]]
    return any(count_near(days, day.toordinal()) for day in profile.held_on[one])


def _keep(profile: Profile, part: Collection[str]) -> Profile:
    """What of a profile is printed with these offices."""
    counts = Counter({office: profile.offices[office] for office in part})
    days = sorted({day for office in part for day in profile.held_on[office]})
    return replace(profile, offices=counts, days=days)
