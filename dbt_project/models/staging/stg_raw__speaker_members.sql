-- One row per speaker of an article version, by kind and name, with the speaker across articles that it is.
with source as (
    select * from {{ source('raw', 'speaker_members') }}
)

select
    article_id,
    article_version,
    speaker_kind,
    speaker_name,
    office,
    speaker_id
from source
where speaker_id is not null
