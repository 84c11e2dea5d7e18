"""What the search asks: statements, people and outlets that have every given word, capitals and accents aside.

Words are looked up in token tables, by their beginning, and in quotation marks as they stand. What is found are numbers
that grow with the day printed: the newest are shown, and only their texts are read.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records_within
from dashboard.queries.conditions import Conditions
from dashboard.queries.listing import IN_ARTICLE, write_named_listing
from dashboard.queries.lookup import Plan, plan_names, plan_statements
from dashboard.queries.phrases import keep_standing
from dashboard.searches import Search

SECONDS = 5.0
MOST_EXPORTED = 10_000
# Above this many rows of the rarest word distinct statements and articles are estimated (to about one in fifty).
MOST_COUNTED = 500_000
# With other words or filters to be met, so many rows of the rarest word, the newest, are looked through: for a page
# first, and for a count at most.
MOST_JOINED = 150_000
FIRST_JOINED = 20_000
# Fewer than so many found among them are too few to stop at: then all rows are looked through.
FEW = 100
# A phrase is looked for in the texts of so many statements, the newest, that have all of its words; where it stands in
# few of them, in those of so many at most. A text costs the more the farther apart they lie: of a large warehouse fewer
# are looked at first. For a page the newest few are tried before.
CHECKED = (2_000, 20_000)
CHECKED_OF_LARGE = (300, 20_000)
LARGE = 3_000_000
FIRST_SHOWN = 100
# A statement has seldom more words than this that begin alike.
ALIKE_IN_ONE = 8
NEWEST_FIRST = f"s.published_on desc nulls last, {IN_ARTICLE}"
# How rpt_search_statements makes its numbers: the day since this one, above the article, above the place in it.
FIRST_DAY = "date '1800-01-01'"
NUMBERS_OF_A_DAY = 1 << 46
NUMBERS_OF_AN_ARTICLE = 1 << 11


def _select_hits(search: Search, plan: Plan, least: int) -> Conditions:
    """Conditions on `reporting.rpt_search_tokens t` under which a row is a hit, of statements numbered from `least`."""
    conditions = Conditions()
    rarest, *others = plan.lookups
    conditions.add(rarest.condition.replace("token", "t.token"), *rarest.parameters)
    # Numbers grow with the day, and the rows of a word lie in their order: older ones are not even read.
    newer = f" and statement_number >= {least}" if least else ""
    if least:
        conditions.add(f"t.statement_number >= {least}")
    for lookup in others:
        listed = f"select statement_number from reporting.rpt_search_tokens where {lookup.condition}{newer}"
        conditions.add(f"t.statement_number in ({listed})", *lookup.parameters)
    if search.from_on:
        conditions.add(f"t.statement_number >= (?::date - {FIRST_DAY})::bigint * {NUMBERS_OF_A_DAY}", search.from_on)
    if search.to_on:
        conditions.add(f"t.statement_number < (?::date - {FIRST_DAY} + 1)::bigint * {NUMBERS_OF_A_DAY}", search.to_on)
        conditions.add(f"t.statement_number >= {NUMBERS_OF_A_DAY}")
    narrowed = Conditions()
    if search.stances:
        narrowed.add("n.stance = any(?)", list(search.stances))
    if search.outlets:
        narrowed.add("n.outlet_id = any(?)", list(search.outlets))
    if narrowed.clauses:
        listed = f"select n.statement_number from reporting.rpt_search_statements n where {narrowed.sql}{newer}"
        conditions.add(f"t.statement_number in ({listed})", *narrowed.parameters)
    return conditions


def _is_joined(search: Search, plan: Plan) -> bool:
    """Whether more is asked of a statement than one word."""
    return bool(len(plan.lookups) > 1 or search.stances or search.outlets)


def _find_least(build: Build, plan: Plan, most: int) -> int:
    """The number from which the rarest word has `most` rows, the newest; 0 where it has no more."""
    rarest = plan.lookups[0]
    if rarest.row_count <= most:
        return 0
    sql = f"""
        select statement_number from reporting.rpt_search_tokens where {rarest.condition}
        order by 1 desc limit 1 offset {most - 1}"""
    return int(fetch_records_within(build, SECONDS, sql, rarest.parameters)[0]["statement_number"])


def _write_hits(search: Search, plan: Plan, least: int = 0) -> tuple[str, list[Any]]:
    """A query of the numbers of the statements that have the words and fit, each at least once, and its parameters;
    of those numbered from `least` alone.
    """
    chosen = _select_hits(search, plan, least)
    return f"select t.statement_number from reporting.rpt_search_tokens t where {chosen.sql}", chosen.parameters


def _find_standing(
    build: Build, search: Search, plan: Plan, steps: tuple[int, ...], enough: int
) -> tuple[list[dict[str, Any]], bool]:
    """The newest statements that have the words and in which the phrases stand: statement_number, statement_id,
    published_on; and whether there may be more.

    Looked for among so many of the newest with the words as each step says, until `enough` are found.
    """
    found: list[dict[str, Any]] = []
    checked = 0
    for most in steps:
        candidates = _find_candidates(build, search, plan, most + 1)
        found += keep_standing(build, SECONDS, candidates[checked:most], plan.phrases)
        if len(candidates) <= most:
            return found, False
        if len(found) >= enough:
            break
        checked = most
    return found, True


def _list_steps(build: Build) -> tuple[int, ...]:
    counted = fetch_records_within(build, SECONDS, "select count(*) as n from reporting.rpt_search_statements")
    return CHECKED_OF_LARGE if counted[0]["n"] > LARGE else CHECKED


def _find_candidates(build: Build, search: Search, plan: Plan, most: int) -> list[dict[str, Any]]:
    """The newest statements that have the words: statement_number, statement_id, published_on."""
    hits, parameters = _write_hits(search, plan)
    sql = f"""
        with newest as (select distinct statement_number from ({hits}) order by 1 desc limit {most})
        select n.statement_number, n.statement_id, n.published_on
        from newest join reporting.rpt_search_statements n using (statement_number) order by 1 desc"""
    return fetch_records_within(build, SECONDS, sql, parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_statements(build: Build, search: Search) -> dict[str, Any]:
    """How many statements fit: statement_count, article_count, first_on, last_on, is_estimate, is_least, is_searchable.

    `is_least` is true where a phrase was looked for among the newest CHECKED with its words, or words and filters were
    among the newest MOST_JOINED rows of the rarest word: there may be more, and older ones. `is_searchable` is false
    where no word can be looked up. Raises QueryTimeoutError after SECONDS, as all here do.
    """
    plan = plan_statements(build, search.terms)
    if not plan.lookups:
        return {"statement_count": 0, "article_count": 0, "first_on": None, "last_on": None,
                "is_estimate": False, "is_least": False, "is_searchable": False}  # fmt: skip
    if plan.phrases:
        found, is_least = _find_standing(build, search, plan, _list_steps(build), FEW)
        return {**_count_found(found), "is_estimate": False, "is_least": is_least, "is_searchable": True}
    if _is_joined(search, plan) and (least := _find_least(build, plan, MOST_JOINED)):
        counted = _count_hits(build, search, plan, least, is_estimate=False)
        if counted["statement_count"] >= FEW:
            return {**counted, "is_least": True}
    is_estimate = plan.lookups[0].row_count > MOST_COUNTED
    return {**_count_hits(build, search, plan, 0, is_estimate), "is_least": False}


def _count_hits(build: Build, search: Search, plan: Plan, least: int, is_estimate: bool) -> dict[str, Any]:
    hits, parameters = _write_hits(search, plan, least)
    count = "approx_count_distinct({})" if is_estimate else "count(distinct {})"
    sql = f"""
        select {count.format("statement_number")} as statement_count,
            {count.format(f"statement_number // {NUMBERS_OF_AN_ARTICLE}")} as article_count,
            {FIRST_DAY} + nullif(min(statement_number) filter (statement_number >= {NUMBERS_OF_A_DAY})
                // {NUMBERS_OF_A_DAY}, 0)::integer as first_on,
            {FIRST_DAY} + nullif(max(statement_number) // {NUMBERS_OF_A_DAY}, 0)::integer as last_on
        from ({hits})"""
    counted = fetch_records_within(build, SECONDS, sql, parameters)[0]
    return {**counted, "is_estimate": is_estimate, "is_searchable": True}


def _count_found(found: list[dict[str, Any]]) -> dict[str, Any]:
    days = [row["published_on"] for row in found if row["published_on"] is not None]
    return {
        "statement_count": len({row["statement_number"] for row in found}),
        "article_count": len({row["statement_number"] // NUMBERS_OF_AN_ARTICLE for row in found}),
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
    }


def _find_newest(build: Build, search: Search, limit: int) -> list[dict[str, Any]]:
    """The newest statements that fit: statement_id, published_on."""
    plan = plan_statements(build, search.terms)
    if not plan.lookups:
        return []
    if plan.phrases:
        steps, enough = _list_steps(build), FEW
        if limit < FIRST_SHOWN:
            steps, enough = (FIRST_SHOWN, *steps), limit
        return _find_standing(build, search, plan, steps, enough)[0][:limit]
    # A page is among the newest of most searches; a download holds what was counted.
    first, enough = (FIRST_JOINED, limit) if limit < FIRST_SHOWN else (MOST_JOINED, min(FEW, limit))
    if _is_joined(search, plan) and (least := _find_least(build, plan, first)):
        found = _find_hits(build, search, plan, limit, least)
        if len(found) >= enough:
            return found
    return _find_hits(build, search, plan, limit, 0)


def _find_hits(build: Build, search: Search, plan: Plan, limit: int, least: int) -> list[dict[str, Any]]:
    hits, parameters = _write_hits(search, plan, least)
    sql = f"""
        with newest as (
            select distinct statement_number
            from ({hits} order by statement_number desc limit {int(limit) * ALIKE_IN_ONE})
        )
        select n.statement_id, n.published_on
        from newest join reporting.rpt_search_statements n using (statement_number)
        order by n.statement_number desc limit {int(limit)}"""
    return fetch_records_within(build, SECONDS, sql, parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def find_statements(build: Build, search: Search, limit: int) -> list[dict[str, Any]]:
    """Statements whose words or speakers have every term, newest print first; columns of `queries.listing`."""
    found = _find_newest(build, search, limit)
    return fetch_records_within(build, SECONDS, *write_named_listing(found, NEWEST_FIRST, limit)) if found else []


def export_statements(build: Build, search: Search) -> pd.DataFrame:
    """The statements found for a download, at most MOST_EXPORTED rows, in the order of the page."""
    found = _find_newest(build, search, MOST_EXPORTED)
    return fetch_frame(build, *write_named_listing(found, NEWEST_FIRST, MOST_EXPORTED))


def _write_named(plan: Plan, kind: str) -> tuple[str, list[Any]]:
    """A query of the subjects of one kind whose names have every word: subject_id, weight."""
    conditions = Conditions(["subject_kind = ?"], [kind])
    rarest, *others = plan.lookups
    conditions.add(rarest.condition, *rarest.parameters)
    for lookup in others:
        conditions.add(
            f"subject_id in (select subject_id from reporting.rpt_search_names where {lookup.condition})",
            *lookup.parameters,
        )
    sql = f"""
        select subject_id, any_value(subject_weight) as weight
        from reporting.rpt_search_names where {conditions.sql} group by subject_id"""
    return sql, conditions.parameters


@st.cache_data(max_entries=128, show_spinner=False)
def find_people(build: Build, terms: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
    """Speakers whose printed names have every term, those that begin with the first term first, then the most
    quoted: speaker_id, speaker_name, speaker_kind, latest_role, country_name, statement_count, article_count.
    """
    plan = plan_names(build, terms)
    if not plan.lookups:
        return []
    named, parameters = _write_named(plan, "speaker")
    sql = f"""
        with named as ({named} order by weight desc, subject_id limit 1000)
        select d.speaker_id, d.speaker_name, d.speaker_kind, d.latest_role, c.country_name, d.statement_count,
            d.article_count
        from named n join core.dim_speakers d on d.speaker_id = n.subject_id
        left join core.dim_countries c using (country_code)
        order by not starts_with(strip_accents(lower(d.speaker_name)), strip_accents(lower(?))),
            d.statement_count desc, d.speaker_name limit ?"""
    return fetch_records_within(build, SECONDS, sql, [*parameters, terms[0], limit])


@st.cache_data(max_entries=128, show_spinner=False)
def find_outlets(build: Build, terms: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
    """Outlets read or credited whose name or domain has every term, the most read first: outlet_id, outlet_name,
    country_name, article_count, relayed_count (statements for which another outlet credits it).
    """
    plan = plan_names(build, terms)
    if not plan.lookups:
        return []
    named, parameters = _write_named(plan, "outlet")
    sql = f"""
        select o.outlet_id, o.outlet_name, c.country_name, o.article_count, n.weight - o.article_count as relayed_count
        from ({named}) n join core.dim_outlets o on o.outlet_id = n.subject_id
        left join core.dim_countries c using (country_code)
        order by o.article_count desc, relayed_count desc, o.outlet_name limit ?"""
    return fetch_records_within(build, SECONDS, sql, [*parameters, limit])
