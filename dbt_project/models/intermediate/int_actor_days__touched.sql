-- One row per speaker, day and way of dating whose counts this build has to make anew.
{{ config(materialized='table') }}

with changed as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
),

-- As they were and as they are: a statement that has moved is missing in the one place and new in the other.
days as (
    select
        statement_id,
        said_or_printed_on,
        published_on
    from {{ changes_of(ref('fct_statements')) }}
    union
    select
        statement_id,
        said_or_printed_on,
        published_on
    from {{ ref('fct_statements') }}
    where statement_id in (select changed.statement_id from changed)
),

speakers as (
    select
        statement_id,
        speaker_id
    from {{ changes_of(ref('bridge_statement_speakers')) }}
    union
    select
        statement_id,
        speaker_id
    from {{ ref('bridge_statement_speakers') }}
    where statement_id in (select changed.statement_id from changed)
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
