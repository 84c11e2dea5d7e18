-- One row per speaker of a statement.
with speakers as (
    select * from {{ ref('int_statement_speakers__resolved') }}
)

select
    statement_id,
    speaker_position,
    speaker_id,
    speaker_mention,
    speaker_name,
    speaker_kind,
    speaker_role,
    speaker_country_code
from speakers
