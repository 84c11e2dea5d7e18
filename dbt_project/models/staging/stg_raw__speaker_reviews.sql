-- One row per pair of speakers who may be one and were not joined, or of one with itself that may be two, and what was
-- compared; without those that a person has since said to be one.
with source as (
    select * from {{ source('raw', 'speaker_reviews') }}
),

corrections as (
    select * from {{ source('raw', 'speaker_corrections') }}
),

resolved as (
    select
        source.left_id,
        source.right_id,
        coalesce(lefts.speaker_id, source.left_speaker_id) as left_speaker_id,
        coalesce(rights.speaker_id, source.right_speaker_id) as right_speaker_id,
        source.score,
        source.reasons
    from source
    left join corrections as lefts on source.left_id = lefts.profile_id
    left join corrections as rights on source.right_id = rights.profile_id
)

select *
from resolved
where left_speaker_id is distinct from right_speaker_id or left_id = right_id
