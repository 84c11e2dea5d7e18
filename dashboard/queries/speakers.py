"""What the page of a speaker asks, beyond what it shares with that of an outlet."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.profiles import Subject
from dashboard.queries.axes import write_chosen, write_values
from dashboard.queries.conditions import Conditions
from dashboard.queries.profiles import select_part
from dashboard.written_sql import Records


@st.cache_data(max_entries=128, show_spinner=False)
def find_speaker(build: Build, speaker_id: str) -> dict[str, Any] | None:
    """A speaker as `core.dim_speakers` has it, with country_name; None where this build does not know the id."""
    sql = """
        select d.*, c.country_name from core.dim_speakers d left join core.dim_countries c using (country_code)
        where d.speaker_id = ?"""
    rows = fetch_records(build, sql, [speaker_id])
    return rows[0] if rows else None


@st.cache_data(max_entries=16, show_spinner=False)
def list_speakers(build: Build, limit: int) -> pd.DataFrame:
    """The most quoted speakers with a name: speaker_id, speaker_name, speaker_kind, latest_role, country_name,
    statement_count, article_count, outlet_count, first_said_on, last_said_on.
    """
    sql = """
        select d.speaker_id, d.speaker_name, d.speaker_kind, d.latest_role, c.country_name, d.statement_count,
            d.article_count, d.outlet_count, d.first_said_on, d.last_said_on
        from core.dim_speakers d left join core.dim_countries c using (country_code)
        where d.speaker_kind <> 'unnamed' and d.statement_count > 0
        order by d.statement_count desc, d.article_count desc, d.speaker_name limit ?"""
    return fetch_frame(build, sql, [limit])


@st.cache_data(max_entries=128, show_spinner=False)
def count_other_countries(build: Build, subject: Subject) -> list[dict[str, Any]]:
    """The countries that single statements give a speaker and that are not the speaker's own over all articles, most
    statements first: country_name, statement_count.
    """
    chosen = select_part(subject)
    sql = f"""
        select c.country_name, count(*) as statement_count
        from {chosen.source}
        join core.bridge_statement_speakers b on b.statement_id = s.statement_id and b.speaker_id = ?
        join core.dim_speakers d on d.speaker_id = b.speaker_id and d.country_code <> b.speaker_country_code
        join core.dim_countries c on c.country_code = b.speaker_country_code
        where {chosen.sql} group by 1 order by 2 desc, 1"""
    return fetch_records(build, sql, [subject.subject_id, *chosen.parameters])


def _write_printed_roles(chosen: Conditions) -> str:
    """The common tables of a query that has as `printed_roles` a row for each article and role in which it prints a
    speaker, whose id is the first parameter: role (in lower case, empty where none is printed), speaker_role,
    article_number, date_on, statement_count.

    Counted by article, as distinct statements and articles of each role cost more. A statement in which the speaker is
    printed again in the same role is one all the same.
    """
    role = "lower(coalesce(speaker_role, ''))"
    return f"""printed as not materialized (
            select statement_id, speaker_position, speaker_role from core.bridge_statement_speakers where speaker_id = ?
        ), again as materialized (
            select distinct on (statement_id, role) statement_id, speaker_role, {role} as role
            from printed where speaker_position > 1
        ), before as materialized (
            select statement_id, {role} as role from printed
            where speaker_position = 1 and statement_id in (select statement_id from again)
        ), once as (
            select statement_id, speaker_role from printed where speaker_position = 1
            union all
            select statement_id, speaker_role from again anti join before using (statement_id, role)
        ), by_article as (
            select b.speaker_role, s.article_number, s.published_on as date_on, count(*) as statement_count
            from {chosen.source} join once b on b.statement_id = s.statement_id
            where {chosen.sql} group by all
        ), printed_roles as materialized (
            select {role} as role, * from by_article
        )"""


@st.cache_data(max_entries=128, show_spinner=False)
def count_roles(build: Build, subject: Subject, limit: int) -> Records:
    """The `limit` roles in which articles most print a speaker, capitals aside, and "none" after them: part_value
    (in lower case, empty where none is printed), part_name (as printed most often), statement_count, article_count,
    first_on, last_on.
    """
    chosen = select_part(subject)
    sql = f"""
        with {_write_printed_roles(chosen)}, worded as (
            select role, speaker_role, sum(statement_count) as statement_count from printed_roles group by all
        ), named as (
            select role, first(speaker_role order by statement_count desc, speaker_role) as part_name
            from worded group by role
        ), roles as (
            select role, sum(statement_count)::bigint as statement_count,
                count(distinct article_number) as article_count, min(date_on) as first_on, max(date_on) as last_on
            from printed_roles group by role
        )
        select role as part_value, coalesce(part_name, '') as part_name, statement_count, article_count, first_on,
            last_on
        from roles join named using (role)
        qualify role = ''
            or row_number() over (order by role = '', statement_count desc, first_on, role) <= {int(limit)}
        order by role = '', statement_count desc, first_on, role"""
    return fetch_records(build, sql, [subject.subject_id, *chosen.parameters])


@st.cache_data(max_entries=128, show_spinner=False)
def list_role_days(build: Build, subject: Subject, roles: tuple[str, ...], limit: int) -> pd.DataFrame:
    """The days on which articles print a speaker in each of some roles (in lower case), newest first: role, date_on,
    statement_count, article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        with {_write_printed_roles(chosen)}
        select role, date_on, sum(statement_count)::bigint as statement_count,
            count(distinct article_number) as article_count
        from printed_roles where date_on is not null and role = any(?)
        group by role, date_on order by date_on desc, role limit {int(limit)}"""
    return fetch_frame(build, sql, [subject.subject_id, *chosen.parameters, list(roles)])


@st.cache_data(max_entries=128, show_spinner=False)
def count_outlets(build: Build, subject: Subject, limit: int) -> Records:
    """Outlets that print a speaker's statements: part_value, part_name, statement_count, article_count,
    article_read_count (all articles read of the outlet).
    """
    chosen = select_part(subject)
    sql = f"""
        select s.outlet_id as part_value, any_value(o.outlet_name) as part_name, count(*) as statement_count,
            count(distinct s.article_number) as article_count, any_value(o.article_count) as article_read_count
        from {chosen.source} left join core.dim_outlets o on o.outlet_id = s.outlet_id
        where {chosen.sql} group by 1 order by 3 desc, 4 desc, 2, 1 limit {int(limit)}"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_actors(build: Build, subject: Subject, limit: int) -> Records:
    """People and organisations that the statements name: part_value (the name), part_name, statement_count,
    article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        with {write_chosen(chosen)}
        select a.actor_name as part_value, a.actor_name as part_name, count(*) as statement_count,
            count(distinct b.article_number) as article_count
        from ({write_values("about_actors", "actor_id", "article_number")}) b
        join core.dim_actors a using (actor_id)
        group by 1 order by 3 desc, 4 desc, 1 limit {int(limit)}"""
    return fetch_records(build, sql, chosen.parameters)
