-- One row per pair of article versions of different outlets that print the same text.
with source as (
    select * from {{ source('raw', 'syndications') }}
)

select
    article_id,
    article_version,
    matched_article_id,
    matched_article_version,
    containment,
    resemblance,
    found_at
from source
