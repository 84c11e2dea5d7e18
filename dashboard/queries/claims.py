"""What the claims explorer asks: the same statements by actor, by country and over time, and as a list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import UNKNOWN_CODE, Filters, Pick
from dashboard.queries.conditions import (
    DATE_COLUMNS,
    SUBJECTS,
    Conditions,
    fits_grain,
    narrow_to_pick,
    select_articles_read,
    select_statements,
)
from dashboard.queries.listing import IN_ARTICLE, write_listing

MOST_BARS = 15
MOST_LINES = 7
USUAL_LINES = 5
MOST_EXPORTED = 50_000
# Of all statements the build has counted what each speaker said; only the denials are looked up.
COUNTED_SPEAKERS = f"""
    with most as (
        select * from core.dim_speakers
        where statement_count > 0 and speaker_id <> '{UNKNOWN_CODE}' and speaker_kind <> 'unnamed'
        order by {{order}}, speaker_name limit {MOST_BARS}
    ), denials as (
        select b.speaker_id, count(distinct s.statement_id) as denial_count
        from core.bridge_statement_speakers b join core.fct_statements s using (statement_id)
        where s.is_current and s.stance = 'deny' and b.speaker_id in (select speaker_id from most) group by 1
    )
    select m.speaker_id, m.speaker_name, c.country_name, m.statement_count::bigint as statement_count,
        coalesce(n.denial_count, 0) as denial_count, m.article_count::bigint as article_count,
        m.outlet_count::bigint as outlet_count
    from most m left join denials n using (speaker_id) left join core.dim_countries c using (country_code)
    order by {{order}}, m.speaker_name"""
# For each role of actors, what joins them to statements, and the column of their id.
ACTOR_BRIDGES = {
    "speaker": ("core.bridge_statement_speakers", "speaker_id"),
    "subject": (SUBJECTS, "actor_id"),
}


@st.cache_data(max_entries=256, show_spinner=False)
def count_selection(build: Build, filters: Filters) -> dict[str, Any]:
    """The totals of a selection: statements, articles that carry them, articles read, and what is not dated.

    Keys: statement_count, article_count, speaker_count, article_read_count, first_on, last_on, undated_count,
    fallback_count (dated by print although the date said is asked for).
    """
    chosen, read = select_statements(filters), select_articles_read(filters)
    column = DATE_COLUMNS[filters.date_basis]
    sql = f"""
        select count(*) as statement_count, count(distinct s.article_id) as article_count,
            count(distinct s.speaker_id) as speaker_count, min({column}) as first_on, max({column}) as last_on,
            count(*) filter ({column} is null) as undated_count,
            count(*) filter (s.said_on_start is null and s.published_on is not null) as fallback_count,
            (select count(*) from core.dim_articles a where {read.sql}) as article_read_count
        from core.fct_statements s where {chosen.sql}"""
    return fetch_records(build, sql, [*read.parameters, *chosen.parameters])[0]


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
    if filters.actor_role == "subject":
        return _count_by_subject(build, chosen, f"{first} desc, {then} desc")
    if chosen.clauses == Conditions(["s.is_current"]).clauses:
        return fetch_frame(build, COUNTED_SPEAKERS.format(order=f"{first} desc, {then} desc"))
    known = "true" if UNKNOWN_CODE in filters.actors else f"b.speaker_id <> '{UNKNOWN_CODE}'"
    named = "true" if filters.actors else "d.speaker_kind <> 'unnamed'"
    # Counted by id alone; names are looked up for the speakers, not for their statements.
    sql = f"""
        with counted as (
            select b.speaker_id, count(distinct s.statement_id) as statement_count,
                count(distinct s.statement_id) filter (s.stance = 'deny') as denial_count,
                count(distinct s.article_id) as article_count, count(distinct s.outlet_id) as outlet_count
            from core.fct_statements s left join core.bridge_statement_speakers b using (statement_id)
            where {chosen.sql} and {known} group by 1
        )
        select coalesce(n.speaker_id, '{UNKNOWN_CODE}') as speaker_id, d.speaker_name, c.country_name,
            n.statement_count, n.denial_count, n.article_count, n.outlet_count
        from counted n left join core.dim_speakers d using (speaker_id)
        left join core.dim_countries c using (country_code) where {named}
        order by n.{first} desc, n.{then} desc, d.speaker_name limit {MOST_BARS}"""
    return fetch_frame(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_unnamed(build: Build, filters: Filters) -> dict[str, Any]:
    """Of a selection what is said by speakers without a name: speaker_count, statement_count, article_count, and
    `examples`, the three of them in most articles.
    """
    chosen = select_statements(filters)
    sql = f"""
        with said as (
            select b.speaker_id, s.statement_id, s.article_id
            from core.fct_statements s join core.bridge_statement_speakers b using (statement_id)
            where {chosen.sql} and b.speaker_kind = 'unnamed'
        ), most as (
            select speaker_id, count(distinct article_id) as article_count from said group by 1
            order by 2 desc, 1 limit 3
        )
        select count(distinct speaker_id) as speaker_count, count(distinct statement_id) as statement_count,
            count(distinct article_id) as article_count,
            (select list(d.speaker_name order by m.article_count desc, d.speaker_name)
             from most m join core.dim_speakers d using (speaker_id)) as examples
        from said"""
    return fetch_records(build, sql, chosen.parameters)[0]


def _count_by_subject(build: Build, chosen: Conditions, order: str) -> pd.DataFrame:
    sql = f"""
        select coalesce(b.actor_id, '{UNKNOWN_CODE}') as speaker_id,
            coalesce(any_value(a.actor_name), 'Nobody named') as speaker_name,
            any_value(c.country_name) as country_name, count(distinct s.statement_id) as statement_count,
            count(distinct s.statement_id) filter (s.stance = 'deny') as denial_count,
            count(distinct s.article_id) as article_count, count(distinct s.outlet_id) as outlet_count
        from core.fct_statements s
        join {SUBJECTS} b using (statement_id)
        left join core.dim_actors a on a.actor_id = b.actor_id
        left join core.dim_countries c on c.country_code = a.country_code
        where {chosen.sql}
        group by b.actor_id order by {order}, speaker_name limit {MOST_BARS}"""
    return fetch_frame(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_by_country(build: Build, filters: Filters) -> pd.DataFrame:
    """Every country of a selection in the chosen role, unknown as a row of its own (country_code null):
    country_code, country_code_numeric, country_name, statement_count, article_count.
    """
    chosen = select_statements(filters)
    known = {
        "speaker": "select distinct statement_id, speaker_country_code as country_code "
        "from core.bridge_statement_speakers",
        "about": "select distinct statement_id, country_code from core.bridge_statement_countries",
        "outlet": "select s.statement_id, o.country_code from chosen s join core.dim_outlets o using (outlet_id)",
    }[filters.country_role]
    sql = f"""
        with chosen as (
            select s.statement_id, s.article_id, s.outlet_id from core.fct_statements s where {chosen.sql}
        ), known as (
            select * from ({known}) where country_code is not null
        ), counted as (
            select known.country_code, count(*) as statement_count, count(distinct chosen.article_id) as article_count
            from chosen left join known using (statement_id) group by 1
        )
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
    bridge, actor = ACTOR_BRIDGES[filters.actor_role]
    join = f"join {bridge} b on b.statement_id = s.statement_id and b.{actor} = any(?)"
    sql = f"""
        with counted as (
            select date_trunc('{grain}', {column})::date as period, {f"b.{actor}" if actors else "null"} as series_id,
                {"count(distinct s.statement_id)" if actors else "count(*)"} as statement_count,
                count(distinct s.article_id) as article_count
            from core.fct_statements s {join if actors else ""}
            where {chosen.sql} and {column} is not null group by all
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
    first = [list(actors)] if actors else []
    return fetch_frame(build, sql, [*first, *chosen.parameters, *read.parameters])


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
            from core.fct_statements s where {chosen.sql} {of_read if is_printed else ""})"""
    found = fetch_records(build, sql, [*chosen.parameters, *(read.parameters if is_printed else [])])[0]
    return found["first_on"], found["last_on"]


