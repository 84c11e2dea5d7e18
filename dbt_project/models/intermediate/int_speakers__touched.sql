-- One row per speaker that this build has to make anew: a mention of it has come, gone or changed, or what the table of
-- office holders has of it.
{{ config(materialized='table') }}

with touched as (
    select speaker_id from {{ changes_of(ref('int_statement_speakers__resolved')) }}
    union
    select speaker_id from {{ changes_of(ref('int_speakers__known')) }}
)

select
    speaker_id,
    {{ key_of('speaker_id') }} as speaker_key
from touched
