"""What the page of a speaker or an outlet asks: its statements in parts, and the statements of one part.

Statements are the narrow rows of `conditions`; values travel as parameters, never in the text.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.database import Build, fetch_frame, fetch_records
from dashboard.filters import UNKNOWN_CODE
from dashboard.profiles import LAGS, Part, Subject
from dashboard.queries.axes import write_chosen, write_countries, write_values
from dashboard.queries.conditions import COUNT_OUTLETS, Conditions, narrow_to_actors, next_period, select_countries
from dashboard.queries.listing import find_page
from dashboard.written_sql import Records

MOST_EXPORTED = 50_000
# An id may stand inside another.
THROUGH_RELAY = "contains(' ' || s.relay_outlets || ' ', ' ' || ? || ' ')"
# What is asked first leaves few statements to look up.
ON_ACTOR = (
    "s.about_actors is not null "
    "and s.statement_id in (select statement_id from core.bridge_statement_actors where actor_name = ?)"
)
IN_ROLE = (
    "s.statement_id in (select statement_id from core.bridge_statement_speakers "
    "where speaker_id = ? and lower(coalesce(speaker_role, '')) = ?)"
)
OF_PART = {"outlet": "s.outlet_id = ?", "actor": ON_ACTOR, "relay": THROUGH_RELAY, "stance": "s.stance = ?"}
# A lag is known where the day it was said is, and the day it was printed.
HAS_LAG = "s.said_on_precision = 'day' and s.published_on is not null"
LAG_DAYS = "(s.published_on - s.said_or_printed_on)"
# A day said that lies after print is a date ahead and no delay: a mean or median is of the others, as in the metric
# median_lag.
IS_DELAY = f"{LAG_DAYS} >= 0"


def select_part(subject: Subject, part: Part | None = None) -> Conditions:
    """Conditions on statements: all of a subject's statements, or one part of them."""
    conditions = Conditions()
    if part is not None and part.kind == "taker":
        # Not what the outlet printed, but what another printed and credits to it.
        conditions.add(THROUGH_RELAY, subject.subject_id)
        conditions.add("s.outlet_id = ?", part.value)
        return conditions
    if subject.kind == "speaker":
        narrow_to_actors(conditions, "speaker", (subject.subject_id,))
    else:
        conditions.add("s.outlet_id = ?", subject.subject_id)
    if part is None or part.kind == "all":
        return conditions
    if part.kind == "relayed":
        conditions.add("s.is_relayed")
    elif part.kind == "role":
        conditions.add(IN_ROLE, subject.subject_id, part.value)
    elif part.kind == "lag":
        _add_lag(conditions, part.value)
    elif part.kind == "period":
        day, _, grain = part.value.partition("~")
        first = date.fromisoformat(day)
        conditions.add("s.published_on >= ? and s.published_on < ?", first, next_period(first, grain))
    elif part.kind == "country":
        conditions.add_all(select_countries("about", (part.value,)))
    elif part.kind == "speaker":
        narrow_to_actors(conditions, "speaker", (part.value,))
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
    """Figures of a subject's statements or of a part: statement_count, article_count, outlet_count, denial_count,
    relayed_count, undated_count, first_on and last_on (printed).
    """
    chosen = select_part(subject, part)
    sql = f"""
        select count(*) as statement_count, count(distinct s.article_number) as article_count,
            {COUNT_OUTLETS} as outlet_count, count(*) filter (s.stance = 'deny') as denial_count,
            count(*) filter (s.is_relayed) as relayed_count, count(*) filter (s.published_on is null) as undated_count,
            min(s.published_on) as first_on, max(s.published_on) as last_on
        from {chosen.source} where {chosen.sql}"""
    return fetch_records(build, sql, chosen.parameters)[0]


@st.cache_data(max_entries=128, show_spinner=False)
def list_part(build: Build, subject: Subject, part: Part | None, page: int, size: int) -> list[dict[str, Any]]:
    """One page of the statements of a subject or a part, newest print first; columns of `queries.listing`."""
    chosen = select_part(subject, part)
    return fetch_records(build, *find_page(build, chosen, "s.published_on", size, (page - 1) * size))


def export_part(build: Build, subject: Subject, part: Part | None) -> pd.DataFrame:
    """All of them for a download, at most MOST_EXPORTED rows, in the order of the page."""
    chosen = select_part(subject, part)
    return fetch_frame(build, *find_page(build, chosen, "s.published_on", MOST_EXPORTED))


@st.cache_data(max_entries=128, show_spinner=False)
def count_countries(build: Build, subject: Subject, limit: int) -> Records:
    """Countries that the statements name, most first, and one row for those that name none:
    part_value, part_name, statement_count, article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        with {write_chosen(chosen)}, counted as (
            select country_code, count(*) as statement_count, count(distinct article_number) as article_count
            from ({write_countries("about", "article_number")}) group by all
        ), foremost as (
            select n.country_code as part_value, coalesce(c.country_name, n.country_code) as part_name,
                n.statement_count, n.article_count
            from counted n left join core.dim_countries c using (country_code)
            order by 3 desc, 4 desc, 2, 1 limit {int(limit)}
        )
        from foremost
        union all
        select '{UNKNOWN_CODE}', 'No country named', count(*), count(distinct article_number)
        from chosen where about_countries is null having count(*) > 0
        order by part_value = '{UNKNOWN_CODE}', statement_count desc, article_count desc, part_name"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_relays(build: Build, subject: Subject, limit: int) -> Records:
    """Outlets that the articles name as where they have the statements from:
    part_value, part_name, statement_count, article_count.
    """
    chosen = select_part(subject)
    sql = f"""
        with {write_chosen(chosen)}
        select r.outlet_id as part_value, any_value(o.outlet_name) as part_name,
            count(*) as statement_count, count(distinct r.article_number) as article_count
        from ({write_values("relay_outlets", "outlet_id", "article_number")}) r
        left join core.dim_outlets o on o.outlet_id = r.outlet_id
        group by 1 order by 3 desc, 4 desc, 2, 1 limit {int(limit)}"""
    return fetch_records(build, sql, chosen.parameters)


@st.cache_data(max_entries=128, show_spinner=False)
def count_stances(build: Build, subject: Subject) -> Records:
    """Statements by what the speaker does with them: part_value, part_name, statement_count, article_count."""
    chosen = select_part(subject)
    sql = f"""
        select s.stance as part_value, s.stance as part_name, count(*) as statement_count,
            count(distinct s.article_number) as article_count
        from {chosen.source} where {chosen.sql} group by 1 order by 3 desc, 1"""
    return fetch_records(build, sql, chosen.parameters)
