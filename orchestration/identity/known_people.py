"""Who of the speakers is in the dated table of office holders, and by which key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from orchestration.extraction.resolution.office_holders import YEARS_AFTER, Holding, load_office_holders
from orchestration.identity.names import read_person

SOURCES = ("Wikidata", "congress-legislators", "CAMEO")  # the best kept first


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A row of the table under its full name; `source` is the best of those that have it."""

    source: str
    name: str
    holding: Holding

    @property
    def key(self) -> str:
        """Source, country and the name as the source has it: "Wikidata/TR/recep tayyip erdogan"."""
        return f"{self.source}/{self.holding.country_code}/{self.name}"

    def is_of(self, day: date | None) -> bool:
        """Whether the day is in office, or near enough to it."""
        return day is None or self.holding.years_from(day) <= YEARS_AFTER


class KnownPeople:
    """The table by normalised name."""

    def __init__(self, rows: dict[str, list[KnownPerson]]) -> None:
        self._rows = rows

    def find(self, names: Collection[str], country_code: str | None, first_on: date | None) -> str | None:
        """The key of whoever has one of these normalised names and that country; None without a country.

        `first_on` is the first day printed. Of several rows the longest name of the best source is taken.
        """
        met = [each for name in names for each in self._rows.get(name, ()) if each.holding.country_code == country_code]
        met = [each for each in met if each.is_of(first_on)]
        ranked = sorted(met, key=lambda each: (_rank(each.source), -len(each.name), each.name))
        return ranked[0].key if ranked else None

    def countries(self, name: str) -> set[str]:
        """The countries of which anybody of that normalised name held an office."""
        return {each.holding.country_code for each in self._rows.get(name, ())}

    def who(self, surname: str, country_code: str | None, day: date) -> str | None:
        """The normalised full name of whoever is known by that surname alone and held office then; else None."""
        full = load_office_holders().full_name(surname, country_code, day)
        name = read_person(full) if full else None
        return name.key if name else None


@lru_cache(maxsize=1)
def load_known_people() -> KnownPeople:
    """The shipped table, surnames alone left out."""
    rows: dict[str, list[KnownPerson]] = defaultdict(list)
    for printed, holding in load_office_holders().rows():
        name = read_person(printed)
        if holding.full_name is None and name is not None and name.given:
            rows[name.key].append(KnownPerson(min(holding.source.split("+"), key=_rank), printed, holding))
    return KnownPeople(dict(rows))


def _rank(source: str) -> int:
    return min((i for i, each in enumerate(SOURCES) if each in source), default=len(SOURCES))
