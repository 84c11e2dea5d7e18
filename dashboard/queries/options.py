"""What the filters may be set to, and how each value is called."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.filters import UNKNOWN_CODE
from dashboard.wording import UNKNOWN

MOST_ACTORS = 2_000
UNRESOLVED = "Unresolved"


@st.cache_data(max_entries=16, show_spinner=False)
def list_actors(build: Build, role: str = "speaker") -> dict[str, str]:
    """The most quoted speakers, or what is most spoken about, id to name with country, at most MOST_ACTORS."""
    if role == "subject":
        sql = """
            select a.actor_id as speaker_id, a.actor_name as speaker_name, null as country_name
            from core.dim_actors a join reporting.rpt_statements_by_subject_day r using (actor_id)
            where r.date_basis = 'printed' group by all order by sum(r.statement_count) desc, 2 limit ?"""
        return label_actors(fetch_records(build, sql, [MOST_ACTORS]))
    # Names are read only of those who are quoted often enough.
    sql = """
        select d.speaker_id, d.speaker_name, c.country_name
        from core.dim_speakers d left join core.dim_countries c using (country_code)
        where d.statement_count >= (
            select min(statement_count) from (select statement_count from core.dim_speakers order by 1 desc limit ?)
        )
        order by d.statement_count desc, d.speaker_name limit ?"""
    return label_actors(fetch_records(build, sql, [MOST_ACTORS, MOST_ACTORS]))


@st.cache_data(max_entries=64, show_spinner=False)
def find_actors(build: Build, actors: tuple[str, ...], role: str = "speaker") -> list[dict[str, Any]]:
    """Given speakers or subjects that the build knows: speaker_id, speaker_name, country_name (null of a subject)."""
    if role == "subject":
        sql = """
            select actor_id as speaker_id, actor_name as speaker_name, null as country_name
            from core.dim_actors where actor_id = any(?)"""
    else:
        sql = """
            select d.speaker_id, d.speaker_name, c.country_name
            from core.dim_speakers d left join core.dim_countries c using (country_code) where d.speaker_id = any(?)"""
    return fetch_records(build, sql, [list(actors)])


def name_actors(build: Build, actors: tuple[str, ...], role: str = "speaker") -> dict[str, str]:
    """The names of given speakers or subjects; one that the build does not know is missing."""
    return label_actors(find_actors(build, actors, role))


def label_actors(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Labels by speaker id, each used once: a name that two speakers share carries the start of its id."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for row in rows:
        name = row["speaker_name"] or UNRESOLVED
        label = f"{name} · {row['country_name']}" if row["country_name"] else str(name)
        if label in taken:
            label = f"{label} ({row['speaker_id'][:8]})"
        taken.add(label)
        labels[row["speaker_id"]] = label
    return labels


@st.cache_data(max_entries=16, show_spinner=False)
def list_countries(build: Build) -> dict[str, str]:
    """The countries that occur in any role, code to name, with "Unknown" last."""
    sql = """
        select c.country_code, c.country_name from core.dim_countries c
        where c.country_code in (
            select country_code from reporting.rpt_statements_by_country_day where country_code is not null)
        order by c.country_name"""
    named = {row["country_code"]: row["country_name"] for row in fetch_records(build, sql)}
    return {**named, UNKNOWN_CODE: UNKNOWN}


@st.cache_data(max_entries=16, show_spinner=False)
def list_outlets(build: Build) -> dict[str, str]:
    """The outlets of which articles were read, id to name."""
    sql = "select outlet_id, outlet_name from core.dim_outlets where article_count > 0 order by outlet_name, outlet_id"
    return {row["outlet_id"]: row["outlet_name"] for row in fetch_records(build, sql)}


@st.cache_data(max_entries=64, show_spinner=False)
def name_outlets(build: Build, outlets: tuple[str, ...]) -> dict[str, str]:
    """The names of given outlets; one that the build does not know is missing."""
    sql = "select outlet_id, outlet_name from core.dim_outlets where outlet_id = any(?)"
    return {row["outlet_id"]: row["outlet_name"] for row in fetch_records(build, sql, [list(outlets)])}
