-- One row per speaker, across all articles. Counts are over current article versions.
{{ config(unique_key='speaker_id', touched_by='int_speakers__touched', tracked=['speaker_name', 'speaker_kind']) }}

with speakers as (
    select * from {{ ref('int_speakers__described') }}
    where {{ lies_touched(ref('int_speakers__described'), 'speaker_id', ref('int_speakers__touched')) }}
),

known_people as (
    select * from {{ ref('int_speakers__known') }}
),

counted as (
    select
        speakers.speaker_id,
        count(distinct statements.statement_key)::integer as statement_count,
        count(distinct statements.article_key)::integer as article_count,
        {{ count_outlets('statements.outlet_id') }} as outlet_count,
        min(statements.said_or_printed_on) as first_said_on,
        max(statements.said_or_printed_on) as last_said_on
    from {{ ref('int_statements__keyed') }} as statements
    inner join {{ ref('int_statement_speakers__keyed') }} as speakers
        on statements.statement_key = speakers.statement_key
    where {{ is_touched('speakers.speaker_key', ref('int_speakers__touched')) }}
    group by speakers.speaker_id
)

select
    speakers.speaker_id,
    speakers.speaker_name,
    speakers.speaker_kind,
    speakers.country_code,
    speakers.latest_role,
    speakers.aliases,
    known_people.known_person_key,
    coalesce(counted.statement_count, 0) as statement_count,
    coalesce(counted.article_count, 0) as article_count,
    coalesce(counted.outlet_count, 0) as outlet_count,
    counted.first_said_on,
    counted.last_said_on
from speakers
left join counted on speakers.speaker_id = counted.speaker_id
left join known_people on speakers.speaker_id = known_people.speaker_id
-- In this order one is found without reading the others.
order by speakers.speaker_id asc
