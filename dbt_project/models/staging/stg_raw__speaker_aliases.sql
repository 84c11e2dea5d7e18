-- One row per speaker id that was ever given, with the speaker that it leads to.
with source as (
    select * from {{ source('raw', 'speaker_aliases') }}
)

select
    alias_id,
    speaker_id,
    known_person_key,
    is_retired
from source
