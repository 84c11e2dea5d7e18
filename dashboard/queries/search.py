"""What the search asks: statements, people and outlets that hold every given word, capitals and accents aside.

A word is found anywhere, also inside another. The text is read through, not looked up, so each query has a time limit.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records_within
from dashboard.queries.conditions import Conditions
from dashboard.queries.listing import IN_ARTICLE, write_listing
from dashboard.searches import Search

SECONDS = 5.0
MOST_EXPORTED = 10_000
NEWEST_FIRST = f"s.published_on desc nulls last, {IN_ARTICLE}"
FOLDED = "contains(strip_accents(lower({column})), strip_accents(lower(?)))"


def _select_statements(search: Search) -> Conditions:
    conditions = Conditions(["s.is_current"])
    if search.stances:
        conditions.add("s.stance = any(?)", list(search.stances))
    if search.outlets:
        conditions.add("s.outlet_id = any(?)", list(search.outlets))
    if search.from_on:
        conditions.add("s.published_on >= ?", search.from_on)
    if search.to_on:
        conditions.add("s.published_on <= ?", search.to_on)
    for term in search.terms:
        text, name = (FOLDED.format(column=column) for column in ("s.content_text", "s.speaker_name"))
        conditions.add(f"({text} or {name})", term, term)
    return conditions


@st.cache_data(max_entries=128, show_spinner=False)
def count_statements(build: Build, search: Search) -> dict[str, Any]:
    """How many statements fit: statement_count, article_count, speaker_count, first_on, last_on.

    Raises QueryTimeoutError after SECONDS, as all here do.
    """
    chosen = _select_statements(search)
    sql = f"""
        select count(*) as statement_count, count(distinct s.article_id) as article_count,
            count(distinct s.speaker_id) as speaker_count, min(s.published_on) as first_on,
            max(s.published_on) as last_on
        from core.fct_statements s where {chosen.sql}"""
    return fetch_records_within(build, SECONDS, sql, chosen.parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def find_statements(build: Build, search: Search, limit: int) -> list[dict[str, Any]]:
    """Statements whose words or speaker hold every term, newest print first; columns of `queries.listing`."""
    chosen = _select_statements(search)
    return fetch_records_within(build, SECONDS, write_listing(chosen.sql, NEWEST_FIRST, limit), chosen.parameters)


def export_statements(build: Build, search: Search) -> pd.DataFrame:
    """The statements found for a download, at most MOST_EXPORTED rows, in the order of the page."""
    chosen = _select_statements(search)
    return fetch_frame(build, write_listing(chosen.sql, NEWEST_FIRST, MOST_EXPORTED), chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def find_people(build: Build, terms: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
    """Speakers one of whose printed names holds every term, those that begin with the first term first, then the most
    quoted: speaker_id, speaker_name, speaker_kind, latest_role, country_name, statement_count, article_count.
    """
    conditions = Conditions(["d.statement_count > 0", "d.speaker_kind <> 'unnamed'"])
    for term in terms:
        conditions.add(FOLDED.format(column="d.speaker_name || ' ' || array_to_string(d.aliases, ' ')"), term)
    sql = f"""
        select d.speaker_id, d.speaker_name, d.speaker_kind, d.latest_role, c.country_name, d.statement_count,
            d.article_count
        from core.dim_speakers d left join core.dim_countries c using (country_code)
        where {conditions.sql}
        order by not starts_with(strip_accents(lower(d.speaker_name)), strip_accents(lower(?))),
            d.statement_count desc, d.speaker_name limit ?"""
    parameters = [*conditions.parameters, terms[0] if terms else "", limit]
    return fetch_records_within(build, SECONDS, sql, parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def find_outlets(build: Build, terms: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
    """Outlets read or credited whose name or domain holds every term, the most read first: outlet_id, outlet_name,
    country_name, article_count, relayed_count.
    """
    conditions = Conditions()
    for term in terms:
        conditions.add(FOLDED.format(column="o.outlet_name || ' ' || coalesce(o.domains, '')"), term)
    sql = f"""
        with named as (
            select o.*, (select string_agg(d.domain, ' ') from core.dim_outlet_domains d
                         where d.outlet_id = o.outlet_id) as domains
            from core.dim_outlets o
        ), credited as (
            select r.outlet_id, count(distinct r.statement_id) as relayed_count
            from core.bridge_statement_relays r join core.fct_statements s using (statement_id)
            where s.is_current group by 1
        )
        select o.outlet_id, o.outlet_name, c.country_name, o.article_count,
            coalesce(n.relayed_count, 0) as relayed_count
        from named o left join core.dim_countries c using (country_code) left join credited n using (outlet_id)
        where (o.article_count > 0 or n.relayed_count > 0) and {conditions.sql}
        order by o.article_count desc, relayed_count desc, o.outlet_name limit ?"""
    return fetch_records_within(build, SECONDS, sql, [*conditions.parameters, limit])
