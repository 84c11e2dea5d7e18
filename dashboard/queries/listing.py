"""Statements as they are listed on every page: which columns, in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.database import Build, fetch_records
from dashboard.filters import UNKNOWN_CODE
from dashboard.queries.conditions import EXPLORED, Conditions

# One article's statements stand together, in the order of its text.
IN_ARTICLE = "s.article_id, s.field desc, s.content_spans[1].start_char, s.statement_id"
# So many statements at most are named to the database one by one.
MOST_NAMED = 2_000

# A day is compared in a fraction of the time that an id takes: ids are looked up among the statements of their days.
# Only the rows of the page are read whole, and what they are joined to is looked up for the page alone.
LISTED = """
    with near as materialized ({near}
    ), named as materialized (
        select place from near where statement_id in ({ids})
    ), listed as materialized (
        select s.* from core.fct_statements s where s.rowid in (select place from named)
        order by {order} limit {limit} offset {offset}
    ), parents as (
        select statement_id, content_text from core.fct_statements where rowid in (
            select place from near where statement_id in (select parent_statement_id from listed)
        )
    ), """
# Most claims have one print, of which there is nothing to look up.
LISTING = """articles as ({articles}
    ), shared as materialized (
        select claim_id, outlet_count, statement_count from core.fct_claims where statement_count > 1
    ), claims as (
        select * from shared where claim_id in (select claim_id from listed)
    )
    select s.statement_id, s.speaker_id, s.speaker_name, s.speaker_kind, s.speaker_role,
        c.country_name as speaker_country_name,
        s.cue_text, s.content_text, s.statement_type, s.stance, s.is_nested, parent.content_text as parent_content_text,
        s.addressee, s.said_on_start, s.said_on_end, s.said_on_precision, s.said_on_basis, s.said_on_text,
        s.published_on, s.outlet_id, o.outlet_name, s.relay_count, s.confidence, a.title, s.article_id, a.url,
        case when s.is_current then s.claim_id else claim.claim_id end as claim_id,
        coalesce(claim.outlet_count, case when s.is_current then (s.outlet_id <> '{unknown}')::integer end)
            as claim_outlet_count,
        coalesce(claim.statement_count, case when s.is_current then 1 end) as claim_statement_count
    from listed s
    left join core.dim_outlets o on o.outlet_id = s.outlet_id
    left join core.dim_countries c on c.country_code = s.speaker_country_code
    left join articles a on a.article_id = s.article_id and a.article_version = s.article_version
    left join parents parent on parent.statement_id = s.parent_statement_id
    left join claims claim on claim.claim_id = s.claim_id
    order by {order}"""


def write_listing(ids: str, days: Collection[date | None], order: str, limit: int, offset: int = 0) -> str:
    """The query of a list of the statements whose ids a query gives, which were printed on some days; `order` speaks of
    `core.fct_statements s`.
    """
    return (LISTED + LISTING).format(
        ids=ids,
        order=order,
        limit=int(limit),
        unknown=UNKNOWN_CODE,
        offset=int(offset),
        near=write_near("core.fct_statements", "rowid as place, statement_id", days),
        articles=write_articles("article_id, article_version, title, url", "select article_id from listed", days),
    )


def write_named_listing(
    found: Sequence[Mapping[str, Any]], order: str, limit: int, offset: int = 0
) -> tuple[str, list[Any]]:
    """The query of a list of statements of which statement_id and published_on are known, and its parameters."""
    days = {row["published_on"] for row in found}
    written = write_listing("select unnest(?::varchar[])", days, order, limit, offset)
    return written, [[row["statement_id"] for row in found]]


def find_days(build: Build, statement_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Of those of some ids that are current statements: statement_id, published_on.

    `rpt_search_statements` lies in the order of the ids, so that a few are found without reading the others.
    """
    sql = "select statement_id, published_on from reporting.rpt_search_statements where statement_id = any(?)"
    return fetch_records(build, sql, [list(statement_ids)])


def list_named(build: Build, statement_ids: Sequence[str], order: str, limit: int) -> list[dict[str, Any]]:
    """The statements of some ids as they are listed everywhere, at most `limit`; `order` as in `write_listing`."""
    found = find_days(build, statement_ids)
    return fetch_records(build, *write_named_listing(found, order, limit)) if found else []


def write_days(days: Collection[date | None]) -> str:
    """A condition on `published_on` that these days alone meet, None among them for what is not dated."""
    known = sorted(day for day in days if day is not None)
    # Compared in a join, which lets the table be read for these days alone; named one by one it is read for more.
    named = ", ".join(f"date '{day}'" for day in known)
    parts = [f"published_on = {named}" if len(known) == 1 else f"published_on = any([{named}])"] if known else []
    return f"({' or '.join([*parts, 'published_on is null'] if None in days else parts or ['false'])})"


