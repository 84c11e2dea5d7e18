-- One row per pair of speakers who may be one and were not joined, and what was compared.
with source as (
    select * from {{ source('raw', 'speaker_reviews') }}
)

select
    left_id,
    right_id,
    left_speaker_id,
    right_speaker_id,
    score,
    reasons
from source
