-- One row per speaker, day and way of dating whose counts this build has to make anew.
{{ config(materialized='table') }}

with articles_read as (
    {{ altered(ref('rpt_articles_by_outlet_day'), ['outlet_id', 'date_on', 'article_count']) }}
),

changed as (
    select statement_key from {{ changes_of(ref('int_statements__keyed')) }}
    union
    select statement_key from {{ changes_of(ref('int_statement_speakers__keyed')) }}
),

days as (
    {{ before_and_now(
        ref('int_statements__keyed'), ['statement_key', 'said_or_printed_on', 'published_on'],
        'statement_key in (select changed.statement_key from changed)'
    ) }}
),

speakers as (
    {{ before_and_now(
        ref('int_statement_speakers__keyed'), ['statement_key', 'speaker_id'],
        'statement_key in (select changed.statement_key from changed)'
    ) }}
),

touched as (
    select
        speakers.speaker_id,
        days.said_or_printed_on as date_on,
        'said' as date_basis
    from speakers
    inner join days on speakers.statement_key = days.statement_key
    union
    select
        speakers.speaker_id,
        days.published_on as date_on,
        'printed' as date_basis
    from speakers
    inner join days on speakers.statement_key = days.statement_key
    union
    -- What was read of a day stands beside its counts.
    select
        speakers.speaker_id,
        statements.published_on as date_on,
        'printed' as date_basis
    from {{ ref('int_statements__keyed') }} as statements
    inner join {{ ref('int_statement_speakers__keyed') }} as speakers
        on statements.statement_key = speakers.statement_key
    where statements.published_on in (select articles_read.date_on from articles_read)
)

select
    speaker_id,
    {{ key_of('speaker_id') }} as speaker_key,
    date_on,
    date_basis
from touched
