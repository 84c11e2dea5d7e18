-- One row per load.
with raw_loads as (
    select * from {{ source('raw', 'loads') }}
)

select
    load_id,
    load_on,
    status,
    started_at,
    finished_at,
    array_to_string(
        list_transform(string_split(source, ', '), lambda given: {{ name_of_place('given') }}), ', '
    ) as source, -- noqa: RF04
    record_count,
    article_count,
    new_version_count,
    duplicate_count,
    reject_count,
    coalesce(erased_count, 0) as erased_count,
    undated_count,
    unsupported_language_count,
    statement_count,
    ingest_seconds,
    extract_seconds,
    extractor_version,
    newest_published_on
from raw_loads
