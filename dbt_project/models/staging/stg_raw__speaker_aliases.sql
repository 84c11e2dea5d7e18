-- One row per speaker id that was ever given, with the speaker that it leads to.
with source as (
    select * from {{ source('raw', 'speaker_aliases') }}
),

corrections as (
    select * from {{ source('raw', 'speaker_corrections') }}
)

select
    coalesce(source.alias_id, corrections.profile_id) as alias_id,
    coalesce(corrections.speaker_id, source.speaker_id) as speaker_id,
    source.name_key,
    source.country_code,
    source.known_person_key,
    -- Ids of unnamed speakers are kept nowhere: only where statements of one were corrected its id is among these.
    coalesce(source.is_retired, true) as is_retired
from source
full outer join corrections on source.alias_id = corrections.profile_id
