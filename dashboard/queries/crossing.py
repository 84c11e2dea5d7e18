"""What the heatmap of the explorer asks: actors and countries of the same statements, each pair with its counts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame
from dashboard.filters import Filters
from dashboard.queries.axes import COUNTRIES, keep_actors, write_actor_id, write_actors, write_chosen
from dashboard.queries.conditions import narrow_to_actors, select_statements


@st.cache_data(max_entries=128, show_spinner=False)
def count_pairs(build: Build, filters: Filters, actors: tuple[str, ...], countries: tuple[str, ...]) -> pd.DataFrame:
    """The statements of each of some actors with each of some countries: actor_id, country_code, statement_count,
    article_count. A pair without a statement has no row. A joint statement's countries count for each speaker.
    """
    role = filters.actor_role
    chosen, kept = select_statements(filters), keep_actors(role, actors)
    narrow_to_actors(chosen, role, actors)
    texts = COUNTRIES.get(filters.country_role)
    placed = (
        f"select actor, unnest(string_split({texts}, ' ')) as country_code, article_number, said from said"
        if texts
        else "select actor, country_code, article_number, said from said join core.dim_outlets using (outlet_id)"
    )
    columns = f"{texts or 'outlet_id'}, article_number"
    sql = f"""
        with {write_chosen(chosen)}, said as (
            select actor, {columns}, count(*) as said from ({write_actors(role, columns)})
            where {kept.sql} group by all
        ), by_article as (
            select actor, country_code, article_number, sum(said) as said from ({placed}) where country_code = any(?)
            group by all
        )
        select {write_actor_id(role, "actor")} as actor_id, country_code, sum(said)::bigint as statement_count,
            count(*) as article_count
        from by_article group by actor, country_code"""
    return fetch_frame(build, sql, [*chosen.parameters, *kept.parameters, list(countries)])
