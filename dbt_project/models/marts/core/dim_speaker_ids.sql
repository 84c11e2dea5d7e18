-- One row per speaker id that was ever given and still leads to somebody.
{{ config(unique_key='given_id') }}

select
    alias_id as given_id,
    speaker_id,
    name_key,
    country_code,
    is_retired
from {{ ref('stg_raw__speaker_aliases') }}
where speaker_id is not null
