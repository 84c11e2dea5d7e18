"""What the heatmap of the explorer asks: actors and countries of the same statements, each pair with its counts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame
from dashboard.filters import Filters
from dashboard.queries.claims import ACTOR_BRIDGES
from dashboard.queries.conditions import select_statements

COUNTRIES = {
    "speaker": "select distinct statement_id, speaker_country_code as country_code from core.bridge_statement_speakers",
    "about": "select distinct statement_id, country_code from core.bridge_statement_countries",
    "outlet": "select statement_id, country_code from core.fct_statements join core.dim_outlets using (outlet_id)",
}


@st.cache_data(max_entries=128, show_spinner=False)
def count_pairs(build: Build, filters: Filters, actors: tuple[str, ...], countries: tuple[str, ...]) -> pd.DataFrame:
    """The statements of each of some actors with each of some countries: actor_id, country_code, statement_count,
    article_count. A pair without a statement has no row. A joint statement's countries count for each speaker.
    """
    chosen = select_statements(filters)
    bridge, actor = ACTOR_BRIDGES[filters.actor_role]
    sql = f"""
        select b.{actor} as actor_id, c.country_code, count(distinct s.statement_id) as statement_count,
            count(distinct s.article_id) as article_count
        from core.fct_statements s
        join (select distinct statement_id, {actor} from {bridge} where {actor} = any(?)) b using (statement_id)
        join ({COUNTRIES[filters.country_role]}) c using (statement_id)
        where c.country_code = any(?) and {chosen.sql} group by 1, 2"""
    return fetch_frame(build, sql, [list(actors), list(countries), *chosen.parameters])
