"""Statements as they are listed on every page: which columns, in which order."""

from __future__ import annotations

# One article's statements stand together, in the order of its text.
IN_ARTICLE = "s.article_id, s.field desc, s.content_spans[1].start_char, s.statement_id"

# The page is chosen by narrow columns, and only its rows are read whole; what it is joined to is looked up for the page
# alone. So a page costs little in a large warehouse.
LISTING = """
    with page as (
        select s.rowid as place from core.fct_statements s where {where} order by {order} limit {limit} offset {offset}
    ), listed as (
        select s.* from core.fct_statements s join page on page.place = s.rowid
    ), parents as (
        select statement_id, content_text from core.fct_statements
        where statement_id in (select parent_statement_id from listed)
    ), articles as (
        select article_id, article_version, title, url from core.dim_articles
        where article_id in (select article_id from listed)
    ), claims as (
        select claim_id, outlet_count, statement_count from core.fct_claims
        where claim_id in (select claim_id from listed)
    )
    select s.statement_id, s.speaker_id, s.speaker_name, s.speaker_kind, s.speaker_role,
        c.country_name as speaker_country_name,
        s.cue_text, s.content_text, s.statement_type, s.stance, s.is_nested, parent.content_text as parent_content_text,
        s.addressee, s.said_on_start, s.said_on_end, s.said_on_precision, s.said_on_basis, s.said_on_text,
        s.published_on, s.outlet_id, o.outlet_name, s.relay_count, s.confidence, a.title, s.article_id, a.url,
        claim.claim_id, claim.outlet_count as claim_outlet_count, claim.statement_count as claim_statement_count
    from listed s
    left join core.dim_outlets o on o.outlet_id = s.outlet_id
    left join core.dim_countries c on c.country_code = s.speaker_country_code
    left join articles a on a.article_id = s.article_id and a.article_version = s.article_version
    left join parents parent on parent.statement_id = s.parent_statement_id
    left join claims claim on claim.claim_id = s.claim_id
    order by {order}"""


def write_listing(where: str, order: str, limit: int, offset: int = 0) -> str:
    """The query of a list of statements; `where` and `order` speak of `core.fct_statements s`."""
    return LISTING.format(where=where, order=order, limit=int(limit), offset=int(offset))
