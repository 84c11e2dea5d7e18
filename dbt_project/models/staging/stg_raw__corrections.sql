-- One row per correction that somebody made.
with source as (
    select * from {{ source('raw', 'corrections') }}
)

select
    correction_id,
    kind as correction_kind,
    article_id,
    article_version as read_article_version,
    nullif(field, '') as field,
    anchor_text,
    subject_id,
    other_subject_id,
    made_by,
    made_at,
    reason,
    origin,
    accepted_by
from source
