-- One row per speaker, day and way of dating whose counts this build has to make anew.
{{ config(materialized='table') }}

with articles_read as (
    {{ altered(ref('rpt_articles_by_outlet_day'), ['outlet_id', 'date_on', 'article_count']) }}
),

changed as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
),

days as (
    {{ before_and_now(
        ref('fct_statements'), ['statement_id', 'said_or_printed_on', 'published_on'],
        'statement_id in (select changed.statement_id from changed)'
    ) }}
),

speakers as (
    {{ before_and_now(
        ref('bridge_statement_speakers'), ['statement_id', 'speaker_id'],
        'statement_id in (select changed.statement_id from changed)'
    ) }}
)

select
    speakers.speaker_id,
    days.said_or_printed_on as date_on,
    'said' as date_basis
from speakers
inner join days on speakers.statement_id = days.statement_id
union
select
    speakers.speaker_id,
    days.published_on as date_on,
    'printed' as date_basis
from speakers
inner join days on speakers.statement_id = days.statement_id
union
-- What was read of a day stands beside its counts.
select
    bridge.speaker_id,
    statements.published_on as date_on,
    'printed' as date_basis
from {{ ref('fct_statements') }} as statements
inner join {{ ref('bridge_statement_speakers') }} as bridge on statements.statement_id = bridge.statement_id
where statements.published_on in (select articles_read.date_on from articles_read)
