"""What the page of an outlet asks, beyond what it shares with that of a speaker."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.profiles import LAGS, Subject
from dashboard.queries.axes import write_actor_id, write_actors, write_chosen
from dashboard.queries.conditions import EXPLORED
from dashboard.queries.profiles import HAS_LAG, IS_DELAY, LAG_DAYS, THROUGH_RELAY, select_part
from dashboard.written_sql import Records


@st.cache_data(max_entries=128, show_spinner=False)
def find_outlet(build: Build, outlet_id: str) -> dict[str, Any] | None:
    """An outlet as `core.dim_outlets` has it, with country_name, domains (a list), formers (its earlier times, newest
    first: owner_name, valid_from, valid_to), first_on and last_on of the articles read; None where this build does not
    know the id.
    """
    sql = """
        select o.*, c.country_name, a.*,
            (select list(d.domain order by d.domain) from core.dim_outlet_domains d where d.outlet_id = o.outlet_id)
                as domains,
            (select list({'owner_name': p.owner_name, 'valid_from': p.valid_from, 'valid_to': p.valid_to}
                order by p.valid_to desc)
             from core.dim_outlet_periods p where p.outlet_id = o.outlet_id and not p.is_current) as formers
        from core.dim_outlets o left join core.dim_countries c using (country_code),
        (select min(published_on) as first_on, max(published_on) as last_on,
            count(*) filter (published_on is null) as undated_count,
            count(*) filter (statement_count > 0) as quoting_count
         from core.dim_articles where outlet_id = ? and is_current) a
        where o.outlet_id = ?"""
    rows = fetch_records(build, sql, [outlet_id, outlet_id])
    return rows[0] if rows else None


@st.cache_data(max_entries=16, show_spinner=False)
def list_outlets(build: Build, limit: int) -> pd.DataFrame:
    """The outlets read or credited, most read first: outlet_id, outlet_name, country_name, owner_name,
    state_media_class, article_count, statement_count, relayed_count (statements of others that credit it).
    """
    sql = """
        with printed as (
            select outlet_id, sum(statement_count)::bigint as statement_count
            from reporting.rpt_articles_by_outlet_day group by 1
        ), credited as (
            select taken_from_outlet_id as outlet_id, sum(statement_count)::bigint as relayed_count
            from reporting.rpt_relay_network where relay_basis = 'credited' group by 1
        )
        select o.outlet_id, o.outlet_name, c.country_name, o.owner_name, o.state_media_class, o.article_count,
            coalesce(p.statement_count, 0) as statement_count, coalesce(n.relayed_count, 0) as relayed_count
        from core.dim_outlets o left join core.dim_countries c using (country_code)
        left join printed p using (outlet_id) left join credited n using (outlet_id)
        where o.article_count > 0 or n.relayed_count > 0
        order by o.article_count desc, statement_count desc, o.outlet_name limit ?"""
    return fetch_frame(build, sql, [limit])


@st.cache_data(max_entries=128, show_spinner=False)
def count_speakers(build: Build, subject: Subject, limit: int) -> Records:
    """Whom an outlet quotes; a joint statement counts for each: part_value, part_name, country_name, statement_count,
    article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        with {write_chosen(chosen)}, counted as materialized (
            select actor, sum(said)::bigint as statement_count, count(*) as article_count
            from (select actor, article_number, count(*) as said
                  from ({write_actors("speaker", "article_number")}) group by all) group by all
        ), foremost as (
            select {write_actor_id("speaker", "actor")} as speaker_id, statement_count, article_count from counted
            where statement_count >= (
                select min(statement_count) from (from counted order by statement_count desc limit {int(limit)}))
        )
        select n.speaker_id as part_value, d.speaker_name as part_name, c.country_name, n.statement_count,
            n.article_count
        from foremost n left join core.dim_speakers d using (speaker_id)
        left join core.dim_countries c using (country_code)
        order by 4 desc, 5 desc, 2 limit {int(limit)}"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_takers(build: Build, subject: Subject, limit: int) -> Records:
    """Outlets whose articles have statements through this one: part_value, part_name, statement_count,
    article_count.
    """
    sql = f"""
        select s.outlet_id as part_value, any_value(o.outlet_name) as part_name,
            count(*) as statement_count, count(distinct s.article_number) as article_count
        from {EXPLORED} left join core.dim_outlets o on o.outlet_id = s.outlet_id
        where {THROUGH_RELAY} group by 1 order by 3 desc, 4 desc, 2, 1 limit {int(limit)}"""
    return fetch_records(build, sql, [subject.subject_id])


@st.cache_data(max_entries=128, show_spinner=False)
def measure_lag(build: Build, subject: Subject) -> dict[str, Any]:
    """Days from said to printed, of statements whose day said is known: dated_count, ahead_count (those of them
    that are dated after print), and median_days of the others (None without any).
    """
    chosen = select_part(subject)
    sql = f"""
        select count(*) as dated_count, count(*) filter (not ({IS_DELAY})) as ahead_count,
            median({LAG_DAYS}) filter ({IS_DELAY}) as median_days
        from {chosen.source} where {chosen.sql} and {HAS_LAG}"""
    return fetch_records(build, sql, chosen.parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def count_lags(build: Build, subject: Subject) -> Records:
    """Statements whose day said is known by the days from said to printed, a row for each of LAGS in that order:
    part_value, part_name, statement_count, article_count.
    """
    chosen = select_part(subject)
    names = ", ".join(f"({place}, '{name}')" for place, name in enumerate(LAGS))
    cases = " ".join(
        f"when days between {-(10**6) if least is None else least} and {10**6 if most is None else most} then '{name}'"
        for name, (least, most) in LAGS.items()
    )
    sql = f"""
        with late as (
            select {LAG_DAYS} as days, s.article_number from {chosen.source} where {chosen.sql} and {HAS_LAG}
        ), counted as (
            select case {cases} end as lag, count(*) as statement_count,
                count(distinct article_number) as article_count
            from late group by all
        )
        select lag as part_value, lag as part_name, coalesce(n.statement_count, 0) as statement_count,
            coalesce(n.article_count, 0) as article_count
        from (values {names}) lags (place, lag) left join counted n using (lag) order by place"""
    return fetch_records(build, sql, chosen.parameters)
