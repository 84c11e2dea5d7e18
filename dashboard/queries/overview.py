"""What the overview asks: the figures of a build, its volume, its most quoted, its denials, its coverage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.queries.axes import write_denials
from dashboard.queries.conditions import COUNT_OUTLETS, HAS_OUTLET, ID_AS_NUMBER, Conditions
from dashboard.queries.listing import find_page


@st.cache_data(max_entries=16, show_spinner=False)
def describe_build(build: Build) -> dict[str, Any]:
    """The figures that describe a build.

    Keys: built_at, newest_published_on, first_published_on, newest_loaded_at, extractor_version, article_count,
    undated_count, unsupported_count, statement_count, quoted_article_count, denial_count, speaker_count,
    named_speaker_count, outlet_count, outletless_count (articles of no known outlet), load_count, last_finished_at,
    last_started_at, last_load_articles.
    """
    sql = f"""
        select b.built_at, b.newest_published_on, b.newest_loaded_at, b.extractor_version, a.*, s.*, p.*, l.*
        from reporting.rpt_build b,
        (select count(*) as article_count, count(*) filter (published_on is null) as undated_count,
            min(published_on) as first_published_on,
            {COUNT_OUTLETS} as outlet_count,
            count(*) filter (not {HAS_OUTLET}) as outletless_count,
            count(*) filter (extraction_status = 'unsupported_language') as unsupported_count,
            count(*) filter (statement_count > 0) as quoted_article_count
         from core.dim_articles where is_current) a,
        (select count(*) as statement_count, count(*) filter (stance = 'deny') as denial_count
         from reporting.rpt_explorer_statements) s,
        (select count(*) as speaker_count, count(*) filter (speaker_kind <> 'unnamed') as named_speaker_count
         from core.dim_speakers where statement_count > 0 and speaker_id <> 'unknown') p,
        (select count(*) as load_count, max(finished_at) as last_finished_at, max(started_at) as last_started_at,
            arg_max(article_count + new_version_count, started_at) as last_load_articles
         from reporting.rpt_loads) l"""
    return fetch_records(build, sql)[0]


@st.cache_data(max_entries=16, show_spinner=False)
def count_volume(build: Build, grain: str) -> pd.DataFrame:
    """Per day, week, month or year of print: period, article_count, statement_count. Nothing read: no row."""
    sql = f"""
        select date_trunc('{grain}', date_on)::date as period, sum(article_count)::bigint as article_count,
            sum(statement_count)::bigint as statement_count
        from reporting.rpt_articles_by_outlet_day where date_on is not null
        group by 1 order by 1"""
    return fetch_frame(build, sql)


@st.cache_data(max_entries=16, show_spinner=False)
def count_top_actors(build: Build, limit: int) -> pd.DataFrame:
    """The most quoted speakers that have a name: speaker_id, speaker_name, country_name, statement_count,
    article_count, denial_count, outlet_count; current versions only.
    """
    sql = f"""
        with top as materialized (
            select speaker_id, speaker_name, country_code, statement_count, article_count, outlet_count,
                {ID_AS_NUMBER} as speaker_number
            from core.dim_speakers where speaker_kind <> 'unnamed' and statement_count > 0
            order by article_count desc, statement_count desc, speaker_name limit ?
        ), {write_denials("top")}
        select t.speaker_id, t.speaker_name, c.country_name, t.statement_count, t.article_count, t.outlet_count,
            coalesce(n.denial_count, 0) as denial_count
        from top t left join denials n using (speaker_number) left join core.dim_countries c using (country_code)
        order by t.article_count desc, t.statement_count desc, t.speaker_name"""
    return fetch_frame(build, sql, [limit])


@st.cache_data(max_entries=16, show_spinner=False)
def list_newest(build: Build, stance: str | None, limit: int) -> list[dict[str, Any]]:
    """The newest statements by date printed, of one stance, or of all but nested ones; columns of `queries.listing`."""
    chosen = Conditions(["s.published_on is not null"])
    if stance:
        chosen.add("s.stance = ?", stance)
    else:
        chosen.add("not s.is_nested")
    return fetch_records(build, *find_page(build, chosen, "s.published_on", limit))


@st.cache_data(max_entries=16, show_spinner=False)
def count_coverage(build: Build, from_on: date, outlet_limit: int) -> pd.DataFrame:
    """Articles read per outlet and day since a day, of the outlets most read in that time:
    outlet_id, outlet_name, date_on, article_count, statement_count.
    """
    sql = """
        with recent as (
            select * from reporting.rpt_articles_by_outlet_day where date_on >= ?
        ), most_read as (
            select outlet_id from recent group by 1 order by sum(article_count) desc, outlet_id limit ?
        )
        select r.outlet_id, o.outlet_name, r.date_on, r.article_count, r.statement_count
        from recent r join most_read using (outlet_id) left join core.dim_outlets o using (outlet_id)
        order by o.outlet_name, r.date_on"""
    return fetch_frame(build, sql, [from_on, outlet_limit])
