-- One row per outlet that took, outlet that it took from, and how that is known: how often, and how late.
{{ config(unique_key=['taken_by_outlet_id', 'taken_from_outlet_id', 'relay_basis']) }}

with taken as (
    select * from {{ ref('int_statement_relays__taken') }}
),

outlets as (
    select * from {{ ref('dim_outlets') }}
),

counted as (
    select
        taken_by_outlet_id,
        taken_from_outlet_id,
        relay_basis,
        count(*)::integer as statement_count,
        count(distinct article_id)::integer as article_count,
        count(distinct claim_id)::integer as claim_count,
        count(distinct speaker_id) filter (where speaker_id != 'unknown')::integer as speaker_count,
        min(published_on) as first_printed_on,
        max(published_on) as last_printed_on,
        count(days_after_source)::integer as source_dated_count,
        median(days_after_source) as median_days_after_source,
        count(days_after_said)::integer as said_dated_count,
        median(days_after_said) as median_days_after_said
    from taken
    group by taken_by_outlet_id, taken_from_outlet_id, relay_basis
)

select
    counted.taken_by_outlet_id,
    takers.outlet_name as taken_by_outlet_name,
    takers.country_code as taken_by_country_code,
    counted.taken_from_outlet_id,
    sources.outlet_name as taken_from_outlet_name,
    sources.country_code as taken_from_country_code,
    sources.state_media_class as taken_from_state_media_class,
    counted.relay_basis,
    counted.statement_count,
    counted.article_count,
    counted.claim_count,
    counted.speaker_count,
    counted.first_printed_on,
    counted.last_printed_on,
    counted.source_dated_count,
    counted.median_days_after_source,
    counted.said_dated_count,
    counted.median_days_after_said,
    takers.article_count as article_read_count
from counted
left join outlets as takers on counted.taken_by_outlet_id = takers.outlet_id
left join outlets as sources on counted.taken_from_outlet_id = sources.outlet_id
