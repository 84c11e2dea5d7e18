-- One row per article version that the extraction has been through.
with source as (
    select * from {{ source('raw', 'extractions') }}
)

select
    article_id,
    article_version,
    extractor_version,
    engine,
    status as extraction_status,
    diagnostic,
    statement_count,
    load_on,
    extracted_at
from source
