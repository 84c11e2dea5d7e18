"""Pairs of people with given names: which are compared, and what contradicts what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product

from orchestration.identity.compare import judge
from orchestration.identity.join import Components, Pair, join_pairs, make_pair
from orchestration.identity.known_people import KnownPeople
from orchestration.identity.names import PersonName, relate
from orchestration.identity.profiles import Profile
from orchestration.identity.relatives import find_relatives

AT_HOME = 3  # a name printed so many times as often with one country as with the next is of that country


def join_people(
    profiles: Sequence[Profile], components: Components, known: KnownPeople
) -> tuple[list[Pair], list[Pair], int]:
    """Join the full-named people of one block; returns edges, pairs for review and how many pairs were compared."""
    homes = _find_homes(profiles, known)
    pairs = []
    for one, other in _candidates(profiles):
        judgement = judge(one, other, homes.get(one.key))
        pairs.append(make_pair(one.profile_id, other.profile_id, judgement))
    weights = {profile.profile_id: profile.article_count for profile in profiles}
    edges, reviews = join_pairs(components, pairs, _make_contradiction(profiles, pairs, homes), weights)
    return edges, reviews, len(pairs)


def _candidates(profiles: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    """Pairs of profiles whose names can be one person's. A name is held against another once, however many countries
    print the two.
    """
    by_name: dict[PersonName, list[Profile]] = defaultdict(list)
    for profile in profiles:
        assert profile.name is not None
        by_name[profile.name].append(profile)
    for listed in by_name.values():
        yield from combinations(listed, 2)
    for one, other in find_relatives(by_name):
        yield from product(by_name[one], by_name[other])


def _find_homes(profiles: Sequence[Profile], known: KnownPeople) -> dict[str, str]:
    """The country of every name that has one beyond doubt: no other is printed, or hardly ever.

    Where two are printed about as often, the one of which somebody of that name held an office, or else the one that
    alone stands beside the name: the other is only what those articles are about.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    own: dict[str, Counter[str]] = defaultdict(Counter)
    for profile in profiles:
        if profile.country_code:
            counts[profile.key][profile.country_code] += profile.article_count
            own[profile.key][profile.country_code] += profile.own_article_count
    homes = {}
    for key, countries in counts.items():
        home = _find_rule(countries)
        if home is None and len(held := known.countries(key) & countries.keys()) == 1:
            home = held.pop()
        home = home or _find_rule(+own[key])
        if home:
            homes[key] = home
    return homes


def _find_rule(countries: Counter[str]) -> str | None:
    """The country that is alone, or so frequent that the others are misprints."""
    (code, count), *rest = countries.most_common(2) or [("", 0)]
    return code if code and (not rest or count >= AT_HOME * rest[0][1]) else None


def _make_contradiction(
    profiles: Sequence[Profile], pairs: Sequence[Pair], homes: Mapping[str, str]
) -> Callable[[str, str], bool]:
    """Whether two profiles cannot be one: their names cannot, or their countries differ and neither is a misprint."""
    by_id = {profile.profile_id: profile for profile in profiles}
    country = {profile.profile_id: profile.country_code for profile in profiles}
    for pair in pairs:
        left, right = by_id[pair.left_id], by_id[pair.right_id]
        if pair.judgement.verdict == "same" and left.country_code and right.country_code:
            for each in (left, right):
                country[each.profile_id] = homes.get(each.key, each.country_code)

    def contradict(one: str, other: str) -> bool:
        names = by_id[one].name, by_id[other].name
        if names[0] is None or names[1] is None or relate(names[0], names[1]) is None:
            return True
        return bool(country[one] and country[other] and country[one] != country[other])

    return contradict
