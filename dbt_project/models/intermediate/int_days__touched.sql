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
    from {{ changes_of(ref('int_statements__keyed')) }}
    union
    -- A statement stays where only a second speaker or another actor of it has changed.
    select
        said_or_printed_on,
        published_on
    from {{ ref('int_statements__keyed') }}
    where
        statement_key in (
            select speakers.statement_key from {{ changes_of(ref('int_statement_speakers__keyed')) }} as speakers
            union
            select subjects.statement_key from {{ changes_of(ref('int_statement_subjects__keyed')) }} as subjects
        )
    union
    select
        said_or_printed_on,
        published_on
    from {{ ref('int_statements__keyed') }}
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
