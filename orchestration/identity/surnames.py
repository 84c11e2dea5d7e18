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
    STORY_DAYS,
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
SHOWN = 2  # candidates for review
ROUNDED = 0.001  # by how much a score may change where it is rounded
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
    asked = _Asked(profile, holder, is_alone)
    near = [asked.count_near(each) for each in candidates]
    most, next_most = [*nlargest(2, near), 0, 0][:2]
    weighed = [
        (asked.weigh(each, mine, rest := next_most if mine == most else most), each, mine, rest)
        for each, mine in zip(candidates, near, strict=True)
    ]
    # Of a frequent surname most are like enough, and a few are said: reasons are given for those that may be.
    best = nlargest(SHOWN, (score for score, *_ in weighed))
    least = max(UNSURE, min(best[-1], 1.0) if len(best) == SHOWN else 0.0) - ROUNDED
    likely: list[tuple[float, str, str, Person, int, int]] = []
    for score, each, mine, rest in weighed:
        if score >= least:
            left, right = sorted((profile.profile_id, each.profile_id))
            likely.append((-limit(score), left, right, each, mine, rest))
    pairs = []
    for _, _, _, each, mine, rest in nsmallest(SHOWN, likely):
        why: list[str] = []
        judgement = decide(asked.weigh(each, mine, rest, why), why)
        pairs.append(make_pair(profile.profile_id, each.profile_id, judgement))
    pairs = [pair for pair in pairs if pair.judgement.verdict != "different"]
    if not pairs or pairs[0].judgement.verdict != "same":
        return pairs
    if len(pairs) == 1 or pairs[0].judgement.score - pairs[1].judgement.score >= MARGIN:
        return pairs[:1]
    return [doubt(pair, "one of two") for pair in pairs]


class _Asked:
    """A surname alone that is held against people who have it."""

    def __init__(self, profile: Profile, holder: str | None, is_alone: bool) -> None:
        self._profile, self._holder, self._is_alone = profile, holder, is_alone
        self._days = [day.toordinal() for day in profile.days]
        self._by_standing: dict[object, tuple[float, list[str]]] = {}

    def count_near(self, person: Person) -> int:
        """How many of the person's articles are of the same weeks."""
        days, others = self._days, person.days
        if not days or not others or days[-1] + STORY_DAYS < others[0] or others[-1] + STORY_DAYS < days[0]:
            return 0
        return sum(count_near(others, day) for day in days)

    def weigh(self, person: Person, near: int, near_others: int, why: list[str] | None = None) -> float:
        """The score before it is rounded; its reasons go into `why`. `near` are the person's articles of the same
        weeks, `near_others` those of whoever else has most.
        """
        if (found := self._by_standing.get(person.standing)) is None:
            found = self._by_standing[person.standing] = self._weigh_standing(person)
        score = found[0]
        if near:
            score += IN_STORY
        is_most = near >= DOMINANT * max(near_others, 1)
        if is_most:
            score += MOST_IN_STORY
        if self._is_alone:
            score += ALONE
        days, others = self._days, person.days
        is_late = bool(days and others) and (days[0] < others[0] - REACH or days[-1] > others[-1] + REACH)
        if is_late:
            score -= 0.3
        is_holder = self._holder in person.keys
        if is_holder:
            score += KNOWN
        if why is not None:
            why += found[1]
            why += [f"{near} articles of the same weeks"] if near else []
            why += ["of nobody else so many"] if is_most else []
            why += ["nobody else of that surname"] if self._is_alone else []
            why += ["of other years"] if is_late else []
            why += ["held office then"] if is_holder else []
        return score

    def _weigh_standing(self, person: Person) -> tuple[float, list[str]]:
        """What is alike for all of the same offices and countries."""
        country, office = self._profile.country_code, offices.compare(self._profile.main_offices, person.offices)
        score = SURNAME + {"agree": SAME_OFFICE, "disagree": -SAME_OFFICE}.get(office, 0.0)
        why = ["surname", f"office {office}"]
        if country and person.countries:
            is_same = country in person.countries
            score += SAME_COUNTRY if is_same else -0.5
            why.append("country same" if is_same else "country differs")
        return score, why


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
