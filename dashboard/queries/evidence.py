"""What the evidence page asks: a statement, the article version that prints it, all else said there; and titles."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.queries.listing import find_days, write_days
from dashboard.queries.lookup import PLAIN
from dashboard.searches import Search


@st.cache_data(max_entries=128, show_spinner=False)
def find_statement(build: Build, statement_id: str) -> dict[str, Any] | None:
    """A statement with the names of its country and outlet, or None where this build does not have it.

    All columns of `core.fct_statements`, and speaker_country_name, outlet_name, outlet_country_name,
    about_country_names (a list), claim_statement_count, claim_outlet_count (null without a current print).
    """
    # What is current is looked for among the statements of its day alone; an older version's, among all.
    found = find_days(build, [statement_id])
    printed = write_days({row["published_on"] for row in found}) if found else "true"
    sql = f"""
        select s.*, c.country_name as speaker_country_name, o.outlet_name, oc.country_name as outlet_country_name,
            o.state_media_class, (
                select list(n.country_name order by n.country_name) from core.dim_countries n
                where list_contains(s.about_country_codes, n.country_code)
            ) as about_country_names
        from (select * from core.fct_statements where {printed} and statement_id = ?) s
        left join core.dim_countries c on c.country_code = s.speaker_country_code
        left join core.dim_outlets o on o.outlet_id = s.outlet_id
        left join core.dim_countries oc on oc.country_code = o.country_code"""
    rows = fetch_records(build, sql, [statement_id])
    return {**rows[0], **_count_claim(build, rows[0]["claim_id"])} if rows else None


def _count_claim(build: Build, claim_id: str | None) -> dict[str, Any]:
    sql = """
        select statement_count as claim_statement_count, outlet_count as claim_outlet_count
        from core.fct_claims where claim_id = ?"""
    rows = fetch_records(build, sql, [claim_id])
    return rows[0] if rows else {"claim_statement_count": None, "claim_outlet_count": None}


@st.cache_data(max_entries=64, show_spinner=False)
def read_article(
    build: Build, article_id: str, article_version: str | None, days: tuple[date | None, ...] = ()
) -> dict[str, Any] | None:
    """A version of an article with its text and outlet, the current one where none is named; None if unknown.

    `days`, where they are given, are those of print that it can have: a day is found without reading all ids.
    """
    printed = write_days(days) if days else "true"
    sql = f"""
        select a.*, o.outlet_name, c.country_name as outlet_country_name
        from (select * from core.dim_articles where {printed} and article_id = ?) a
        left join core.dim_outlets o using (outlet_id) left join core.dim_countries c using (country_code)
        where case when ? is null then a.is_current else a.article_version = ? end"""
    rows = fetch_records(build, sql, [article_id, article_version, article_version])
    return rows[0] if rows else None


@st.cache_data(max_entries=64, show_spinner=False)
def list_article_statements(
    build: Build, article_id: str, article_version: str, published_on: date | None
) -> list[dict[str, Any]]:
    """Every statement of an article version, printed on a day or not dated, in the order of the text, title first:
    statement_id, parent_statement_id, field, content_spans, cue_spans, source_spans, speaker_name, stance,
    content_text.
    """
    sql = f"""
        select statement_id, parent_statement_id, field, content_spans, cue_spans, source_spans, speaker_name, stance,
            content_text
        from core.fct_statements where {write_days({published_on})} and article_id = ? and article_version = ?
        order by field desc, list_min([span.start_char for span in content_spans]), is_nested, statement_id"""
    return fetch_records(build, sql, [article_id, article_version])


@st.cache_data(max_entries=128, show_spinner=False)
def list_speakers(build: Build, statement_id: str, only_speaker_id: str | None) -> list[dict[str, Any]]:
    """The speakers of a statement in order: speaker_id, speaker_name, speaker_mention, speaker_kind, speaker_role,
    country_name and speaker_country_basis (of this statement), usual_country_name (of the speaker over all articles).

    `only_speaker_id` is the speaker of a statement that has one alone: the bridge lies in the order of speakers.
    """
    of_speaker = "true" if only_speaker_id is None else "speaker_id = ?"
    sql = f"""
        select b.speaker_id, b.speaker_name, b.speaker_mention, b.speaker_kind, b.speaker_role, c.country_name,
            b.speaker_country_basis, u.country_name as usual_country_name
        from (select * from core.bridge_statement_speakers where {of_speaker} and statement_id = ?) b
        left join core.dim_countries c on c.country_code = b.speaker_country_code
        left join core.dim_speakers d on d.speaker_id = b.speaker_id
        left join core.dim_countries u on u.country_code = d.country_code
        order by b.speaker_position"""
    return fetch_records(build, sql, [each for each in (only_speaker_id, statement_id) if each is not None])


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
def search_articles(build: Build, words: str, limit: int) -> list[dict[str, Any]]:
    """Articles whose title contains each of the given words, capitals and accents aside, what stands in double quotes
    as a whole (all articles where there are none), newest first: article_id, title, outlet_name, published_on,
    statement_count, extraction_status.
    """
    terms = Search(words=words).terms
    title, term = (PLAIN.format(text=text) for text in ("coalesce(a.title, '')", "?"))
    sql = f"""
        select a.article_id, a.title, o.outlet_name, a.published_on, a.statement_count, a.extraction_status
        from core.dim_articles a left join core.dim_outlets o using (outlet_id)
        where {" and ".join(["a.is_current", *[f"contains({title}, {term})"] * len(terms)])}
        order by a.published_on desc nulls last, a.article_id limit ?"""
    return fetch_records(build, sql, [*terms, limit])
