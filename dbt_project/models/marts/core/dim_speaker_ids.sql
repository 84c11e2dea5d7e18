-- One row per speaker id that was ever given and still leads to somebody.
{{ config(unique_key='given_id') }}

with aliases as (
    select * from {{ ref('stg_raw__speaker_aliases') }}
),

-- Who has no name is never identified: such an id follows from the description alone.
unnamed as (
    select * from {{ ref('int_speakers__described') }}
    where speaker_kind = 'unnamed'
)

select
    aliases.alias_id as given_id,
    aliases.speaker_id,
    aliases.name_key,
    aliases.country_code,
    aliases.is_retired
from aliases
left join unnamed on aliases.alias_id = unnamed.speaker_id
where aliases.speaker_id is not null and unnamed.speaker_id is null

union all

select
    speaker_id as given_id,
    speaker_id,
    case when speaker_id != 'unknown' then lower(speaker_name) end as name_key,
    country_code,
    false as is_retired
from unnamed
