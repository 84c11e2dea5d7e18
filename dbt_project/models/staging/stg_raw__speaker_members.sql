-- One row per speaker of an article version, by kind and name, with the speaker across articles that it is.
with source as (
    select * from {{ source('raw', 'speaker_members') }}
),

corrections as (
    select * from {{ source('raw', 'speaker_corrections') }}
)

select
    source.article_id,
    source.article_version,
    source.speaker_kind,
    source.speaker_name,
    source.office,
    source.is_held,
    coalesce(corrections.speaker_id, source.speaker_id) as speaker_id
from source
left join corrections on source.profile_id = corrections.profile_id
where source.speaker_id is not null