@st.cache_data(max_entries=128, show_spinner=False)
def count_too_coarse(build: Build, filters: Filters, grain: str) -> int:
    """Statements dated more coarsely than the grain, and so not drawn over time."""
    chosen = select_statements(filters)
    chosen.add(f"not {fits_grain(filters.date_basis, grain)}")
    sql = f"select count(*) as n from core.fct_statements s where {chosen.sql}"
    return int(fetch_records(build, sql, chosen.parameters)[0]["n"])


def _select_listed(filters: Filters, pick: Pick | None, grain: str) -> Conditions:
    chosen = select_statements(filters)
    if pick is not None:
        narrow_to_pick(chosen, filters, pick, grain)
    return chosen


def _order_listed(filters: Filters) -> str:
    return f"{DATE_COLUMNS[filters.date_basis]} desc nulls last, {IN_ARTICLE}"


@st.cache_data(max_entries=256, show_spinner=False)
def count_listed(build: Build, filters: Filters, pick: Pick | None, grain: str) -> tuple[int, int]:
    """How many statements the list under the charts holds, and in how many articles."""
    chosen = _select_listed(filters, pick, grain)
    sql = f"select count(*) as n, count(distinct s.article_id) as m from core.fct_statements s where {chosen.sql}"
    counted = fetch_records(build, sql, chosen.parameters)[0]
    return int(counted["n"]), int(counted["m"])


@st.cache_data(max_entries=128, show_spinner=False)
def list_statements(
    build: Build, filters: Filters, pick: Pick | None, grain: str, page: int, size: int
) -> list[dict[str, Any]]:
    """One page of the list, newest first by the chosen date; see `queries.listing` for the columns."""
    chosen = _select_listed(filters, pick, grain)
    sql = write_listing(chosen.sql, _order_listed(filters), size, (page - 1) * size)
    return fetch_records(build, sql, chosen.parameters)


def export_statements(build: Build, filters: Filters, pick: Pick | None, grain: str) -> pd.DataFrame:
    """The whole list for a download, at most MOST_EXPORTED rows, in the order of the page."""
    chosen = _select_listed(filters, pick, grain)
    return fetch_frame(build, write_listing(chosen.sql, _order_listed(filters), MOST_EXPORTED), chosen.parameters)
