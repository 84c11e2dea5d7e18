"""What the page of a claim asks: the claim under any id it ever had, its prints, credits, countries, denials."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.queries.axes import write_actor_id, write_actors, write_chosen
from dashboard.queries.claim_listing import write_claims
from dashboard.queries.claim_words import select_claims_with
from dashboard.queries.conditions import Conditions
from dashboard.queries.listing import choose_named, find_days, list_named, write_articles, write_named
from dashboard.written_sql import fill_in

MOST_PRINTS = 2_000
MOST_DENIALS = 50
EARLIEST_FIRST = "s.published_on nulls last, s.article_id, s.statement_id"
# What each order of the list asks for, and by what it sorts; a claim of one print has not travelled.
ORDERS = {
    "outlets": ("c.outlet_count > 1", "c.outlet_count desc, c.statement_count desc"),
    "newest": ("c.outlet_count > 1", "c.last_printed_on desc nulls last, c.outlet_count desc"),
    "denied": ("c.is_denied", "c.outlet_count desc, c.denial_count desc, c.last_printed_on desc nulls last"),
    "changed": ("c.outlet_count > 1 and c.wording_count > 1", "c.wording_similarity, c.outlet_count desc"),
}


@st.cache_data(max_entries=128, show_spinner=False)
def find_claim(build: Build, claim_id: str) -> dict[str, Any] | None:
    """A claim as `core.fct_claims` has it, under its own id or one that it had before; None where neither is known.

    Besides the columns of the fact: speaker_name, and joined_at, null where the id given is its own.
    """
    found = _find_own(build, claim_id)
    if found is not None:
        return {**found, "joined_at": None}
    sql = "select claim_id, joined_at from core.bridge_claim_aliases where alias_claim_id = ?"
    for alias in fetch_records(build, sql, [claim_id]):
        found = _find_own(build, alias["claim_id"])
        if found is not None:
            return {**found, "joined_at": alias["joined_at"]}
    return None


def _find_own(build: Build, claim_id: str) -> dict[str, Any] | None:
    # The fact lies in the order of its ids: one that stands in the query is found without reading the others.
    sql = """
        select c.*, d.speaker_name
        from (select * from core.fct_claims where claim_id = ?) c
        left join core.dim_speakers d on d.speaker_id = c.speaker_id"""
    rows = fetch_records(build, sql, [claim_id])
    return rows[0] if rows else None


@st.cache_data(max_entries=64, show_spinner=False)
def list_prints(build: Build, claim_id: str) -> list[dict[str, Any]]:
    """The first MOST_PRINTS prints of a claim, in the order of their print.

    Keys: statement_id, print_number, is_core, match_kind, similarity, article_id, title, url, outlet_id, outlet_name,
    state_media_class and country_name (of the outlet), published_on, said_on_start, said_on_end, said_on_precision,
    speaker_id, speaker_name, stance, content_text, syndicated_from_article_id.
    """
    found = find_days(build, _list_ids(build, claim_id, MOST_PRINTS))
    named, parameters = write_named(found, "*")
    columns = "article_id, article_version, title, url, syndicated_from_article_id"
    days = {row["published_on"] for row in found}
    articles = write_articles(columns, "select article_id from statements", days)
    sql = f"""
        with statements as materialized ({named}
        ), articles as ({articles}
        )
        select b.statement_id, b.print_number, b.is_core, b.match_kind, b.similarity, s.article_id, a.title, a.url,
            s.outlet_id, o.outlet_name, o.state_media_class, c.country_name, s.published_on,
            s.said_on_start, s.said_on_end, s.said_on_precision, s.speaker_id, s.speaker_name, s.stance, s.content_text,
            a.syndicated_from_article_id
        from (select * from core.bridge_claim_statements where claim_id = ?) b join statements s using (statement_id)
        left join articles a on a.article_id = s.article_id and a.article_version = s.article_version
        left join core.dim_outlets o on o.outlet_id = s.outlet_id
        left join core.dim_countries c on c.country_code = o.country_code
        order by b.print_number"""
    return fetch_records(build, sql, [*parameters, claim_id])


def _list_ids(build: Build, claim_id: str, most: int | None) -> list[str]:
    sql = "select statement_id from core.bridge_claim_statements where claim_id = ? order by print_number limit ?"
    return [row["statement_id"] for row in fetch_records(build, sql, [claim_id, most])]


@st.cache_data(max_entries=64, show_spinner=False)
def list_credits(build: Build, claim_id: str) -> list[dict[str, Any]]:
    """Outlets that the prints of a claim name as where they have it from, innermost first: statement_id, hop_number,
    outlet_id, outlet_name.
    """
    sql = """
        select r.statement_id, r.hop_number, r.outlet_id, coalesce(o.outlet_name, r.outlet_name_printed) as outlet_name
        from core.bridge_claim_statements b join core.bridge_statement_relays r using (statement_id)
        left join core.dim_outlets o on o.outlet_id = r.outlet_id
        where b.claim_id = ? order by b.print_number, r.hop_number, r.start_char"""
    return fetch_records(build, sql, [claim_id])


def write_way(claim_id: str) -> str:
    """The query of what the way of a claim is drawn from, runnable as it stands: for each outlet and day of print the
    prints, and whom they credit. What is inferred from like words is not of it: that is no count.
    """
    sql = """
        select s.published_on, s.outlet_id, coalesce(any_value(o.outlet_name), 'Outlet unknown') as outlet_name,
            count(distinct s.statement_id) as statement_count,
            list(distinct coalesce(n.outlet_name, r.outlet_name_printed))
                filter (r.statement_id is not null) as credited_names
        from core.bridge_claim_statements b join core.fct_statements s using (statement_id)
        left join core.dim_outlets o on o.outlet_id = s.outlet_id
        left join core.bridge_statement_relays r on r.statement_id = s.statement_id
        left join core.dim_outlets n on n.outlet_id = r.outlet_id
        where b.claim_id = ? and s.published_on is not null
        group by 1, 2 order by 1, 3"""
    return fill_in(sql, [claim_id])


@st.cache_data(max_entries=64, show_spinner=False)
def list_countries(build: Build, claim_id: str) -> list[dict[str, Any]]:
    """Countries whose outlets printed a claim, earliest first: country_name, first_printed_on, outlet_count,
    statement_count, first_statement_id, outlet_name (the first there).
    """
    sql = """
        select c.country_name, b.first_printed_on, b.outlet_count, b.statement_count, b.first_statement_id,
            o.outlet_name
        from core.bridge_claim_countries b left join core.dim_countries c using (country_code)
        left join core.dim_outlets o on o.outlet_id = b.first_outlet_id
        where b.claim_id = ? order by b.first_printed_on nulls last, b.statement_count desc, c.country_name"""
    return fetch_records(build, sql, [claim_id])


@st.cache_data(max_entries=64, show_spinner=False)
def count_speakers(build: Build, claim_id: str) -> list[dict[str, Any]]:
    """Whom the prints of a claim name as speaker, those who deny it last and apart from what else they say, most prints
    first: speaker_id, speaker_name, is_denial, statement_count.
    """
    chosen = choose_named(find_days(build, _list_ids(build, claim_id, None)))
    sql = f"""
        with {write_chosen(chosen)}, counted as (
            select {write_actor_id("speaker", "actor")} as speaker_id, stance = 'deny' as is_denial,
                count(*) as statement_count
            from ({write_actors("speaker", "statement_id, stance")}) group by all
        )
        select n.speaker_id, d.speaker_name, n.is_denial, n.statement_count
        from counted n left join core.dim_speakers d using (speaker_id) order by n.is_denial, 4 desc, 2"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=64, show_spinner=False)
