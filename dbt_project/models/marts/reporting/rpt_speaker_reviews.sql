-- One row per pair of printed names that may be one speaker and were not joined.
{{ config(unique_key=['left_id', 'right_id']) }}

with reviews as (
    select * from {{ ref('stg_raw__speaker_reviews') }}
),

speakers as (
    select * from {{ ref('dim_speakers') }}
)

select
    reviews.left_id,
    reviews.right_id,
    reviews.left_speaker_id,
    lefts.speaker_name as left_speaker_name,
    reviews.right_speaker_id,
    rights.speaker_name as right_speaker_name,
    reviews.score,
    reviews.reasons
from reviews
left join speakers as lefts on reviews.left_speaker_id = lefts.speaker_id
left join speakers as rights on reviews.right_speaker_id = rights.speaker_id
