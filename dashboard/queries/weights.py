"""Whose articles a share is of: a share of all articles weighs each outlet by how much of it was read.

Tripling what is read of one outlet moves such a share towards that outlet's own. So pages say who weighs most, and
beside the share stands the mean of the outlets' own shares, in which each counts alike however much of it is read.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import Filters
from dashboard.queries.axes import keep_actors, write_actor_id, write_chosen, write_countries, write_said
from dashboard.queries.conditions import (
    HAS_OUTLET,
    Conditions,
    narrow_to_actors,
    select_articles_read,
    select_statements,
)

FOREMOST = 3


@st.cache_data(max_entries=128, show_spinner=False)
def weigh_outlets(build: Build, filters: Filters) -> dict[str, Any]:
    """The outlets of the articles that shares of a selection are of.

    Keys: outlet_count, outlet_name (the most read), most_count (its articles), foremost_count (those of the FOREMOST
    most read), article_read_count, outletless_count. Articles of no known outlet are read, and of no outlet.
    """
    read = select_articles_read(filters)
    sql = f"""
        with read as (
            select a.outlet_id, count(*) as article_count from core.dim_articles a where {read.sql} group by all
        ), most as (
            select * from read where {HAS_OUTLET} order by article_count desc, outlet_id limit {FOREMOST}
        )
        select (select count(*) from read where {HAS_OUTLET}) as outlet_count,
            (select coalesce(sum(article_count), 0)::bigint from read where not {HAS_OUTLET}) as outletless_count,
            (select coalesce(sum(article_count), 0)::bigint from read) as article_read_count,
            (select arg_max(o.outlet_name, m.article_count) from most m join core.dim_outlets o using (outlet_id))
                as outlet_name,
            (select max(article_count) from most) as most_count,
            (select sum(article_count)::bigint from most) as foremost_count"""
    return fetch_records(build, sql, read.parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def average_over_outlets(build: Build, filters: Filters, axis: str, values: tuple[str, ...]) -> pd.DataFrame:
    """For each of some actors or countries the mean of the shares that it has in each outlet read, those without it
    included: `speaker_id` (axis "actor", whatever the role) or `country_code` (axis "country"), and even_share.
    """
    chosen, read = select_statements(filters), select_articles_read(filters)
    role = filters.actor_role
    if axis == "actor":
        name, value, rows, kept = "speaker_id", "actor", "said", keep_actors(role, values)
        if role == "subject" or filters.actors:  # else each speaker has rows of its own
            narrow_to_actors(chosen, role, values)
        selected = write_said(chosen, filters, role)
    else:
        name = value = "country_code"
        rows = f"({write_countries(filters.country_role, 'outlet_id, article_number')})"
        kept, selected = Conditions(["country_code = any(?)"], [list(values)]), write_chosen(chosen)
    sql = f"""
        with {selected}, read as (
            select a.outlet_id, count(*) as article_read_count from core.dim_articles a
            where {HAS_OUTLET} and {read.sql} group by all
        ), carried as (
            select {value}, outlet_id, count(distinct article_number) as article_count
            from {rows} where {kept.sql} group by all
        )
        select {write_actor_id(role, "actor") if axis == "actor" else "country_code"} as {name},
            sum(article_count / article_read_count) / (select count(*) from read) as even_share
        from carried join read using (outlet_id) group by {value}"""
    return fetch_frame(build, sql, [*chosen.parameters, *read.parameters, *kept.parameters])
