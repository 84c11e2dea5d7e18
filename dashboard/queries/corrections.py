"""What people corrected, with both values; and whom a report may name."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.queries.options import label_actors

COLUMNS = (
    "correction_id, correction_kind, state, article_id, anchor_text, extracted_value, corrected_value,"
    " made_by, made_at, reason, undone_by, undone_at, undone_reason"
)


@st.cache_data(max_entries=128, show_spinner=False)
def list_corrections(
    build: Build, statement_id: str, outlet_id: str | None, speaker_ids: tuple[str, ...]
) -> list[dict[str, Any]]:
    """The corrections that change a statement, its outlet's country or its speakers, the newest first; also those of
    the statement that are undone or superseded: columns of fct_corrections.
    """
    sql = f"""
        with ids as (select given_id from core.dim_speaker_ids where list_contains($3, speaker_id))
        select {COLUMNS} from core.fct_corrections c
        where c.statement_id = $1
            or (c.outlet_id = $2 and c.state = 'applied')
            or (c.state = 'applied' and c.correction_kind = 'namesake' and exists (
                select 1 from core.fct_statements s
                where s.statement_id = $1
                    -- Behind the name may stand a role and a country.
                    and (c.corrected_value = s.speaker_name or starts_with(c.corrected_value, s.speaker_name || ',')
                        or starts_with(c.corrected_value, s.speaker_name || ' ('))
                    and (s.article_id = c.article_id or c.outlet_id = $2)))
            or (c.state = 'applied' and c.correction_kind <> 'namesake'
                and (c.speaker_id in (select given_id from ids) or c.other_speaker_id in (select given_id from ids)))
        order by made_at desc, correction_id desc"""
    return fetch_records(build, sql, [statement_id, outlet_id, list(speaker_ids)])


@st.cache_data(max_entries=64, show_spinner=False)
def find_removal(build: Build, statement_id: str) -> dict[str, Any] | None:
    """The correction by which a statement is none, or None where there is none such."""
    sql = f"""
        select {COLUMNS} from core.fct_corrections
        where statement_id = ? and correction_kind = 'not_a_statement' and state = 'applied'"""
    rows = fetch_records(build, sql, [statement_id])
    return rows[0] if rows else None


@st.cache_data(max_entries=4, show_spinner=False)
def list_all_countries(build: Build) -> dict[str, str]:
    """Every country of the reference list, code to name."""
    sql = "select country_code, country_name from core.dim_countries order by country_name"
    return {row["country_code"]: row["country_name"] for row in fetch_records(build, sql)}


@st.cache_data(max_entries=64, show_spinner=False)
def find_domain(build: Build, article_id: str, outlet_id: str) -> str | None:
    """The domain of an article's outlet, of several the one in the article's address; None where none is known."""
    sql = """
        select d.domain from core.dim_outlet_domains d
        left join core.dim_articles a on a.outlet_id = d.outlet_id and a.article_id = ? and a.is_current
        where d.outlet_id = ?
        order by contains(coalesce(a.url, ''), d.domain) desc, length(d.domain) desc, d.domain limit 1"""
    rows = fetch_records(build, sql, [article_id, outlet_id])
    return str(rows[0]["domain"]) if rows else None


@st.cache_data(max_entries=64, show_spinner=False)
def find_speakers(build: Build, words: str, limit: int) -> dict[str, str]:
    """Named speakers whose name contains the words, the most quoted first: id to name with country."""
    sql = """
        select d.speaker_id, d.speaker_name, c.country_name
        from core.dim_speakers d left join core.dim_countries c using (country_code)
        where d.speaker_kind <> 'unnamed' and d.speaker_id <> 'unknown' and contains(lower(d.speaker_name), lower(?))
        order by d.statement_count desc, d.speaker_name, d.speaker_id limit ?"""
    return label_actors(fetch_records(build, sql, [words, limit]))


@st.cache_data(max_entries=64, show_spinner=False)
def list_parts(build: Build, speaker_id: str) -> dict[str, str]:
    """The printed names, each with its country, that were taken for one speaker: given id to name."""
    sql = """
        select i.given_id as speaker_id, i.name_key as speaker_name, c.country_name
        from core.dim_speaker_ids i left join core.dim_countries c using (country_code)
        where i.speaker_id = ? and not i.is_retired order by i.name_key, i.given_id"""
    return label_actors(fetch_records(build, sql, [speaker_id]))
