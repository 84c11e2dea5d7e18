"""The people of one surname, found by what a surname alone in print can share with them.

A surname alone is hardly worth a question about somebody with whom it shares no country, no office and no weeks; of a
frequent surname there are hundreds such. So they are looked up, and a block costs what is alike in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orchestration.identity.compare import STORY_DAYS
from orchestration.identity.profiles import Profile


@dataclass
class Person:
    """A person with given names, of one or more profiles: `profile_id` is the first printed one's; `days` by their
    ordinals, sorted.
    """

    profile_id: str
    surnames: set[str]
    keys: set[str]
    countries: set[str]
    offices: frozenset[str]
    days: list[int]
    # What everybody of a surname is weighed by alike, whoever has the same.
    standing: tuple[frozenset[str], frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.standing = self.offices, frozenset(self.countries)


class Namesakes:
    """People of one surname, by country, office, name and the stretches of time in which they are printed."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people = people
        self._places: dict[tuple[str, str | int], set[int]] = defaultdict(set)
        for place, person in enumerate(people):
            for feature in _list_features(person):
                self._places[feature].add(place)

    def __len__(self) -> int:
        return len(self._people)

    def find_like(self, profile: Profile, holder: str | None) -> list[Person]:
        """Everybody of whom more than the surname can agree with the profile, in the order given; alone, the one.

        `holder` is the normalised name of whoever held the office printed with it, if that is known.
        """
        if len(self._people) == 1:
            return list(self._people)
        asked: set[tuple[str, str | int]] = {("office", office.split(":")[0]) for office in profile.main_offices}
        asked |= {("country", profile.country_code or ""), ("name", holder or "")}
        days = (day.toordinal() for day in profile.days)
        asked |= {("time", stretch + beside) for stretch in _list_stretches(days) for beside in (-1, 0, 1)}
        places = set().union(*(self._places[feature] for feature in asked & self._places.keys()))
        return [self._people[place] for place in sorted(places)]


def _list_features(person: Person) -> Iterable[tuple[str, str | int]]:
    yield from (("office", office.split(":")[0]) for office in person.offices)
    yield from (("country", code) for code in person.countries)
    yield from (("name", key) for key in person.keys)
    yield from (("time", stretch) for stretch in _list_stretches(person.days))


def _list_stretches(days: Iterable[int]) -> set[int]:
    """Stretches of time, each as long as a story: two days of one story lie in the same or in two that adjoin."""
    return {day // STORY_DAYS for day in days}
