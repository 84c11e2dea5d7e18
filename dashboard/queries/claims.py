"""What the claims explorer counts: the same statements by actor, by country and over time. The list: claims_list.py."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import UNKNOWN_CODE, Filters, Pick
from dashboard.queries.axes import (
    COUNTRIES,
    write_actor_id,
    write_chosen,
    write_countries,
    write_denials,
    write_lines,
    write_said,
)
from dashboard.queries.conditions import (
    BY_SPEAKER,
    COUNT_OUTLETS,
    DATE_COLUMNS,
    EXPLORED,
    ID_AS_NUMBER,
    fits_grain,
    narrow_to_actors,
    narrow_to_pick,
    select_articles_read,
    select_statements,
)

MOST_BARS = 15
# Of so many with most statements the distinct articles are counted first; at least MOST_BARS.
MOST_PROBED = 50
MOST_LINES = 7
USUAL_LINES = 5
# Of all statements the build has counted what each speaker said; only the denials are looked up.
COUNTED_SPEAKERS = f"""
    with most as (
        select *, {ID_AS_NUMBER} as speaker_number from core.dim_speakers
        where statement_count > 0 and speaker_id <> '{UNKNOWN_CODE}' and speaker_kind <> 'unnamed'
        order by {{order}}, speaker_name limit {MOST_BARS}
    ), {write_denials("most")}
    select m.speaker_id, m.speaker_name, c.country_name, m.statement_count::bigint as statement_count,
        coalesce(n.denial_count, 0) as denial_count, m.article_count::bigint as article_count,
        m.outlet_count::bigint as outlet_count
    from most m left join denials n using (speaker_number) left join core.dim_countries c using (country_code)
    order by {{order}}, m.speaker_name"""

COUNTED_UNNAMED = f"""
            select speaker_id as speaker, statement_count from core.dim_speakers
            where statement_count > 0 and speaker_id <> '{UNKNOWN_CODE}' and speaker_kind = 'unnamed'"""


@st.cache_data(max_entries=256, show_spinner=False)
def count_selection(build: Build, filters: Filters) -> dict[str, Any]:
    """The totals of a selection: statements, articles that carry them, articles read, and what is not dated.

    Keys: statement_count, article_count, article_read_count, first_on, last_on, undated_count, fallback_count (dated by
    print although the date said is asked for).
    """
    chosen, read = select_statements(filters), select_articles_read(filters)
    column = DATE_COLUMNS[filters.date_basis]
    sql = f"""
        select count(*) as statement_count, count(distinct s.article_number) as article_count,
            min({column}) as first_on, max({column}) as last_on, count(*) filter ({column} is null) as undated_count,
            count(*) filter (s.said_on_precision is null and s.published_on is not null) as fallback_count,
            (select count(*) from core.dim_articles a where {read.sql}) as article_read_count
        from {chosen.source} where {chosen.sql}"""
    return fetch_records(build, sql, [*read.parameters, *chosen.parameters])[0]


@st.cache_data(max_entries=128, show_spinner=False)
def count_speakers(build: Build, filters: Filters) -> int:
    """How many `count_by_actor` ranks: speakers with a name, or, where actors are chosen, all who speak along."""
    chosen = select_statements(filters)
    sql = f"""
        with {write_said(chosen, filters, "speaker")}
        select count(distinct actor) as n from said"""
    return int(fetch_records(build, sql, chosen.parameters)[0]["n"])


def _order_counts(measure: str) -> tuple[str, str]:
    counts = ("article_count", "statement_count")
    return counts if measure == "share" else (counts[1], counts[0])


@st.cache_data(max_entries=128, show_spinner=False)
def count_by_actor(build: Build, filters: Filters, measure: str) -> pd.DataFrame:
    """The MOST_BARS speakers of a selection by share of articles or by statements, or the actors that it speaks about;
    a joint statement, or one that names several, counts for each. Who could not be made out, or has no
    name ("officials"), is no row, unless chosen.

    Columns: speaker_id, speaker_name, country_name, statement_count, denial_count, article_count, outlet_count.
    """
    chosen = select_statements(filters)
    first, then = _order_counts(measure)
    role = filters.actor_role
    if role == "speaker" and not chosen.clauses:
        return fetch_frame(build, COUNTED_SPEAKERS.format(order=f"{first} desc, {then} desc"))
    table, key = ("core.dim_actors", "actor_id") if role == "subject" else ("core.dim_speakers", "speaker_id")
    # Counted by number, and distinct articles, which cost most, only of those that can be among the first: nobody is in
    # more articles than statements, so that whoever has fewer statements than the last of some others has articles is
    # behind them. Hardly ever one is that was not among those with most statements.
    carried = f"""
            select actor, count(distinct article_number) as article_count, {COUNT_OUTLETS} as outlet_count,
                count(*) filter (stance = 'deny') as denial_count
            from said where actor"""
    sql = f"""
        with {write_said(chosen, filters, role)}, counted as materialized (
            select actor, count(*) as statement_count from said group by all
        ), probed as materialized (
            {carried} in (select actor from counted order by statement_count desc limit {MOST_PROBED}) group by all
        ), least as (
            select min({first}) from (
                select article_count, statement_count from probed join counted using (actor)
                order by {first} desc limit {MOST_BARS})
        ), carried as (
            from probed
            union all
            {carried} in (
                select actor from counted anti join probed using (actor) where statement_count >= (from least)
            ) group by all
        ), foremost as materialized (
            select *, {write_actor_id(role, "actor")} as {key} from carried join counted using (actor)
        )
        select n.{key} as speaker_id, d.{"actor_name" if role == "subject" else "speaker_name"} as speaker_name,
            c.country_name, n.statement_count, n.denial_count, n.article_count, n.outlet_count
        from foremost n left join {table} d using ({key}) left join core.dim_countries c using (country_code)
        where n.{first} >= (select min({first}) from (from foremost order by {first} desc limit {MOST_BARS}))
        order by n.{first} desc, n.{then} desc, speaker_name, n.{key} limit {MOST_BARS}"""
    return fetch_frame(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_unnamed(build: Build, filters: Filters) -> dict[str, Any]:
    """Of a selection in which no speakers are chosen what is said by those without a name: speaker_count,
    statement_count, article_count, and `examples`, the three of them with most statements. Who could not be made out is
    none of them.
    """
    chosen = select_statements(filters)
    if chosen.clauses:
        # Speakers are counted where the rows of each lie together, statements where each has one row.
        speaker_id, parameters = write_actor_id("speaker", "speaker"), [*chosen.parameters, *chosen.parameters]
        counted = f"""
            select s.named_number as speaker, count(*) as statement_count from {BY_SPEAKER}
            where {chosen.sql} and s.is_nameless and s.named_number <> 0 group by all"""
    else:
        speaker_id, parameters, counted = "speaker", [], COUNTED_UNNAMED
    sql = f"""
        with counted as ({counted}
        ), most as (
            select {speaker_id} as speaker_id, statement_count from counted
            order by statement_count desc, speaker_id limit 3
        )
        select (select count(*) from counted) as speaker_count,
            count(*) as statement_count, count(distinct s.article_number) as article_count,
            (select list(d.speaker_name order by m.statement_count desc, d.speaker_name)
             from most m join core.dim_speakers d using (speaker_id)) as examples
        from {EXPLORED}
        where {chosen.sql} and (s.is_unnamed and s.speaker_number <> 0 or s.more_unnamed <> '{UNKNOWN_CODE}')"""
    return fetch_records(build, sql, parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def count_by_country(build: Build, filters: Filters) -> pd.DataFrame:
    """Every country of a selection in the chosen role, unknown as a row of its own (country_code null):
    country_code, country_code_numeric, country_name, statement_count, article_count.
    """
    chosen = select_statements(filters)
    if not chosen.clauses and filters.country_role != "outlet":
        # Of all statements the build has counted each country by day printed, and an article has one such day.
        counted = f"""
            select country_code, sum(statement_count)::bigint as statement_count,
                sum(article_count)::bigint as article_count
            from reporting.rpt_statements_by_country_day
            where date_basis = 'printed' and country_role = '{filters.country_role}' and country_code is not null
            group by all"""
    elif filters.country_role == "outlet":
        # An article has one outlet, so that the articles of outlets add up to those of their country.
        counted = """
            select o.country_code, sum(said)::bigint as statement_count, sum(articles)::bigint as article_count
            from (select outlet_id, count(*) as said, count(distinct article_number) as articles
                  from chosen group by all) join core.dim_outlets o using (outlet_id) group by all"""
    else:
        role = filters.country_role
        counted = f"""
            select country_code, sum(said)::bigint as statement_count, count(*) as article_count
            from (select country_code, article_number, count(*) as said
                  from ({write_countries(role, "article_number")}) group by all) group by all"""
    if filters.country_role != "outlet":
        counted += f"""
            union all
            select null as country_code, count(*) as statement_count, count(distinct article_number) as article_count
            from chosen where {COUNTRIES[filters.country_role]} is null having count(*) > 0"""
    sql = f"""
        with {write_chosen(chosen)}, counted as ({counted})
        select country_code, country_code_numeric, country_name, statement_count, article_count
        from counted left join core.dim_countries using (country_code)
        order by country_code is null, article_count desc, statement_count desc, country_code"""
    return fetch_frame(build, sql, chosen.parameters)


@st.cache_data(max_entries=64, show_spinner=False)
def count_articles_by_country(build: Build, filters: Filters) -> pd.DataFrame:
    """Articles read per country of the outlet, the denominator where the outlet's country is asked for:
    country_code, article_read_count.
    """
    read = select_articles_read(filters)
    sql = f"""
        select o.country_code, count(*) as article_read_count
        from core.dim_articles a left join core.dim_outlets o using (outlet_id)
        where {read.sql} group by 1"""
    return fetch_frame(build, sql, read.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_by_period(
    build: Build, filters: Filters, grain: str, actors: tuple[str, ...], pick: Pick | None = None
) -> pd.DataFrame:
    """The selection per day, week, month or year: a line for each of `actors`, or one for all where there is none; of
    what was picked alone, where something was. Articles read are those of the selection all the same.

    Columns: period (first day), series_id (the actor or null), statement_count, article_count, article_read_count.
    By date printed, a period in which nothing was read has no statement_count: a gap, not a zero.
    """
    chosen, read = select_statements(filters), select_articles_read(filters)
    column = DATE_COLUMNS[filters.date_basis]
    chosen.add(fits_grain(filters.date_basis, grain))
    if pick is not None:
        narrow_to_pick(chosen, filters, pick, grain)
    lines, lines_of = write_lines(filters.actor_role, actors)
    if actors:
        narrow_to_actors(chosen, filters.actor_role, actors)
    sql = f"""
        with chosen as not materialized (
            select s.*, date_trunc('{grain}', {column})::date as period
            from {chosen.source} where {chosen.sql} and {column} is not null
        ), counted as (
            {lines}
        ), read as (
            select date_trunc('{grain}', a.published_on)::date as period, count(*) as article_read_count
            from core.dim_articles a where {read.sql} and a.published_on is not null group by all
        ), bounds as (
            select min(period) as first_on, max(period) as last_on
            from (select period from counted union all select period from read where '{filters.date_basis}' = 'printed')
        ), periods as (
            select unnest(generate_series(first_on, last_on, interval '1 {grain}'))::date as period from bounds
        )
        select p.period, n.series_id, coalesce(r.article_read_count, 0) as article_read_count,
            case when '{filters.date_basis}' = 'printed' and r.period is null then null
                 else coalesce(c.statement_count, 0) end as statement_count,
            case when '{filters.date_basis}' = 'printed' and r.period is null then null
                 else coalesce(c.article_count, 0) end as article_count
        from periods p cross join (select distinct series_id from counted) n
        left join counted c on c.period = p.period and c.series_id is not distinct from n.series_id
        left join read r on r.period = p.period order by n.series_id, p.period"""
    return fetch_frame(build, sql, [*chosen.parameters, *lines_of, *read.parameters])


@st.cache_data(max_entries=128, show_spinner=False)
def find_bounds(build: Build, filters: Filters, grain: str) -> tuple[date | None, date | None]:
    """The first and the last day that a drawing by a grain has to hold: of statements, by print of articles too."""
    chosen, read = select_statements(filters), select_articles_read(filters)
    chosen.add(fits_grain(filters.date_basis, grain))
    of_read = f"union all select min(a.published_on), max(a.published_on) from core.dim_articles a where {read.sql}"
    is_printed = filters.date_basis == "printed"
    column = DATE_COLUMNS[filters.date_basis]
    sql = f"""
        select min(first_on) as first_on, max(last_on) as last_on from (
            select min({column}) as first_on, max({column}) as last_on
            from {chosen.source} where {chosen.sql} {of_read if is_printed else ""})"""
    found = fetch_records(build, sql, [*chosen.parameters, *(read.parameters if is_printed else [])])[0]
    return found["first_on"], found["last_on"]


@st.cache_data(max_entries=128, show_spinner=False)
def count_too_coarse(build: Build, filters: Filters, grain: str) -> int:
    """Statements dated more coarsely than the grain, and so not drawn over time."""
    chosen = select_statements(filters)
    chosen.add(f"not {fits_grain(filters.date_basis, grain)}")
    sql = f"select count(*) as n from {chosen.source} where {chosen.sql}"
    return int(fetch_records(build, sql, chosen.parameters)[0]["n"])
