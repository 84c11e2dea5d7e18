"""Countries, outlets and actors by the words that are printed for them.

The facts are the warehouse's own seeds (dbt_project/seeds, where sources and licences are named), so that a name
means the same in the text and in the dimensions; actors are under rules/.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from orchestration.extraction.rules.vocabulary import Actor, load_actors
from orchestration.extraction.text.phrases import PhraseIndex
from orchestration.extraction.text.segment import WORD

TERRITORY = "territory"
INSTITUTION = "institution"
# A name and the letters behind it: "Rapid Support Forces (RSF)".
LETTERED = re.compile(r"(?P<name>(?:[A-Z][\w’'-]*\s(?:(?:of|for|and|the)\s){0,2}){2,8})\((?P<letters>[A-Z]{2,8})\)")
HALF = re.compile(r"\b[Tt]he (?:North|South)\b|^(?:North|South)\b")
HALF_NAMED = re.compile(r"\b(North|South) [A-Z]\w+")
SEEDS = Path(__file__).resolve().parents[3] / "dbt_project" / "seeds"


@dataclass(frozen=True, slots=True)
class CountryAlias:
    """What a printed word says of a country. `state_name` is set where the word may speak as the state."""

    country_code: str
    kind: str  # an alias_kind of the seed country_aliases
    state_name: str | None
    is_ambiguous: bool


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the outlets seed."""

    outlet_id: str
    name: str
    country_code: str | None


@dataclass(frozen=True)
class Gazetteer:
    """The indexes, loaded once per process."""

    countries: PhraseIndex[CountryAlias]
    country_names: dict[str, str]
    demonyms: dict[str, str]
    outlets: PhraseIndex[Outlet]
    ambiguous_outlets: PhraseIndex[list[Outlet]]
    outlets_by_domain: dict[str, Outlet]
    actors: PhraseIndex[Actor]
    # Words that are a country's name and a part of another country, by the codes of both, and how they then read.
    namesakes: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: PhraseIndex[CountryAlias] = field(default_factory=lambda: PhraseIndex([]))
    # The countries that go by a direction in this article: "the North" where North Korea is named.
    halves: dict[str, CountryAlias] = field(default_factory=dict)

    def outlet_of(self, domain: str) -> Outlet | None:
        """The outlet of a host: that of its own row, else of the nearest domain above it."""
        while domain and domain not in self.outlets_by_domain:
            domain = domain.partition(".")[2]
        return self.outlets_by_domain.get(domain)

    def reading(self, text: str, publisher_country: str | None) -> Gazetteer:
        """The gazetteer for one article: "Georgia" is the American state where nothing else in the text is Georgian.

        Letters that the text gives to another body than the table does are none of the table's.
        """
        own = frozenset(letters for letters, name in _lettered(text) if self._is_another(letters, name))
        meant = self._of_parts(text, publisher_country)
        if HALF.search(text):
            meant = replace(meant, halves=_halves(text, self.countries))
        return replace(meant, actors=self.actors.without(own)) if own else meant

    def _of_parts(self, text: str, publisher_country: str | None) -> Gazetteer:
        for word, (country, other) in self.namesakes.items():
            if word in text:
                tokens = WORD.findall(text)
                named = {f.value.country_code for f in self.countries.find(tokens) if tokens[f.first] != word}
                if country not in named and (other in named or publisher_country == other):
                    return replace(self, countries=self.parts)
        return self

    def _is_another(self, letters: str, name: list[str]) -> bool:
        """Whether the table knows the letters for a body whose name has none of the words `name`."""
        actor = self.actors.get(letters)
        return actor is not None and " " in actor.name and not set(WORD.findall(actor.name)) & set(name)


def _halves(text: str, countries: PhraseIndex[CountryAlias]) -> dict[str, CountryAlias]:
    """By its direction the one country of two words that the text names: North Korea, South Sudan."""
    named: dict[str, dict[str, CountryAlias]] = {}
    for match in HALF_NAMED.finditer(text):
        alias = countries.get(match.group())
        if alias is not None and alias.state_name is not None:
            named.setdefault(match[1], {})[alias.country_code] = alias
    return {word: alias for word, codes in named.items() if len(codes) == 1 for alias in codes.values()}


