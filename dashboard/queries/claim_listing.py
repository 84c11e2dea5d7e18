"""Claims as they are listed on every page: which columns, and the names looked up of those listed alone."""

from __future__ import annotations


def write_claims(found: str, order: str, limit: int, more: str = "") -> str:
    """The query of a list of claims.

    Args:
        found: a query, sorted, of the columns of `core.fct_claims`, and of others.
        order: by what the list is sorted, speaking of the found as `c`.
        limit: how many are listed.
        more: those of the other columns that the list has.
    """
    # A claim that nobody is said to have said, but somebody to deny, has no speaker.
    # The limit outside tells the database that they are few: else it reads the names of all speakers.
    return f"""
        with listed as materialized (
            select * from ({found} limit {int(limit)}) limit {int(limit)}
        ), speakers as (
            select speaker_id, speaker_name from core.dim_speakers where speaker_id in (select speaker_id from listed)
        )
        select c.claim_id, c.claim_text, d.speaker_id, d.speaker_name, c.first_printed_on, c.last_printed_on,
            o.outlet_name as first_outlet_name, c.is_first_alone, c.outlet_count, c.country_count, c.statement_count,
            c.wording_count, c.denial_count,
            array_to_string(c.denier_names, '; ') as denier_names{f", {more}" if more else ""}
        from listed c left join speakers d on d.speaker_id = c.speaker_id and c.speaker_count > 0
        left join core.dim_outlets o on o.outlet_id = c.first_outlet_id
        order by {order}, c.claim_id"""
