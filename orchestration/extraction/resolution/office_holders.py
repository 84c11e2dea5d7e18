"""Which country someone held a public office of, by the dated table rules/office_holders.csv.

The table says whose minister somebody is where the article does not. What the article prints always wins. A surname
alone is in it only where it is known by itself, and counts only beside a title: "President Trump".
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from orchestration.extraction.rules.vocabulary import FOLDER, VocabularyError
from orchestration.extraction.text.segment import plain_words, unaccented

FILE = "office_holders.csv"
YEARS_AFTER = 15  # how long after office a former minister is still one of that country's, and how long before


@dataclass(frozen=True, slots=True)
class Holding:
    """Office of a country from one day to another; None is an end that the sources leave open."""

    country_code: str
    held_from: date | None
    held_to: date | None
    full_name: str | None  # of a surname
    source: str = ""

    def years_from(self, day: date) -> float:
        """How far `day` is from the time in office; 0 within it."""
        before = (self.held_from - day).days if self.held_from else 0
        after = (day - self.held_to).days if self.held_to else 0
        return max(0, before, after) / 365.25


class OfficeHolders:
    """The table by name. Loading costs an eighth of a second, a look-up some microseconds."""

    def __init__(self, rows: dict[str, list[Holding]]) -> None:
        self._rows = rows

    def rows(self) -> Iterator[tuple[str, Holding]]:
        """Every row: the name as the table has it, and the office."""
        return ((name, holding) for name, held in self._rows.items() for holding in held)

    def country(self, name: str, on: date | None) -> str | None:
        """The country of whoever of that name was in office nearest to the day; None where two countries' may be meant.

        Without a day all who ever held office count.
        """
        countries = {h.country_code for h in self._nearest(name, on)}
        return countries.pop() if len(countries) == 1 else None

    def full_name(self, surname: str, country_code: str | None, on: date | None) -> str | None:
        """Who is meant by a title and a surname; None where several may be, or nobody of that country."""
        held = [h for h in self._nearest(surname, on) if country_code in (None, h.country_code)]
        names = {h.full_name for h in held}
        return names.pop() if len(names) == 1 else None

    def in_office(self, surname: str, on: date | None) -> str | None:
        """Who of that surname, known by it alone, was in office on the day; None without a day."""
        held = [h for h in self._nearest(surname, on) if on and h.years_from(on) == 0]
        names = {h.full_name for h in held}
        return names.pop() if len(names) == 1 else None

    def is_surname(self, surname: str, on: date | None) -> bool:
        """Whether somebody of that surname was in office on the day."""
        return on is not None and any(h.years_from(on) == 0 for h in self._surnames.get(key(surname), ()))

    @cached_property
    def _surnames(self) -> dict[str, list[Holding]]:
        """The offices by the last words of their holders' names."""
        out: dict[str, list[Holding]] = defaultdict(list)
        for name, held in self._rows.items():
            out[name.split()[-1]] += held
        return out

    def _nearest(self, name: str, on: date | None) -> list[Holding]:
        held = self._rows.get(key(name), [])
        if on is None:
            return held
        nearest = min((h.years_from(on) for h in held), default=YEARS_AFTER + 1)
        return [h for h in held if h.years_from(on) == nearest <= YEARS_AFTER]


@lru_cache(maxsize=1)
def load_office_holders() -> OfficeHolders:
    """The shipped table. Raises VocabularyError naming the line that breaks its rules."""
    rows: dict[str, list[Holding]] = defaultdict(list)
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            name = row["person_name"]
            if key(name) != name or not name:
                raise VocabularyError(f"{FILE}, line {number}: “{name}” is not plain lower-case words")
            held = [date.fromisoformat(row[k]) if row[k] else None for k in ("held_from", "held_to")]
            if held[0] and held[1] and held[0] > held[1]:
                raise VocabularyError(f"{FILE}, line {number}: {name} is held_from {held[0]} after held_to {held[1]}")
            rows[name].append(Holding(row["country_code"], held[0], held[1], row["full_name"] or None, row["source"]))
    return OfficeHolders(dict(rows))


def key(name: str) -> str:
    """A name as the table has it: "Recep Tayyip Erdoğan" is "recep tayyip erdogan"."""
    return " ".join(plain_words(unaccented(name.replace("’", "").replace("'", ""))))
