-- One row per current statement, speaker of it and country of that speaker.
{{ config(
    unique_key=['statement_key', 'speaker_id', 'country_code'],
    touched_by='int_keyed_statements__touched',
    touched_columns=['statement_key'],
) }}

with statements as (
    select statement_key from {{ ref('int_statements__keyed') }}
    where {{ is_touched('statement_key', ref('int_keyed_statements__touched')) }}
),

bridge as (
    select distinct
        {{ key_of('statement_id') }} as statement_key,
        speaker_id,
        speaker_country_code as country_code,
        speaker_kind != 'unnamed' and speaker_id != 'unknown' as is_named
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_touched(
            ref('bridge_statement_speakers'), 'statement_id', ref('int_keyed_statements__touched')
        ) }}
)

select
    bridge.statement_key,
    bridge.speaker_id,
    {{ key_of('bridge.speaker_id') }} as speaker_key,
    bridge.country_code,
    bridge.is_named
from bridge
inner join statements on bridge.statement_key = statements.statement_key
-- In this order what one speaker said is found without reading the others.
order by bridge.speaker_id asc
