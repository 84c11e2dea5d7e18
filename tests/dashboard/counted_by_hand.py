"""The explorer's counts once more, in plain Python over the facts and their bridges: what its narrow rows must give."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dashboard.database import Build, fetch_records
from dashboard.filters import UNKNOWN_CODE, Filters

Key = TypeVar("Key")
READ = """
    with speakers as (
        select statement_id, list(distinct speaker_id) as speakers,
            list(distinct speaker_id) filter (speaker_kind = 'unnamed' and speaker_id <> 'unknown') as unnamed,
            list(distinct speaker_country_code) filter (speaker_country_code is not null) as countries
        from core.bridge_statement_speakers group by all
    ), about as (
        select statement_id, list(distinct country_code) as codes from core.bridge_statement_countries group by all
    ), actors as (
        select statement_id, list(distinct actor_id) as ids from core.bridge_statement_actors group by all
    )
    select s.statement_id, s.article_id, s.outlet_id, s.published_on, s.said_or_printed_on as said_on, s.stance,
        s.statement_type, p.speakers, coalesce(p.unnamed, []) as unnamed, coalesce(p.countries, []) as countries,
        coalesce(a.codes, []) as about, coalesce(n.ids, []) as actors, o.country_code as outlet_country
    from core.fct_statements s join speakers p using (statement_id) join core.dim_outlets o using (outlet_id)
    left join about a using (statement_id) left join actors n using (statement_id) where s.is_current"""


@dataclass(frozen=True)
class Row:
    """A current statement with all its speakers, countries and actors."""

    statement_id: str
    article_id: str
    outlet_id: str
    published_on: date | None
    said_on: date | None
    stance: str
    statement_type: str
    speakers: frozenset[str]
    unnamed: frozenset[str]
    countries: frozenset[str]
    about: frozenset[str]
    actors: frozenset[str]
    outlet_country: str | None

    @property
    def subjects(self) -> frozenset[str]:
        """Whom or what it is about."""
        return self.actors | {f"country-{code.lower()}" for code in self.about}

    def list_actors(self, role: str) -> frozenset[str]:
        """Its actors in a role; UNKNOWN_CODE where it is about nobody."""
        return self.speakers if role == "speaker" else self.subjects or frozenset([UNKNOWN_CODE])

    def list_countries(self, role: str) -> frozenset[str]:
        """Its countries in a role; UNKNOWN_CODE where none is known."""
        outlet = frozenset([self.outlet_country] if self.outlet_country else [])
        return {"speaker": self.countries, "about": self.about, "outlet": outlet}[role] or frozenset([UNKNOWN_CODE])


def read_rows(build: Build) -> list[Row]:
    """Every current statement."""
    return [Row(**{name: _freeze(value) for name, value in row.items()}) for row in fetch_records(build, READ)]


def _freeze(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list) else value


def choose(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """The rows that fit."""
    return [row for row in rows if _fits(row, filters)]


def _fits(row: Row, filters: Filters) -> bool:
    day = row.published_on if filters.date_basis == "printed" else row.said_on
    return (
        (not filters.actors or bool(row.list_actors(filters.actor_role) & set(filters.actors)))
        and (not filters.countries or bool(row.list_countries(filters.country_role) & set(filters.countries)))
        and (not filters.outlets or row.outlet_id in filters.outlets)
        and (not filters.types or row.statement_type in filters.types)
        and (not filters.stances or row.stance in filters.stances)
        and (filters.from_on is None or (day is not None and day >= filters.from_on))
        and (filters.to_on is None or (day is not None and day <= filters.to_on))
    )


def count_by(placed: Iterable[tuple[Key, Row]]) -> dict[Key, tuple[int, int, int, int]]:
    """For each key that rows stand under: statements, articles, denials, outlets."""
    of_key: dict[Key, list[Row]] = defaultdict(list)
    for key, row in placed:
        of_key[key].append(row)
    return {
        key: (
            len(found),
            len({row.article_id for row in found}),
            Counter(row.stance for row in found)["deny"],
            len({row.outlet_id for row in found}),
        )
        for key, found in of_key.items()
    }