def _lettered(text: str) -> Iterator[tuple[str, list[str]]]:
    """The letters in brackets behind the name whose initials they are, with its words: "Clear Rivers Union (CRU)"."""
    for match in LETTERED.finditer(text):
        words = [word for word in WORD.findall(match["name"]) if word[0].isupper()][-len(match["letters"]) :]
        if "".join(word[0] for word in words) == match["letters"]:
            yield match["letters"], words


@lru_cache(maxsize=1)
def load_gazetteer(folder: Path = SEEDS) -> Gazetteer:
    """Read the seeds. Raises FileNotFoundError naming the missing file."""
    outlets = {
        row["outlet_id"]: Outlet(row["outlet_id"], row["outlet_name"], row["country_code"] or None)
        for row in _rows(folder / "outlets.csv")
    }
    plain, ambiguous = _outlet_aliases(folder, outlets)
    aliases, countries = _rows(folder / "country_aliases.csv"), _rows(folder / "countries.csv")
    known, namesakes = _country_aliases(aliases), _namesakes(aliases)
    parts = {word: CountryAlias(other, TERRITORY, None, False) for word, (_, other) in namesakes.items()}
    return Gazetteer(
        countries=PhraseIndex(known.items()),
        country_names={row["country_code"]: row["country_name"] for row in countries},
        demonyms={row["country_code"]: row["demonym"] for row in countries if row["demonym"]},
        outlets=PhraseIndex(plain.items()),
        ambiguous_outlets=PhraseIndex(ambiguous.items()),
        outlets_by_domain={row["domain"]: outlets[row["outlet_id"]] for row in _rows(folder / "outlet_domains.csv")},
        actors=PhraseIndex(load_actors().items()),
        namesakes=namesakes,
        parts=PhraseIndex((known | parts).items()),
    )


def _namesakes(rows: list[dict[str, str]]) -> dict[str, tuple[str, str]]:
    """The words of the table that are an ambiguous name of a country and a territory of another one."""
    names = {r["alias"]: r["country_code"] for r in rows if r["alias_kind"] == "name" and _is_true(r["is_ambiguous"])}
    others = {r["alias"]: r["country_code"] for r in rows if r["alias_kind"] == TERRITORY}
    return {word: (code, others[word]) for word, code in names.items() if others.get(word, code) != code}


def _country_aliases(rows: list[dict[str, str]]) -> dict[str, CountryAlias]:
    """Aliases without a leading article; of an ambiguous one only its reading as a country's name or demonym."""
    out: dict[str, CountryAlias] = {}
    for row in rows:
        alias = row["alias"].removeprefix("the ")
        ambiguous = _is_true(row["is_ambiguous"])
        if ambiguous and row["alias_kind"] not in ("name", "demonym"):
            continue
        speaks = row["alias_kind"] in ("name", "official", "abbreviation") or _is_true(row["is_metonym_for_state"])
        state = row["state_name"] or None
        out.setdefault(
            alias, CountryAlias(row["country_code"], row["alias_kind"], state if speaks else None, ambiguous)
        )
    return out


def _outlet_aliases(folder: Path, outlets: dict[str, Outlet]) -> tuple[dict[str, Outlet], dict[str, list[Outlet]]]:
    plain = {outlet.name: outlet for outlet in outlets.values()}
    ambiguous: dict[str, list[Outlet]] = {}
    for row in _rows(folder / "outlet_aliases.csv"):
        alias, outlet = row["alias"], outlets[row["outlet_id"]]
        if _is_true(row["is_ambiguous"]):
            plain.pop(alias, None)
            ambiguous.setdefault(alias, []).append(outlet)
        else:
            plain.setdefault(alias, outlet)
            plain.setdefault(alias.removeprefix("The ").removeprefix("the "), outlet)
    return plain, ambiguous


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _is_true(value: str) -> bool:
    return value.strip().lower() in ("true", "1", "t")
