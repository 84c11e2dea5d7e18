"""What the overview asks about the time since a moment: articles that came in, claims, denials, and who is quoted more.

An article came in when its first version was loaded; a later version of it is a change, not an arrival.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.queries.claim_listing import write_claims
from dashboard.queries.conditions import COUNT_OUTLETS, EXPLORED, Conditions
from dashboard.queries.listing import find_page, write_days, write_near

# Days before the newest date of print: those that are compared, and those that they are compared with.
NOW_DAYS = 7
BEFORE_DAYS = 56
# Of a large warehouse little came in lately, and few articles have several versions: of these alone the earlier ones
# are looked for. Of what arrived all versions are among the recent ones.
LOADED_AT = "coalesce(loaded_at, load_on::timestamptz)"
IS_SINGLE = "version_number = 1 and is_current"
ARRIVED = f"""
    recent as materialized (
        select article_id, outlet_id, published_on, version_number, is_current, loaded_at from core.dim_articles
        where rowid in (select rowid from core.dim_articles where {LOADED_AT} > ?)
    ), earlier as materialized (
        select distinct article_id from core.dim_articles
        where not ({IS_SINGLE}) and {LOADED_AT} <= ?
            and article_id in (select article_id from recent where not ({IS_SINGLE}))
    ), arrived as materialized (
        from recent anti join earlier using (article_id)
    )"""


@st.cache_data(max_entries=64, show_spinner=False)
def _list_printed(build: Build, since: datetime) -> set[date | None]:
    """The days of print of all that came in since a moment."""
    sql = f"with {ARRIVED} select distinct published_on from arrived"
    return {row["published_on"] for row in fetch_records(build, sql, [since, since])}


@st.cache_data(max_entries=64, show_spinner=False)
def count_arrivals(build: Build, since: datetime) -> dict[str, Any]:
    """What came in since a moment: article_count, version_count (changed texts), outlet_count, statement_count,
    denial_count, claim_count and carried_claim_count (claims all of whose prints came in since; of several outlets),
    reject_count, newest_published_on.
    """
    # Nearly every claim has one print: those of several are few, and only they can have one from before.
    near = write_near("core.fct_statements", "claim_id, stance, is_current, article_id", _list_printed(build, since))
    sql = f"""
        with {ARRIVED}, new_statements as materialized (
            select claim_id, stance from ({near}) where is_current and article_id in (select article_id from arrived)
        ), counted as materialized (
            select claim_id, count(*) as new_count from new_statements where claim_id is not null group by all
        ), shared as materialized (
            select claim_id, statement_count, outlet_count from core.fct_claims where statement_count > 1
        ), new_claims as (
            select coalesce(outlet_count, 1) as outlet_count from counted left join shared using (claim_id)
            where new_count = coalesce(statement_count, 1)
        )
        select a.*, s.*, c.*, r.* from
        (select count(*) as article_count, {COUNT_OUTLETS} as outlet_count,
            max(published_on) as newest_published_on
         from arrived where is_current) a,
        (select count(*) as statement_count, count(*) filter (stance = 'deny') as denial_count from new_statements) s,
        (select count(*) as claim_count, count(*) filter (outlet_count > 1) as carried_claim_count from new_claims) c,
        (select count(*) as version_count, (select count(*) from reporting.rpt_rejects where rejected_at > ?)
            as reject_count
         from recent semi join earlier using (article_id)
         where is_current and version_number > 1 and loaded_at > ?) r"""
    return fetch_records(build, sql, [since] * 4)[0]


@st.cache_data(max_entries=64, show_spinner=False)
def list_carried_claims(build: Build, since: datetime, limit: int) -> list[dict[str, Any]]:
    """The claims that most outlets printed in articles that came in since a moment; only those of several outlets in
    all. Columns as in `queries.spread.list_claims`, and is_new (no print from before), new_outlet_count.
    """
    near = write_near("core.fct_statements", "claim_id, outlet_id, is_current, article_id", _list_printed(build, since))
    order = "c.new_outlet_count desc, c.outlet_count desc, c.new_count desc"
    found = f"""
        select * from (
            select c.*, n.new_count, n.new_outlet_count, n.new_count = c.statement_count as is_new
            from (
                with {ARRIVED}
                select claim_id, {COUNT_OUTLETS} as new_outlet_count, count(*) as new_count from ({near})
                where is_current and article_id in (select article_id from arrived) group by all
            ) n join core.fct_claims c using (claim_id) where c.outlet_count > 1
        ) c order by {order}, c.claim_id"""
    sql = write_claims(found, order, limit, "c.is_new, c.new_outlet_count")
    return fetch_records(build, sql, [since, since])


@st.cache_data(max_entries=64, show_spinner=False)
def list_denials(build: Build, since: datetime, limit: int) -> list[dict[str, Any]]:
    """The newest denials in articles that came in since a moment; columns of `queries.listing`."""
    arrived = f"with {ARRIVED} select md5_number_lower(article_id) from arrived"
    chosen = Conditions(["s.stance = 'deny'"])
    chosen.add(write_days(_list_printed(build, since)))
    chosen.add(f"s.article_number in ({arrived})", since, since)
    return fetch_records(build, *find_page(build, chosen, "s.published_on", limit))


@st.cache_data(max_entries=16, show_spinner=False)
def count_recent_speakers(build: Build, last_on: date) -> dict[str, Any]:
    """Who is quoted in the NOW_DAYS up to a day of print, and in the BEFORE_DAYS before: read_now, read_before,
    days_before (days of these on which anything was read), speakers (those quoted in the newest days: a list of
    speaker_id, speaker_name, article_count, article_count_before), and compared (by article_count_before how many
    speakers there are, those no longer quoted included).
    """
    read = """
        select coalesce(sum(article_count) filter (date_on > ?::date - ?), 0)::bigint as read_now,
            coalesce(sum(article_count) filter (date_on <= ?::date - ?), 0)::bigint as read_before,
            count(distinct date_on) filter (date_on <= ?::date - ?) as days_before
        from reporting.rpt_articles_by_outlet_day where date_on between ?::date - ? and ?"""
    window = [last_on, NOW_DAYS + BEFORE_DAYS - 1, last_on]
    counts = fetch_records(build, read, [*([last_on, NOW_DAYS] * 3), *window])[0]
    # By date printed an article has one day, so that its days can be added up.
    spoken = """
        with spoken as materialized (
            select r.speaker_id, any_value(d.speaker_name) as speaker_name, max(r.date_on) > ?::date - ? as is_now,
                coalesce(sum(r.article_count) filter (r.date_on > ?::date - ?), 0)::bigint as article_count,
                coalesce(sum(r.article_count) filter (r.date_on <= ?::date - ?), 0)::bigint as article_count_before
            from reporting.rpt_statements_by_actor_day r join core.dim_speakers d using (speaker_id)
            where r.date_basis = 'printed' and d.speaker_kind <> 'unnamed' and r.date_on between ?::date - ? and ?
            group by 1
        )
        select speaker_id, speaker_name, article_count, article_count_before, 1 as n from spoken where is_now
        union all
        select null, null, null, article_count_before, count(*) from spoken group by article_count_before"""
    rows = fetch_records(build, spoken, [*([last_on, NOW_DAYS] * 3), *window])
    of_speaker = ("speaker_id", "speaker_name", "article_count", "article_count_before")
    return {
        **counts,
        "speakers": [{name: row[name] for name in of_speaker} for row in rows if row["speaker_id"] is not None],
        "compared": {row["article_count_before"]: row["n"] for row in rows if row["speaker_id"] is None},
    }


@st.cache_data(max_entries=16, show_spinner=False)
def count_rise_outlets(build: Build, speaker_ids: tuple[str, ...], last_on: date) -> dict[str, int]:
    """How many outlets quote each of some speakers in the NOW_DAYS up to a day of print."""
    sql = f"""
        select b.speaker_id, {COUNT_OUTLETS} as outlet_count
        from {EXPLORED} join core.bridge_statement_speakers b using (statement_id)
        where s.published_on > ?::date - ? and s.published_on <= ? and b.speaker_id = any(?)
        group by 1"""
    rows = fetch_records(build, sql, [last_on, NOW_DAYS, last_on, list(speaker_ids)])
    return {row["speaker_id"]: row["outlet_count"] for row in rows}
