"""The actors and countries of statements as rows: what an axis of a chart needs, as a statement can have several.

All read the narrow rows (conditions.EXPLORED) that a query has chosen before, as `chosen`. An article is counted once
for each value by putting its statements together first, which costs less than counting distinct articles afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.filters import UNKNOWN_CODE
from dashboard.queries.conditions import COUNTRY_ACTOR, EXPLORED, VALUE_AS_NUMBER, Conditions, read_speaker_number

# For each role of countries the column that holds those of a statement; an outlet's own is looked up.
COUNTRIES = {"speaker": "speaker_countries", "about": "about_countries"}


def write_chosen(where: str) -> str:
    """The chosen statements as a common table; not kept, so that each reading takes only its own columns and rows."""
    return f"chosen as not materialized (select s.* from {EXPLORED} where {where})"


def write_actors(role: str, columns: str, *, only_named: bool = False) -> str:
    """A query with a row for each actor of each chosen statement: `actor`, and the columns asked for.

    An actor is a speaker's number, or the id of whom or what is spoken about. `only_named` leaves out speakers without
    a name, and who could not be made out.
    """
    if role == "subject":
        country = f"'{COUNTRY_ACTOR}' || lower(value)"
        return f"{_split('about_countries', country, columns)} union all {_split('about_actors', 'value', columns)}"
    named = "where not is_unnamed and speaker_number <> 0" if only_named else ""
    first = f"select speaker_number as actor, {columns} from chosen {named}"
    others = _split("more_speakers", VALUE_AS_NUMBER, f"{columns}, more_unnamed")
    if only_named:
        others = f"select * from ({others}) where actor <> 0 and not contains(coalesce(more_unnamed, ''), value)"
    return f"{first} union all select actor, {columns} from ({others})"


def keep_actors(role: str, actors: Sequence[str]) -> Conditions:
    """One condition on a row of `write_actors`: that its actor is one of these ids."""
    if role == "subject":
        return Conditions(["actor = any(?)"], [list(actors)])
    numbers = [number for each in actors if (number := read_speaker_number(each)) is not None]
    return Conditions([f"actor in ({', '.join(['?::ubigint'] * len(numbers)) or 'null'})"], numbers)


def write_lines(role: str, actors: Sequence[str]) -> tuple[str, list[Any]]:
    """A query of the counts of each `period` of the chosen statements, or of each period and actor, and its
    parameters: period, series_id (null where there are no actors), statement_count, article_count.
    """
    if not actors:
        return (
            """
            select period, null as series_id, sum(said)::bigint as statement_count, count(*) as article_count
            from (select period, article_number, count(*) as said from chosen group by all) group by all""",
            [],
        )
    kept = keep_actors(role, actors)
    return (
        f"""
        select period, {write_actor_id(role, "actor")} as series_id, sum(said)::bigint as statement_count,
            count(*) as article_count
        from (
            select period, actor, article_number, count(*) as said
            from ({write_actors(role, "period, article_number")}) where {kept.sql} group by all
        ) group by period, actor""",
        kept.parameters,
    )


def write_countries(role: str, columns: str) -> str:
    """A query with a row for each country in a role of each chosen statement that has any: `country_code`, and the
    columns asked for.
    """
    if role == "outlet":
        outlets = "(select outlet_id, country_code from core.dim_outlets where country_code is not null)"
        return f"select country_code, {columns} from chosen join {outlets} using (outlet_id)"
    return f"select value as country_code, {columns} from ({_split(COUNTRIES[role], 'value', columns)})"


def write_actor_id(role: str, actor: str) -> str:
    """The id of an actor of `write_actors`."""
    if role == "subject":
        return actor
    return f"case when {actor} = 0 then '{UNKNOWN_CODE}' else format('{{:016x}}', {actor}) end"


def _split(texts: str, actor: str, columns: str) -> str:
    values = f"select unnest(string_split({texts}, ' ')) as value, {columns} from chosen where {texts} is not null"
    return f"select {actor} as actor, value, {columns} from ({values})"
