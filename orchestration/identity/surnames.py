"""Whom a surname without a given name means: "Mr. Kerry", where the article has no more of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest, nsmallest
from itertools import combinations

from orchestration.identity import offices
from orchestration.identity.compare import (
    DOMINANT,
    SAME_COUNTRY,
    SAME_OFFICE,
    UNSURE,
    Judgement,
    count_near,
    decide,
    limit,
)
from orchestration.identity.join import Components, Pair, doubt, join_pairs, make_pair
from orchestration.identity.known_people import KnownPeople
from orchestration.identity.namesakes import Namesakes, Person
from orchestration.identity.profiles import Profile

SURNAME = 0.35
IN_STORY, ALONE, MOST_IN_STORY, KNOWN = 0.15, 0.2, 0.2, 0.3
MARGIN = 0.1  # by how much the best must be better than the next
REACH = 3 * 365  # days before the first and after the last day on which somebody is printed
SHOWN = 2  # at least 2: candidates for review
NEXT_YEAR = 400  # days between two mentions of an office that its holder still has


def describe_person(members: Sequence[Profile]) -> Person:
    """The profiles of one component as one person."""
    first = min(members, key=lambda each: (each.first_on, each.profile_id))
    return Person(
        first.profile_id,
        {each.name.surname for each in members if each.name},
        {each.key for each in members},
        {each.country_code for each in members if each.country_code},
        frozenset(office for each in members for office in each.main_offices),
        sorted(day.toordinal() for each in members for day in each.days),
    )


def join_surnames(
    surnames: Sequence[Profile], people: Sequence[Person], components: Components, known: KnownPeople
) -> tuple[list[Pair], list[Pair], int]:
    """Give each surname of a block to the person it means, and join those left over that agree in office and country.

    Returns edges, pairs for review and how many pairs were compared.
    """
    edges: list[Pair] = []
    reviews: list[Pair] = []
    count = 0
    left: list[Profile] = []
    by_surname: dict[str, list[Person]] = defaultdict(list)
    asked = {spelt for profile in surnames for spelt in _spell(profile)}
    for person in people:
        for surname in person.surnames & asked:
            by_surname[surname].append(person)
    namesakes = {surname: Namesakes(listed) for surname, listed in by_surname.items()}
    nobody = Namesakes([])
    for profile in surnames:
        of_name = next((namesakes[spelt] for spelt in _spell(profile) if spelt in namesakes), nobody)
        holder = _find_holder(profile, known)
        candidates = of_name.find_like(profile, holder)
        count += len(candidates)
        best = _choose(profile, candidates, holder, is_alone=len(of_name) == 1)
        if best and best[0].judgement.verdict == "same":
            components.unite(profile.profile_id, _other(best[0], profile))
            edges.append(best[0])
        else:
            reviews += best
            left.append(profile)
    more, unsure, compared = _join_left(left, components)
    return edges + more, reviews + unsure, count + compared


def _spell(profile: Profile) -> tuple[str, str]:
    """A surname as it may stand in full names, of two words with a hyphen first."""
    return profile.key.replace(" ", "-"), profile.key


def _find_holder(profile: Profile, known: KnownPeople) -> str | None:
    """The normalised full name of whoever of that surname held the office that is printed with it."""
    if not profile.days or not profile.offices:
        return None
    return known.who(profile.key, profile.country_code, profile.days[0])


def _choose(profile: Profile, candidates: Sequence[Person], holder: str | None, *, is_alone: bool) -> list[Pair]:
    """The one pair that is sure, or those that might be, the likeliest first."""
    days = [day.toordinal() for day in profile.days]
    near = [sum(count_near(each.days, day) for day in days) for each in candidates]
    most, next_most = [*nlargest(2, near), 0, 0][:2]
    found: list[tuple[float, str, str, Person, list[str]]] = []
    for each, mine in zip(candidates, near, strict=True):
        rest = next_most if mine == most else most
        score, why = _weigh(profile, each, mine, rest, days=days, holder=holder, is_alone=is_alone)
        if score >= UNSURE:
            left, right = sorted((profile.profile_id, each.profile_id))
            found.append((-score, left, right, each, why))
    # Of a frequent surname most are like enough, and a few are said.
    best = nsmallest(SHOWN, found)
    pairs = [make_pair(profile.profile_id, each.profile_id, decide(-score, why)) for score, _, _, each, why in best]
    if not pairs or pairs[0].judgement.verdict != "same":
        return pairs
    if len(pairs) == 1 or pairs[0].judgement.score - pairs[1].judgement.score >= MARGIN:
        return pairs[:1]
    return [doubt(pair, "one of two") for pair in pairs]


def _weigh(
    profile: Profile,
    person: Person,
    near: int,
    near_others: int,
    *,
    days: Sequence[int],
    holder: str | None,
    is_alone: bool,
) -> tuple[float, list[str]]:
    """A score with its reasons. `near` are the person's articles of the same weeks, `near_others` those of whoever else
    has most; `days` are the profile's.
    """
    score, why = SURNAME, ["surname"]
    office = offices.compare(profile.main_offices, person.offices)
    score += {"agree": SAME_OFFICE, "disagree": -SAME_OFFICE}.get(office, 0.0)
    why.append(f"office {office}")
    if profile.country_code and person.countries:
        is_same = profile.country_code in person.countries
        score += SAME_COUNTRY if is_same else -0.5
        why.append("country same" if is_same else "country differs")
    if near:
        score += IN_STORY
        why.append(f"{near} articles of the same weeks")
    if near >= DOMINANT * max(near_others, 1):
        score += MOST_IN_STORY
        why.append("of nobody else so many")
    if is_alone:
        score += ALONE
        why.append("nobody else of that surname")
    if person.days and days and (days[0] < person.days[0] - REACH or days[-1] > person.days[-1] + REACH):
        score -= 0.3
        why.append("of other years")
    if holder in person.keys:
        score += KNOWN
        why.append("held office then")
    return limit(score), why


def _join_left(left: Sequence[Profile], components: Components) -> tuple[list[Pair], list[Pair], int]:
    """Surnames without a person: one where office, country and year agree."""
    by_office: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in left:
        for office in {office.split(":")[0] for office in profile.offices}:
            by_office[profile.key, office].append(profile)
    pairs: dict[tuple[str, str], Pair] = {}
    for listed in by_office.values():
        for one, other in combinations(listed, 2):
            pair = make_pair(one.profile_id, other.profile_id, _judge_left(one, other))
            pairs[pair.left_id, pair.right_id] = pair
    countries = {profile.profile_id: profile.country_code for profile in left}

    def contradict(one: str, other: str) -> bool:
        return bool(countries.get(one) and countries.get(other) and countries[one] != countries[other])

    edges, reviews = join_pairs(
        components, pairs.values(), contradict, {each.profile_id: each.article_count for each in left}
    )
    return edges, reviews, len(pairs)


def _judge_left(one: Profile, other: Profile) -> Judgement:
    score, why = SURNAME, ["surname"]
    office = offices.compare(one.offices, other.offices)
    score += SAME_OFFICE if office == "agree" else -SAME_OFFICE
    why.append(f"office {office}")
    if one.country_code and other.country_code:
        is_same = one.country_code == other.country_code
        score += SAME_COUNTRY if is_same else -0.5
        why.append("country same" if is_same else "country differs")
    if one.days and other.days:
        gap = max((one.days[0] - other.days[-1]).days, (other.days[0] - one.days[-1]).days)
        score += IN_STORY if gap <= NEXT_YEAR else -IN_STORY
        why.append("years near" if gap <= NEXT_YEAR else "years apart")
    return decide(score, why)


def _other(pair: Pair, profile: Profile) -> str:
    return pair.right_id if pair.left_id == profile.profile_id else pair.left_id
