"""What the health page asks: loads, rejects, what was read of each outlet, and what extraction could not do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame


@st.cache_data(max_entries=16, show_spinner=False)
def list_loads(build: Build, limit: int) -> pd.DataFrame:
    """The newest loads, one row each, as `reporting.rpt_loads` has them."""
    sql = """
        select load_id, load_on, status, started_at, finished_at, record_count, article_count, new_version_count,
            duplicate_count, reject_count, erased_count, undated_count, unsupported_language_count, statement_count,
            ingest_seconds, extract_seconds, extractor_version, source
        from reporting.rpt_loads order by started_at desc limit ?"""
    return fetch_frame(build, sql, [limit])


@st.cache_data(max_entries=16, show_spinner=False)
def count_reject_reasons(build: Build) -> pd.DataFrame:
    """Rejects per reason: reason_code, reject_count, load_count, newest_at."""
    sql = """
        select reason_code, count(*) as reject_count, count(distinct load_id) as load_count,
            max(rejected_at) as newest_at
        from reporting.rpt_rejects group by 1 order by 2 desc, 1"""
    return fetch_frame(build, sql)


@st.cache_data(max_entries=16, show_spinner=False)
def list_rejects(build: Build, limit: int) -> pd.DataFrame:
    """The newest rejects: rejected_at, load_on, source_path, record_number, reason_code, reason, excerpt."""
    sql = """
        select rejected_at, load_on, source_path, record_number, reason_code, reason, excerpt
        from reporting.rpt_rejects order by rejected_at desc, source_path, record_number limit ?"""
    return fetch_frame(build, sql, [limit])


@st.cache_data(max_entries=16, show_spinner=False)
def count_by_outlet(build: Build) -> pd.DataFrame:
    """Every outlet read: outlet_name, country_name, article_count, statement_count, undated_count, first_on, last_on,
    days_quiet (from its newest article to the newest of all).
    """
    sql = """
        with newest as (select max(published_on) as last_on from core.dim_articles where is_current)
        select any_value(o.outlet_name) as outlet_name, any_value(c.country_name) as country_name,
            count(*) as article_count, sum(a.statement_count)::bigint as statement_count,
            count(*) filter (a.published_on is null) as undated_count, min(a.published_on) as first_on,
            max(a.published_on) as last_on, any_value(newest.last_on) - max(a.published_on) as days_quiet
        from core.dim_articles a cross join newest
        left join core.dim_outlets o using (outlet_id) left join core.dim_countries c using (country_code)
        where a.is_current group by a.outlet_id order by article_count desc, outlet_name"""
    return fetch_frame(build, sql)


@st.cache_data(max_entries=16, show_spinner=False)
def count_extractions(build: Build) -> pd.DataFrame:
    """Articles per language and what extraction made of them: language, extraction_status, article_count,
    statement_count.
    """
    sql = """
        select coalesce(language, 'not detected') as language, extraction_status, count(*) as article_count,
            sum(statement_count)::bigint as statement_count
        from core.dim_articles where is_current group by 1, 2 order by article_count desc, 1, 2"""
    return fetch_frame(build, sql)


@st.cache_data(max_entries=16, show_spinner=False)
def list_engines(build: Build) -> list[str]:
    """The engines by which the statements that count were found, in alphabetical order."""
    sql = "select distinct engine from core.fct_statements where is_current order by 1"
    return [str(engine) for engine in fetch_frame(build, sql)["engine"]]


@st.cache_data(max_entries=16, show_spinner=False)
def list_accuracy(build: Build) -> pd.DataFrame:
    """The figures of `reporting.rpt_accuracy`, those of versions in this build first and then the newest; with
    is_in_build.
    """
    sql = """
        select list_contains(b.extractor_versions, a.extractor_version) as is_in_build, a.*
        from reporting.rpt_accuracy a cross join reporting.rpt_build b
        order by is_in_build desc, a.measured_on desc, a.engine = 'rules', a.texts_name, a.f1_share desc"""
    return fetch_frame(build, sql)


@st.cache_data(max_entries=16, show_spinner=False)
def list_quality_by_month(build: Build, limit: int) -> pd.DataFrame:
    """The newest months printed: month_start_on, article_read_count, statement_count, unresolved_share,
    said_dated_share, unsure_share (of statements), silent_share (of articles extracted), mean_confidence.
    """
    sql = """
        select date_trunc('month', date_on)::date as month_start_on,
            sum(article_read_count)::bigint as article_read_count, sum(statement_count)::bigint as statement_count,
            sum(unresolved_count) / nullif(sum(statement_count), 0) as unresolved_share,
            sum(said_dated_count) / nullif(sum(statement_count), 0) as said_dated_share,
            sum(unsure_count) / nullif(sum(statement_count), 0) as unsure_share,
            sum(silent_count) / nullif(sum(extracted_count), 0) as silent_share,
            sum(mean_confidence * statement_count) / nullif(sum(statement_count), 0) as mean_confidence
        from reporting.rpt_quality_by_outlet_day where date_on is not null
        group by 1 order by 1 desc limit ?"""
    return fetch_frame(build, sql, [limit])
