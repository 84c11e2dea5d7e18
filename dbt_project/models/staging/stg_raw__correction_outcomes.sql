-- One row per correction and, for those of statements, version of its article.
with source as (
    select * from {{ source('raw', 'correction_outcomes') }}
)

select
    correction_id,
    article_version,
    state,
    statement_id,
    match_kind,
    extracted_value,
    corrected_value
from source