def write_near(table: str, columns: str, days: Collection[date | None]) -> str:
    """A query of columns of the rows of a table that were printed on some days; of what is not dated where None is one.

    Asked for apart: a condition with "or" is met by reading all columns of all days.
    """
    known = {day for day in days if day is not None}
    parts = [part for part in (known, {None} & set(days)) if part] or [known]
    return " union all ".join(f"select {columns} from {table} where {write_days(part)}" for part in parts)


def _lies_among(table: str, column: str, sought: str, days: Collection[date | None]) -> str:
    """A condition on the rowid of a table: that it is a row printed on some days whose id in `column` a query gives.

    Rows that are sought lie far apart: their places are found by ids and days alone, and only those are read whole.
    """
    near = write_near(table, f"rowid as place, {column}", days)
    return f"rowid in (select place from ({near}) where {column} in ({sought}))"


def write_articles(columns: str, sought: str, days: Collection[date | None]) -> str:
    """A query of columns of the articles, all versions, whose ids a query gives and which were printed on some days."""
    return (
        f"select {columns} from core.dim_articles where {_lies_among('core.dim_articles', 'article_id', sought, days)}"
    )


def _lies_named(table: str, found: Sequence[Mapping[str, Any]]) -> Conditions:
    """The same of statements of which statement_id and published_on are known."""
    days = {row["published_on"] for row in found}
    condition = _lies_among(table, "statement_id", "select unnest(?::varchar[])", days)
    return Conditions([condition], [[row["statement_id"] for row in found]])


def write_named(found: Sequence[Mapping[str, Any]], columns: str) -> tuple[str, list[Any]]:
    """A query of columns of the statements of which statement_id and published_on are known, and its parameters."""
    named = _lies_named("core.fct_statements", found)
    return f"select {columns} from core.fct_statements where {named.sql}", named.parameters


def choose_named(found: Sequence[Mapping[str, Any]]) -> Conditions:
    """The narrow rows of current statements of which statement_id and published_on are known."""
    table, _, alias = EXPLORED.partition(" ")
    named = _lies_named(table, found)
    return Conditions([f"{alias}.{named.sql}"], named.parameters)


def find_page(build: Build, chosen: Conditions, by: str, limit: int, offset: int = 0) -> tuple[str, list[Any]]:
    """The query of a page of the statements chosen by conditions, the newest first by one of its dates, and
    its parameters.

    The narrow rows say of which days the page is; texts are read only of the statements of these.
    """
    order = f"{by} desc nulls last"
    # Of what is not on the page nothing but its date is read.
    page = f"""
        select {by} as day, s.statement_id, s.published_on from {chosen.source} where s.rowid in (
            select s.rowid from {chosen.source} where {chosen.sql} order by {order} limit {limit} offset {offset}
        ) order by {order}"""
    rows = fetch_records(build, page, chosen.parameters)
    if len(rows) < min(limit, MOST_NAMED) and not offset:  # all there is
        return write_named_listing(rows, f"{order}, {IN_ARTICLE}", limit)
    days = [row["day"] for row in rows]
    of_days = chosen.copy()
    if days:
        offset -= _count_newer(build, chosen, by, days[0]) if offset else 0
        _keep_between(of_days, by, days[0], days[-1])
    among = f"from {chosen.source} where {of_days.sql}"
    printed = fetch_records(build, f"select distinct s.published_on {among}", of_days.parameters)
    of_page = {row["published_on"] for row in printed}
    listing = write_listing(f"select s.statement_id {among}", of_page, f"{order}, {IN_ARTICLE}", limit, offset)
    return listing, of_days.parameters


def _count_newer(build: Build, chosen: Conditions, by: str, day: date | None) -> int:
    newer = chosen.copy()
    if day is None:
        newer.add(f"{by} is not null")
    else:
        newer.add(f"{by} > ?", day)
    sql = f"select count(*) as n from {chosen.source} where {newer.sql}"
    return int(fetch_records(build, sql, newer.parameters)[0]["n"])


def _keep_between(conditions: Conditions, by: str, newest: date | None, oldest: date | None) -> None:
    # What has no day stands behind all days.
    if newest is None:
        conditions.add(f"{by} is null")
    elif oldest is None:
        conditions.add(f"({by} <= ? or {by} is null)", newest)
    else:
        conditions.add(f"{by} between ? and ?", oldest, newest)
