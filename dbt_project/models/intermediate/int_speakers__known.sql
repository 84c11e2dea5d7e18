-- One row per speaker whom the table of office holders has.
{{ config(unique_key='speaker_id') }}

select
    alias_id as speaker_id,
    known_person_key
from {{ ref('stg_raw__speaker_aliases') }}
where not is_retired and known_person_key is not null
