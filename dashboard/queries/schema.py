"""The tables that a question may ask of, with their columns."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records

# What one row of a table is, where a reader needs it; a table that is not named here is listed all the same.
TABLE_WORDS = {
    "fct_statements": "One row per statement of one article version. Count where is_current.",
    "fct_corrections": "One row per correction by a person, and what it changed.",
    "fct_claims": "One row per claim: statements that say the same, with its way so far.",
    "dim_articles": "One row per article version, with its text.",
    "dim_speakers": "One row per speaker, with counts.",
    "dim_speaker_roles": "One row per speaker and time in which articles print one office for it.",
    "dim_speaker_ids": "One row per speaker id ever given, with the speaker that it leads to.",
    "dim_actors": "One row per state, organisation or group that a statement can be about.",
    "dim_outlets": "One row per outlet, read or credited.",
    "dim_outlet_periods": "One row per outlet and time in which it had one owner, class and country.",
    "dim_outlet_ids": "One row per outlet id ever given, with the outlet that it leads to.",
    "dim_outlet_domains": "One row per domain of an outlet.",
    "dim_countries": "One row per country or territory.",
    "dim_dates": "One row per day.",
    "bridge_statement_speakers": "One row per speaker of a statement, with the role printed.",
    "bridge_statement_countries": "One row per country that a statement names.",
    "bridge_statement_actors": "One row per organisation or group that a statement names.",
    "bridge_statement_relays": "One row per outlet that is credited for a statement.",
    "bridge_claim_statements": "One row per print of a claim.",
    "bridge_claim_countries": "One row per country whose outlets printed a claim.",
    "bridge_claim_denials": "One row per denial of a claim.",
    "bridge_claim_aliases": "One row per id that a claim had before.",
    "rpt_articles_by_outlet_day": "Articles read per outlet and day: the base of every share.",
    "rpt_statements_by_actor_day": "Statements per speaker and day, by date said or printed.",
    "rpt_statements_by_country_day": "Statements per country, its role and day.",
    "rpt_statements_by_subject_day": "Statements about an actor per day, by date said or printed.",
    "rpt_statements_by_outlet_day": "Statements per outlet and day printed.",
    "rpt_statements_by_actor_country": "Statements per speaker and country spoken about, or that prints it.",
    "rpt_speaker_subjects": "One row per speaker and country, actor or phrase that it speaks about.",
    "rpt_relay_network": "One row per pair of outlets, one of which takes from the other.",
    "rpt_relays_by_day": "The same per day printed.",
    "rpt_voice_by_month": "Articles that quote a leading speaker, of those read, per month.",
    "rpt_quality_by_outlet_day": "How far extraction came, per outlet and day printed.",
    "rpt_accuracy": "How right each version of the extractor was when it was measured.",
    "rpt_rejects_by_load": "Rejects per load and reason.",
    "rpt_speaker_reviews": "One row per pair of names that may be one speaker, or name that may be of two.",
    "rpt_explorer_statements": "What the explorer counts by: a narrow row per current statement, sorted by day.",
    "rpt_search_statements": "The search's numbers of statements.",
    "rpt_search_tokens": "The search's words of statements, folded, sorted.",
    "rpt_search_names": "The search's words of names.",
    "rpt_claim_tokens": "The words of claims of several outlets, and of denied ones, folded, sorted.",
    "rpt_loads": "One row per load.",
    "rpt_rejects": "One row per input that could not be read.",
    "rpt_build": "One row: this build.",
}


@st.cache_data(max_entries=16, show_spinner=False)
def list_tables(build: Build) -> list[dict[str, Any]]:
    """The tables of the core and reporting schemas: table_name, row_count, columns (a list of name and type)."""
    sql = """
        select t.table_name, t.estimated_size as row_count, (
            select list({'name': c.column_name, 'type': lower(c.data_type)} order by c.column_index)
            from duckdb_columns() c where c.schema_name = t.schema_name and c.table_name = t.table_name
                and c.database_name = t.database_name
        ) as columns
        from duckdb_tables() t where t.schema_name in ('core', 'reporting')
        order by t.schema_name, t.table_name not like 'fct%', t.table_name not like 'dim%', t.table_name"""
    return fetch_records(build, sql)
