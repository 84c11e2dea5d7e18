"""Statements as they are listed on every page: which columns, in which order."""

from __future__ import annotations

# One article's statements stand together, in the order of its text.
IN_ARTICLE = "s.article_id, s.field desc, s.content_spans[1].start_char, s.statement_id"

# The rows are cut to a page before the names are joined, so that a page costs the same in a large warehouse.
LISTING = """
    with listed as (
        select s.*, row_number() over () as position
        from (select s.* from core.fct_statements s where {where} order by {order} limit {limit} offset {offset}) s
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
    left join core.dim_articles a on a.article_id = s.article_id and a.article_version = s.article_version
    left join core.fct_statements parent on parent.statement_id = s.parent_statement_id
    left join core.fct_claims claim on claim.claim_id = s.claim_id
    order by s.position"""


def write_listing(where: str, order: str, limit: int, offset: int = 0) -> str:
    """The query of a list of statements; `where` and `order` speak of `core.fct_statements s`."""
    return LISTING.format(where=where, order=order, limit=int(limit), offset=int(offset))
