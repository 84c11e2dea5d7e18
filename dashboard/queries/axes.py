"""The actors and countries of statements as rows: what an axis of a chart needs, as a statement can have several.

All read the narrow rows (`conditions`) that a query has chosen before, as `chosen`. An article is counted once
for each value by putting its statements together first, which costs less than counting distinct articles afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.filters import UNKNOWN_CODE, Filters
from dashboard.queries.conditions import BY_SPEAKER, COUNTRY_ACTOR, VALUE_AS_NUMBER, Conditions, read_speaker_number

# For each role of countries the column that holds those of a statement; an outlet's own is looked up.
COUNTRIES = {"speaker": "speaker_countries", "about": "about_countries"}


def write_chosen(chosen: Conditions) -> str:
    """The chosen statements as a common table; not kept, so that each reading takes only its own columns and rows."""
    return f"chosen as not materialized (select s.* from {chosen.source} where {chosen.sql})"


def write_actors(role: str, columns: str) -> str:
    """A query with a row for each actor of each chosen statement: `actor`, and the columns asked for.

    An actor is a speaker's number, or the id of whom or what is spoken about.
    """
    if role == "subject":
        country = f"'{COUNTRY_ACTOR}' || lower(value)"
        return f"{_split('about_countries', country, columns)} union all {_split('about_actors', 'value', columns)}"
    others = _split("more_speakers", VALUE_AS_NUMBER, columns)
    return f"select speaker_number as actor, {columns} from chosen union all select actor, {columns} from ({others})"


def write_said(chosen: Conditions, filters: Filters, role: str) -> str:
    """The common tables of a query that has as `said` a row for each statement and actor of a selection: actor,
    article_number, outlet_id, stance. Where no speaker is chosen, who has no name is none.
    """
    columns = "article_number, outlet_id, stance"
    if role == "speaker" and not filters.actors:
        # Each speaker's rows lie together, and so are counted in half of the time.
        named = "not s.is_nameless and s.named_number <> 0"
        rows = f"select s.named_number as actor, {columns} from {BY_SPEAKER} where {chosen.sql} and {named}"
        return f"said as not materialized ({rows})"
    known = "where actor <> 0" if role == "speaker" and UNKNOWN_CODE not in filters.actors else ""
    rows = f"select actor, {columns} from ({write_actors(role, columns)}) {known}"
    return f"{write_chosen(chosen)}, said as materialized ({rows})"


def write_denials(speakers: str) -> str:
    """A common table with the denials of each of a few speakers, from their own rows: speaker_number, denial_count. The
    speakers are those of another table, which has speaker_number.
    """
    return f"""denials as (
        select s.named_number as speaker_number, count(*) as denial_count from {BY_SPEAKER}
        where s.stance = 'deny' and s.named_number in (select speaker_number from {speakers}) group by all
    )"""


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
    return write_values(COUNTRIES[role], "country_code", columns)


def write_values(texts: str, name: str, columns: str) -> str:
    """A query with a row for each value of a column of texts of each chosen statement that has any: the value under
    this name, and the columns asked for.
    """
    return f"select unnest(string_split({texts}, ' ')) as {name}, {columns} from chosen where {texts} is not null"


def write_actor_id(role: str, actor: str) -> str:
    """The id of an actor of `write_actors`."""
    if role == "subject":
        return actor
    return f"case when {actor} = 0 then '{UNKNOWN_CODE}' else format('{{:016x}}', {actor}) end"


def _split(texts: str, actor: str, columns: str) -> str:
    return f"select {actor} as actor, value, {columns} from ({write_values(texts, 'value', columns)})"
