"""What the page of a speaker or an outlet asks: its statements in parts, and the statements of one part.

Statements are `core.fct_statements s`, current versions only; values travel as parameters, never in the text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import UNKNOWN_CODE
from dashboard.profiles import LAGS, Part, Subject
from dashboard.queries.conditions import Conditions, next_period
from dashboard.queries.listing import IN_ARTICLE, write_listing

MOST_EXPORTED = 50_000
BY_SPEAKER = "s.statement_id in (select statement_id from core.bridge_statement_speakers where speaker_id = ?)"
THROUGH_RELAY = "s.statement_id in (select statement_id from core.bridge_statement_relays where outlet_id = ?)"
ON_COUNTRY = "s.statement_id in (select statement_id from core.bridge_statement_countries where country_code = ?)"
ON_NO_COUNTRY = "s.statement_id not in (select statement_id from core.bridge_statement_countries)"
ON_ACTOR = "s.statement_id in (select statement_id from core.bridge_statement_actors where actor_name = ?)"
IN_ROLE = (
    "s.statement_id in (select statement_id from core.bridge_statement_speakers "
    "where speaker_id = ? and lower(coalesce(speaker_role, '')) = ?)"
)
OF_SUBJECT = {"speaker": BY_SPEAKER, "outlet": "s.outlet_id = ?"}
OF_PART = {
    "outlet": "s.outlet_id = ?",
    "speaker": BY_SPEAKER,
    "country": ON_COUNTRY,
    "actor": ON_ACTOR,
    "relay": THROUGH_RELAY,
    "stance": "s.stance = ?",
}
# A lag is known where the day it was said is, and the day it was printed.
HAS_LAG = "s.said_on_precision = 'day' and s.said_on_start is not null and s.published_on is not null"
LAG_DAYS = "(s.published_on - s.said_on_start)"
NEWEST_FIRST = f"s.published_on desc nulls last, {IN_ARTICLE}"


def select_part(subject: Subject, part: Part | None = None) -> Conditions:
    """Conditions on `core.fct_statements s`: all of a subject's statements, or one part of them."""
    conditions = Conditions(["s.is_current"])
    if part is not None and part.kind == "taker":
        # Not what the outlet printed, but what another printed and credits to it.
        conditions.add(THROUGH_RELAY, subject.subject_id)
        conditions.add("s.outlet_id = ?", part.value)
        return conditions
    conditions.add(OF_SUBJECT[subject.kind], subject.subject_id)
    if part is None or part.kind == "all":
        return conditions
    if part.kind == "relayed":
        conditions.add("s.relay_count > 0")
    elif part.kind == "role":
        conditions.add(IN_ROLE, subject.subject_id, part.value)
    elif part.kind == "lag":
        _add_lag(conditions, part.value)
    elif part.kind == "period":
        day, _, grain = part.value.partition("~")
        first = date.fromisoformat(day)
        conditions.add("s.published_on >= ? and s.published_on < ?", first, next_period(first, grain))
    elif part.kind == "country" and part.value == UNKNOWN_CODE:
        conditions.add(ON_NO_COUNTRY)
    else:
        conditions.add(OF_PART[part.kind], part.value)
    return conditions


def _add_lag(conditions: Conditions, name: str) -> None:
    least, most = LAGS[name]
    conditions.add(HAS_LAG)
    if least is not None:
        conditions.add(f"{LAG_DAYS} >= ?", least)
    if most is not None:
        conditions.add(f"{LAG_DAYS} <= ?", most)


@st.cache_data(max_entries=256, show_spinner=False)
def count_part(build: Build, subject: Subject, part: Part | None) -> dict[str, Any]:
    """Figures of a subject's statements or of a part: statement_count, article_count, speaker_count, outlet_count,
    denial_count, relayed_count, nested_count, undated_count, first_on and last_on (printed).
    """
    chosen = select_part(subject, part)
    sql = f"""
        select count(*) as statement_count, count(distinct s.article_id) as article_count,
            count(distinct s.speaker_id) as speaker_count, count(distinct s.outlet_id) as outlet_count,
            count(*) filter (s.stance = 'deny') as denial_count, count(*) filter (s.relay_count > 0) as relayed_count,
            count(*) filter (s.is_nested) as nested_count, count(*) filter (s.published_on is null) as undated_count,
            min(s.published_on) as first_on, max(s.published_on) as last_on
        from core.fct_statements s where {chosen.sql}"""
    return fetch_records(build, sql, chosen.parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def list_part(build: Build, subject: Subject, part: Part | None, page: int, size: int) -> list[dict[str, Any]]:
    """One page of the statements of a subject or a part, newest print first; columns of `queries.listing`."""
    chosen = select_part(subject, part)
    sql = write_listing(chosen.sql, NEWEST_FIRST, size, (page - 1) * size)
    return fetch_records(build, sql, chosen.parameters)


def export_part(build: Build, subject: Subject, part: Part | None) -> pd.DataFrame:
    """All of them for a download, at most MOST_EXPORTED rows, in the order of the page."""
    chosen = select_part(subject, part)
    return fetch_frame(build, write_listing(chosen.sql, NEWEST_FIRST, MOST_EXPORTED), chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_countries(build: Build, subject: Subject, limit: int) -> list[dict[str, Any]]:
    """Countries that the statements name, most first, and one row for those that name none:
    part_value, part_name, statement_count, article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        select coalesce(b.country_code, '{UNKNOWN_CODE}') as part_value,
            coalesce(any_value(c.country_name), 'No country named') as part_name,
            count(*) as statement_count, count(distinct s.article_id) as article_count
        from core.fct_statements s left join core.bridge_statement_countries b using (statement_id)
        left join core.dim_countries c using (country_code)
        where {chosen.sql}
        group by b.country_code order by b.country_code is null, 3 desc, 4 desc, 2 limit {int(limit)}"""
    rows = fetch_records(build, sql, chosen.parameters)
    if any(row["part_value"] == UNKNOWN_CODE for row in rows):
        return rows
    unnamed = count_part(build, subject, Part("country", UNKNOWN_CODE))
    counts = {name: unnamed[name] for name in ("statement_count", "article_count")}
    last = [{"part_value": UNKNOWN_CODE, "part_name": "No country named", **counts}]
    return rows + (last if unnamed["statement_count"] else [])


@st.cache_data(max_entries=128, show_spinner=False)
def count_relays(build: Build, subject: Subject, limit: int) -> list[dict[str, Any]]:
    """Outlets that the articles name as where they have the statements from:
    part_value, part_name, statement_count, article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        select r.outlet_id as part_value, any_value(o.outlet_name) as part_name,
            count(distinct s.statement_id) as statement_count, count(distinct s.article_id) as article_count
        from core.fct_statements s join core.bridge_statement_relays r using (statement_id)
        left join core.dim_outlets o on o.outlet_id = r.outlet_id
        where {chosen.sql} group by 1 order by 3 desc, 4 desc, 2 limit {int(limit)}"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_stances(build: Build, subject: Subject) -> list[dict[str, Any]]:
    """Statements by what the speaker does with them: part_value, part_name, statement_count, article_count."""
    chosen = select_part(subject)
    sql = f"""
        select s.stance as part_value, s.stance as part_name, count(*) as statement_count,
            count(distinct s.article_id) as article_count
        from core.fct_statements s where {chosen.sql} group by 1 order by 3 desc, 1"""
    return fetch_records(build, sql, chosen.parameters)
