-- One row per day and way of dating whose counts by country this build has to make anew.
{{ config(materialized='table') }}

with articles_read as (
    {{ altered(ref('rpt_articles_by_outlet_day'), ['outlet_id', 'date_on', 'article_count']) }}
),

moved_outlets as (
    {{ altered(ref('dim_outlets'), ['outlet_id', 'country_code']) }}
),

days as (
    select
        said_or_printed_on,
        published_on
    from {{ changes_of(ref('fct_statements')) }}
    union
    -- The facts of a statement stay where only a second speaker or another country of it has changed.
    select
        said_or_printed_on,
        published_on
    from {{ ref('fct_statements') }}
    where
        statement_id in (
            select speakers.statement_id from {{ changes_of(ref('bridge_statement_speakers')) }} as speakers
            union
            select actors.statement_id from {{ changes_of(ref('bridge_statement_actors')) }} as actors
        )
    union
    select
        said_or_printed_on,
        published_on
    from {{ ref('fct_statements') }}
    where outlet_id in (select moved_outlets.outlet_id from moved_outlets)
)

select
    said_or_printed_on as date_on,
    'said' as date_basis
from days
union
select
    published_on as date_on,
    'printed' as date_basis
from days
union
-- What was read of a day, and of a country's outlets on it, stands beside its counts.
select
    date_on,
    'printed' as date_basis
from articles_read
union
select
    date_on,
    'printed' as date_basis
from {{ ref('rpt_articles_by_outlet_day') }}
where outlet_id in (select moved_outlets.outlet_id from moved_outlets)