def list_denials(build: Build, claim_id: str) -> list[dict[str, Any]]:
    """The first MOST_DENIALS statements that deny a claim; columns of `queries.listing`."""
    denials = fetch_records(build, "select statement_id from core.bridge_claim_denials where claim_id = ?", [claim_id])
    return list_named(build, [row["statement_id"] for row in denials], EARLIEST_FIRST, MOST_DENIALS)


@st.cache_data(max_entries=64, show_spinner=False)
def list_cards(build: Build, statement_ids: tuple[str, ...]) -> list[dict[str, Any]]:
    """Given statements as they are listed everywhere, in the order given; columns of `queries.listing`."""
    places = {statement_id: place for place, statement_id in enumerate(statement_ids)}
    rows = list_named(build, statement_ids, EARLIEST_FIRST, max(1, len(statement_ids)))
    return sorted(rows, key=lambda row: places[row["statement_id"]])


@st.cache_data(max_entries=64, show_spinner=False)
def list_claims(build: Build, order: str, words: str, limit: int) -> pd.DataFrame:
    """Claims by one of ORDERS, those whose prints or their speakers' names have all of `words`, looked up
    as the search does (any where there are none; none where no word can be looked up).

    Columns: claim_id, claim_text, speaker_id, speaker_name, first_printed_on, last_printed_on, first_outlet_name,
    is_first_alone, outlet_count, country_count, statement_count, wording_count, denial_count, denier_names.
    """
    where, by = ORDERS[order]
    chosen = (select_claims_with(build, words) or Conditions(["false"])) if words else Conditions()
    found = f"""
        select c.* from core.fct_claims c where c.rowid in (
            select c.rowid from core.fct_claims c where {where} and {chosen.sql}
            order by {by}, c.claim_id limit {int(limit)}
        )"""
    return fetch_frame(build, write_claims(found, by, limit), chosen.parameters)
