-- One row per outlet that took, outlet that it took from, how that is known, and day printed.
{{ config(unique_key=['taken_by_outlet_id', 'taken_from_outlet_id', 'relay_basis', 'date_on']) }}

with taken as (
    select * from {{ ref('int_statement_relays__taken') }}
),

articles_read as (
    select * from {{ ref('rpt_articles_by_outlet_day') }}
),

counted as (
    select
        taken_by_outlet_id,
        taken_from_outlet_id,
        relay_basis,
        published_on as date_on,
        count(*)::integer as statement_count,
        count(distinct article_id)::integer as article_count,
        count(distinct claim_id)::integer as claim_count,
        count(distinct speaker_id) filter (where speaker_id != 'unknown')::integer as speaker_count,
        median(days_after_source) as median_days_after_source,
        median(days_after_said) as median_days_after_said
    from taken
    group by taken_by_outlet_id, taken_from_outlet_id, relay_basis, published_on
)

select
    counted.taken_by_outlet_id,
    counted.taken_from_outlet_id,
    counted.relay_basis,
    counted.date_on,
    counted.statement_count,
    counted.article_count,
    counted.claim_count,
    counted.speaker_count,
    counted.median_days_after_source,
    counted.median_days_after_said,
    -- None of an outlet that is only known as credited by others.
    coalesce(articles_read.article_count, 0) as article_read_count
from counted
left join articles_read
    on
        counted.taken_by_outlet_id = articles_read.outlet_id
        and counted.date_on is not distinct from articles_read.date_on
