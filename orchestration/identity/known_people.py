"""Who of the speakers is in the dated table of office holders, and by which key."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from orchestration.extraction.office_holders import FILE, YEARS_AFTER, load_office_holders
from orchestration.extraction.rules.vocabulary import FOLDER
from orchestration.identity.names import read_person

SOURCES = ("Wikidata", "congress-legislators", "CAMEO")  # the best kept first


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A row of the table under its full name."""

    source: str
    country_code: str
    name: str
    held_from: date | None
    held_to: date | None

    @property
    def key(self) -> str:
        """Source, country and the name as the source has it: "Wikidata/TR/recep tayyip erdogan"."""
        return f"{self.source}/{self.country_code}/{self.name}"

    def is_of(self, day: date | None) -> bool:
        """Whether the day is in office, or near enough to it."""
        years = 365.25 * YEARS_AFTER
        early = day and self.held_from and (self.held_from - day).days > years
        late = day and self.held_to and (day - self.held_to).days > years
        return not early and not late


class KnownPeople:
    """The table by normalised name."""

    def __init__(self, rows: dict[str, list[KnownPerson]]) -> None:
        self._rows = rows

    def find(self, names: Collection[str], country_code: str | None, first_on: date | None) -> str | None:
        """The key of whoever has one of these normalised names and that country; None without a country.

        `first_on` is the first day printed. Of several rows the longest name of the best source is taken.
        """
        met = [each for name in names for each in self._rows.get(name, ()) if each.country_code == country_code]
        met = [each for each in met if each.is_of(first_on)]
        ranked = sorted(met, key=lambda each: (_rank(each.source), -len(each.name), each.name))
        return ranked[0].key if ranked else None

    def countries(self, name: str) -> set[str]:
        """The countries of which anybody of that normalised name held an office."""
        return {each.country_code for each in self._rows.get(name, ())}

    def who(self, surname: str, country_code: str | None, day: date) -> str | None:
        """The normalised full name of whoever is known by that surname alone and held office then; else None."""
        full = load_office_holders().full_name(surname, country_code, day)
        name = read_person(full) if full else None
        return name.key if name else None


@lru_cache(maxsize=1)
def load_known_people() -> KnownPeople:
    """The shipped table, which `load_office_holders` has checked."""
    load_office_holders()
    rows: dict[str, list[KnownPerson]] = defaultdict(list)
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = read_person(row["person_name"])
            if row["full_name"] or name is None or not name.given:
                continue
            held = [date.fromisoformat(row[k]) if row[k] else None for k in ("held_from", "held_to")]
            source = min(row["source"].split("+"), key=_rank)
            rows[name.key].append(KnownPerson(source, row["country_code"], row["person_name"], held[0], held[1]))
    return KnownPeople(dict(rows))


def _rank(source: str) -> int:
    return min((i for i, each in enumerate(SOURCES) if each in source), default=len(SOURCES))
