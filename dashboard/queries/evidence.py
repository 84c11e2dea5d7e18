"""What the evidence page asks: a statement, the article version that prints it, all else said there; and search."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.queries.listing import IN_ARTICLE, write_listing

NEWEST_FIRST = f"s.published_on desc nulls last, {IN_ARTICLE}"


@st.cache_data(max_entries=128, show_spinner=False)
def find_statement(build: Build, statement_id: str) -> dict[str, Any] | None:
    """A statement with the names of its country and outlet, or None where this build does not have it.

    All columns of `core.fct_statements`, and speaker_country_name, outlet_name, outlet_country_name,
    about_country_names (a list), claim_statement_count, claim_outlet_count (null without a current print).
    """
    sql = """
        select s.*, c.country_name as speaker_country_name, o.outlet_name, oc.country_name as outlet_country_name,
            o.state_media_class,
            f.statement_count as claim_statement_count, f.outlet_count as claim_outlet_count, (
                select list(n.country_name order by n.country_name) from core.dim_countries n
                where list_contains(s.about_country_codes, n.country_code)
            ) as about_country_names
        from core.fct_statements s
        left join core.dim_countries c on c.country_code = s.speaker_country_code
        left join core.dim_outlets o on o.outlet_id = s.outlet_id
        left join core.dim_countries oc on oc.country_code = o.country_code
        left join core.fct_claims f on f.claim_id = s.claim_id
        where s.statement_id = ?"""
    rows = fetch_records(build, sql, [statement_id])
    return rows[0] if rows else None


@st.cache_data(max_entries=64, show_spinner=False)
def read_article(build: Build, article_id: str, article_version: str | None) -> dict[str, Any] | None:
    """A version of an article with its text and outlet, the current one where none is named; None if unknown."""
    sql = """
        select a.*, o.outlet_name, c.country_name as outlet_country_name
        from core.dim_articles a
        left join core.dim_outlets o using (outlet_id) left join core.dim_countries c using (country_code)
        where a.article_id = ? and case when ? is null then a.is_current else a.article_version = ? end"""
    rows = fetch_records(build, sql, [article_id, article_version, article_version])
    return rows[0] if rows else None


@st.cache_data(max_entries=64, show_spinner=False)
def list_article_statements(build: Build, article_id: str, article_version: str) -> list[dict[str, Any]]:
    """Every statement of an article version in the order of the text, title first:
    statement_id, parent_statement_id, field, content_spans, cue_spans, source_spans, speaker_name, stance,
    content_text.
    """
    sql = """
        select statement_id, parent_statement_id, field, content_spans, cue_spans, source_spans, speaker_name, stance,
            content_text
        from core.fct_statements where article_id = ? and article_version = ?
        order by field desc, list_min([span.start_char for span in content_spans]), is_nested, statement_id"""
    return fetch_records(build, sql, [article_id, article_version])


@st.cache_data(max_entries=128, show_spinner=False)
def list_speakers(build: Build, statement_id: str) -> list[dict[str, Any]]:
    """The speakers of a statement in order: speaker_id, speaker_name, speaker_mention, speaker_kind, speaker_role,
    country_name and speaker_country_basis (of this statement), usual_country_name (of the speaker over all articles).
    """
    sql = """
        select b.speaker_id, b.speaker_name, b.speaker_mention, b.speaker_kind, b.speaker_role, c.country_name,
            b.speaker_country_basis, u.country_name as usual_country_name
        from core.bridge_statement_speakers b left join core.dim_countries c on c.country_code = b.speaker_country_code
        left join core.dim_speakers d on d.speaker_id = b.speaker_id
        left join core.dim_countries u on u.country_code = d.country_code
        where b.statement_id = ? order by b.speaker_position"""
    return fetch_records(build, sql, [statement_id])


@st.cache_data(max_entries=128, show_spinner=False)
def list_relays(build: Build, statement_id: str) -> list[dict[str, Any]]:
    """The outlets through which the article has a statement, innermost first: hop_number, outlet_id, outlet_name,
    verb.
    """
    sql = """
        select r.hop_number, r.outlet_id, coalesce(o.outlet_name, r.outlet_name_printed) as outlet_name, r.verb
        from core.bridge_statement_relays r left join core.dim_outlets o using (outlet_id)
        where r.statement_id = ? order by r.hop_number, r.start_char"""
    return fetch_records(build, sql, [statement_id])


@st.cache_data(max_entries=64, show_spinner=False)
def search_statements(build: Build, words: str, limit: int) -> list[dict[str, Any]]:
    """Statements whose words or speaker contain the given words, newest first; columns of `queries.listing`."""
    where = "s.is_current and (contains(lower(s.content_text), lower(?)) or contains(lower(s.speaker_name), lower(?)))"
    return fetch_records(build, write_listing(where, NEWEST_FIRST, limit), [words, words])


@st.cache_data(max_entries=64, show_spinner=False)
def search_articles(build: Build, words: str, limit: int) -> list[dict[str, Any]]:
    """Articles whose title contains the given words (all articles where there are none), newest first:
    article_id, title, outlet_name, published_on, statement_count, extraction_status.
    """
    sql = """
        select a.article_id, a.title, o.outlet_name, a.published_on, a.statement_count, a.extraction_status
        from core.dim_articles a left join core.dim_outlets o using (outlet_id)
        where a.is_current and contains(lower(coalesce(a.title, '')), lower(?))
        order by a.published_on desc nulls last, a.article_id limit ?"""
    return fetch_records(build, sql, [words, limit])
